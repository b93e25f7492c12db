package dev.signalbox.domain.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.domain.analysis.evidence.Arm;
import dev.signalbox.domain.analysis.evidence.Row;
import dev.signalbox.domain.analysis.evidence.Window;
import dev.signalbox.domain.rollout.Reading.OfMetric;
import dev.signalbox.domain.rollout.Reading.Series;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What two readings of counters say of the time between them, and when they say nothing.
class CountingTest {

  private static final Instant MONDAY = Instant.parse("2026-11-02T08:00:00Z");

  private static Reading reading(Series... series) {
    return new Reading(
        MONDAY, List.of(OfMetric.standing("errors", Optional.empty(), List.of(series))));
  }

  private static Series total(boolean canary, String instance, double value) {
    return new Series(Reading.TOTAL, canary, instance, "", value);
  }

  private static Series bad(boolean canary, String instance, String labels, double value) {
    return new Series(Reading.BAD, canary, instance, labels, value);
  }

  private static String gap(Reading before, Reading after) {
    Window window = Counting.window(4, 1, before, after);
    assertThat(window.rows()).as("dropped for both arms").isEmpty();
    assertThat(window.gaps()).hasSize(1);
    return window.gaps().getFirst().why();
  }

  private final Reading before =
      reading(total(true, "new", 10), total(false, "old", 1000), bad(false, "old", "500", 7));

  @Test
  void each_instance_counts_what_its_counters_grew_by() {
    Window window =
        Counting.window(
            4,
            1,
            before,
            reading(
                total(true, "new", 40),
                bad(true, "new", "500", 2),
                bad(true, "new", "503", 1),
                total(false, "old", 1570),
                bad(false, "old", "500", 9)));

    assertThat(window)
        .isEqualTo(
            new Window(
                4,
                1,
                List.of(
                    Row.of("errors", Arm.CANARY, "new", 30, 3),
                    Row.of("errors", Arm.BASELINE, "old", 570, 2)),
                List.of()));
  }

  @Test
  void buckets_are_rows_of_their_edges() {
    Reading then =
        reading(
            total(true, "new", 10),
            new Series("0.1", true, "new", "", 8),
            new Series("0.5", true, "new", "", 10));
    Reading now =
        reading(
            total(true, "new", 30),
            new Series("0.1", true, "new", "", 18),
            new Series("0.5", true, "new", "", 29));

    assertThat(Counting.window(0, 0, then, now).rows())
        .containsExactly(
            Row.bucket("errors", Arm.CANARY, "new", 20, 0.1, 10),
            Row.bucket("errors", Arm.CANARY, "new", 20, 0.5, 19));
  }

  @Test
  void a_reset_drops_the_window_for_both() {
    assertThat(
            gap(
                before,
                reading(
                    total(true, "new", 3), total(false, "old", 1570), bad(false, "old", "500", 9))))
        .isEqualTo("a counter of new was reset");
  }

  @Test
  void a_series_that_vanished_drops_the_window_for_both() {
    assertThat(gap(before, reading(total(true, "new", 40), total(false, "old", 1570))))
        .isEqualTo("a counter of old has vanished");
  }

  @Test
  void what_is_no_count_drops_the_window_for_both() {
    assertThat(
            gap(
                before,
                reading(
                    total(true, "new", Double.NaN),
                    total(false, "old", 1570),
                    bad(false, "old", "500", 9))))
        .isEqualTo("a counter of new stands at NaN, which is no count");
  }

  @Test
  void a_reading_that_failed_drops_the_window_before_it_and_the_one_after_it() {
    Reading failed =
        new Reading(
            MONDAY,
            List.of(
                OfMetric.standing("errors", Optional.of("Prometheus does not answer"), List.of())));

    assertThat(gap(before, failed)).isEqualTo("Prometheus does not answer");
    assertThat(gap(failed, before)).isEqualTo("Prometheus does not answer");
    assertThat(gap(new Reading(MONDAY, List.of()), before)).isEqualTo("it was not read before");
  }

  private static Reading counted(Instant since, Series... series) {
    return new Reading(
        MONDAY.plusSeconds(60), List.of(OfMetric.since(since, "errors", List.of(series))));
  }

  @Test
  void what_is_counted_by_the_window_is_taken_as_it_is() {
    Reading began = new Reading(MONDAY, List.of(OfMetric.since(MONDAY, "errors", List.of())));

    assertThat(
            Counting.window(
                4,
                1,
                began,
                counted(
                    MONDAY,
                    total(true, "", 40),
                    bad(true, "", "", 2),
                    total(false, "", 900),
                    bad(false, "", "", 9))))
        .isEqualTo(
            new Window(
                4,
                1,
                List.of(
                    Row.of("errors", Arm.CANARY, "", 40, 2),
                    Row.of("errors", Arm.BASELINE, "", 900, 9)),
                List.of()));
    assertThat(gap(began, counted(MONDAY.plusSeconds(1), total(true, "", 40))))
        .isEqualTo(
            "it was counted since 2026-11-02T08:00:01Z, and the window began 2026-11-02T08:00:00Z");
    assertThat(gap(began, counted(MONDAY, total(true, "", Double.NaN)))).contains("no count");
    assertThat(gap(began, counted(MONDAY, total(true, "", -1)))).contains("no count");
    assertThat(
            gap(
                began,
                new Reading(
                    MONDAY.plusSeconds(60),
                    List.of(OfMetric.uncounted(MONDAY, "errors", "nobody posted them")))))
        .isEqualTo("nobody posted them");
  }
}
