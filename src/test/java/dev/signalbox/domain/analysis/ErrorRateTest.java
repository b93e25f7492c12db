package dev.signalbox.domain.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.domain.analysis.Verdict.Breached;
import dev.signalbox.domain.analysis.Verdict.Inconclusive;
import dev.signalbox.domain.analysis.Verdict.Passed;
import dev.signalbox.domain.analysis.Verdict.Watching;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorRateTest {

  private static final Instant MONDAY = Instant.parse("2026-11-02T09:00:00Z");
  private static final ErrorRateRule HALF_AN_HOUR =
      new ErrorRateRule(0.01, Duration.ofMinutes(30), Duration.ofMinutes(3), 20, 2);
  private static final Counter[] NONE = {};

  private final List<Sample> samples = new ArrayList<>();

  @Test
  void before_the_first_sample_it_watches_and_knows_the_earliest_end() {
    assertThat(verdictAt(0))
        .isEqualTo(
            new Watching(
                new Progress(Traffic.NONE, 0.01, Duration.ZERO, Duration.ofMinutes(30)),
                MONDAY.plus(Duration.ofMinutes(30))));
  }

  @Test
  void it_watches_and_says_in_numbers_how_far_it_is() {
    good(0, 1000, 20);
    steadily(1, 6, 1000, 34, 21, 0);
    steadily(6, 12, 1170, 34, 22, 0);
    good(12, 1412, 23);

    assertThat(verdictAt(12)).isInstanceOf(Watching.class);
    assertThat(verdictAt(12).sentence())
        .isEqualTo("3 of 412 requests failed (0.7 %), threshold 1 %, 12 of 30 minutes watched.");
    assertThat(((Watching) verdictAt(12)).earliest()).isEqualTo(minute(30));
  }

  @Test
  void it_passes_when_all_the_time_was_watched() {
    good(0, 0, 0);
    steadily(1, 31, 0, 100, 0, 0);

    assertThat(verdictAt(29)).isInstanceOf(Watching.class);
    assertThat(verdictAt(30)).isInstanceOf(Passed.class);
    assertThat(verdictAt(30).sentence())
        .isEqualTo("0 of 3,000 requests failed (0 %), threshold 1 %, 30 of 30 minutes watched.");
  }

  @Test
  void what_was_counted_before_the_first_sample_is_not_the_deployments() {
    good(0, 1_000_000, 900_000);
    steadily(1, 31, 1_000_000, 10, 900_000, 0);

    assertThat(verdictAt(30)).isInstanceOf(Passed.class);
  }

  @Test
  void it_is_breached_by_the_sample_that_shows_it_and_stays_so() {
    good(0, 0, 0);
    good(1, 100, 1);
    good(2, 200, 3);
    steadily(3, 31, 200, 10_000, 3, 0);

    assertThat(verdictAt(1)).isInstanceOf(Watching.class);
    assertThat(verdictAt(30)).isEqualTo(verdictAt(2));
    assertThat(verdictAt(2)).isInstanceOf(Breached.class);
    assertThat(((Breached) verdictAt(30)).at()).isEqualTo(minute(2));
    assertThat(verdictAt(2).sentence())
        .isEqualTo("3 of 200 requests failed (1.5 %), threshold 1 %, 2 of 30 minutes watched.");
  }

  @Test
  void exactly_the_threshold_is_no_breach() {
    good(0, 0, 0);
    good(1, 1000, 10);
    assertThat(verdictAt(1)).isInstanceOf(Watching.class);

    good(2, 1100, 12);
    assertThat(verdictAt(2)).isInstanceOf(Breached.class);
    assertThat(verdictAt(2).sentence()).startsWith("12 of 1,100 requests failed (1.1 %)");
  }

  @Test
  void a_share_is_told_with_the_digits_it_takes_to_tell_it_from_the_threshold() {
    assertThat(new Traffic(100_000, 1_001).told(0.01))
        .isEqualTo("1,001 of 100,000 requests failed (1.001 %)");
    assertThat(new Traffic(1_000_000, 3).told(0.01))
        .isEqualTo("3 of 1,000,000 requests failed (0.0003 %)");
    assertThat(new Traffic(3, 1).told(0.007)).isEqualTo("1 of 3 requests failed (33.3 %)");
  }

  @Test
  void one_error_is_no_rate_and_nineteen_requests_are_too_few() {
    good(0, 0, 0);
    good(1, 20, 1);
    assertThat(verdictAt(1)).isInstanceOf(Watching.class);

    samples.clear();
    good(0, 0, 0);
    good(1, 19, 19);
    assertThat(verdictAt(1)).isInstanceOf(Watching.class);

    samples.clear();
    good(0, 0, 0);
    good(1, 20, 2);
    assertThat(verdictAt(1)).isInstanceOf(Breached.class);
  }

  @Test
  void too_few_requests_to_call_it_a_breach_are_too_few_to_call_it_a_pass() {
    good(0, 0, 0);
    good(1, 3, 1);
    steadily(2, 31, 3, 0, 1, 0);

    assertThat(verdictAt(30)).isInstanceOf(Inconclusive.class);
    assertThat(reason(30)).isEqualTo("too-few-requests");
    assertThat(verdictAt(30).sentence())
        .contains("a breach takes 20 requests and 2 errors")
        .endsWith("1 of 3 requests failed (33.3 %), threshold 1 %, 30 of 30 minutes watched.");

    good(31, 103, 1);
    assertThat(verdictAt(31)).isInstanceOf(Passed.class);
  }

  @Test
  void a_late_breakage_is_not_hidden_by_a_long_good_time() {
    good(0, 0, 0);
    steadily(1, 21, 0, 10_000, 0, 0);
    steadily(21, 27, 200_000, 100, 0, 0);
    good(27, 200_700, 10);

    assertThat(verdictAt(26)).isInstanceOf(Watching.class);
    assertThat(verdictAt(27)).isInstanceOf(Breached.class);
    assertThat(verdictAt(27).sentence())
        .isEqualTo(
            "Lately 10 of 600 requests failed (1.7 %); in all 10 of 200,700 requests failed"
                + " (0.005 %), threshold 1 %, 27 of 30 minutes watched.");
  }

  @Test
  void no_request_at_all_is_inconclusive_until_one_comes() {
    good(0, 7, 0);
    steadily(1, 40, 7, 0, 0, 0);

    assertThat(reason(39)).isEqualTo("no-requests");
    assertThat(verdictAt(39).sentence())
        .endsWith("No request was counted, threshold 1 %, 30 of 30 minutes watched.");
    assertThat(((Inconclusive) verdictAt(39)).reason().clearedBy()).contains("next requests");

    good(40, 8, 0);
    assertThat(verdictAt(40)).isInstanceOf(Passed.class);
  }

  @Test
  void more_errors_than_requests_say_that_the_selectors_are_wrong() {
    good(0, 0, 0);
    good(1, 30, 31);

    assertThat(reason(1)).isEqualTo("more-errors-than-requests");
    assertThat(verdictAt(1).sentence())
        .startsWith("More errors (31) than requests (30) were counted");
    steadily(2, 40, 30, 1, 31, 1);
    assertThat(verdictAt(39)).isInstanceOf(Inconclusive.class);
  }

  @Test
  void a_gap_stops_the_clock_and_never_passes() {
    good(0, 0, 0);
    good(1, 100, 0);
    gap(2, "Nobody answers.");
    gap(29, "Nobody answers.");
    good(30, 3_000, 0);

    assertThat(verdictAt(2)).as("a reading may fail").isInstanceOf(Watching.class);
    assertThat(verdictAt(29)).isInstanceOf(Inconclusive.class);
    assertThat(reason(29)).isEqualTo("counters-unread");
    assertThat(verdictAt(29).sentence())
        .isEqualTo(
            "The counters have not been read for 28 minutes: Nobody answers."
                + " 0 of 100 requests failed (0 %), threshold 1 %, 1 of 30 minutes watched.");
    assertThat(verdictAt(30))
        .isEqualTo(
            new Watching(
                new Progress(
                    new Traffic(100, 0), 0.01, Duration.ofMinutes(1), Duration.ofMinutes(30)),
                minute(59)));
  }

  @Test
  void a_short_gap_is_bridged_and_counts_as_watched() {
    good(0, 0, 0);
    gap(1, "Nobody answers.");
    gap(2, "Nobody answers.");
    good(3, 60, 0);

    assertThat(verdictAt(3).progress().watched()).isEqualTo(Duration.ofMinutes(3));
    assertThat(verdictAt(3).progress().traffic()).isEqualTo(new Traffic(60, 0));
  }

  @Test
  void silence_of_our_own_is_no_watching_either() {
    good(0, 0, 0);
    good(1, 100, 0);

    assertThat(verdictAt(4)).isInstanceOf(Watching.class);
    assertThat(verdictAt(5)).isInstanceOf(Inconclusive.class);
    assertThat(verdictAt(5).sentence())
        .startsWith("The counters have not been read for 4 minutes. ");
  }

  @Test
  void counters_that_were_never_read_are_inconclusive_at_once() {
    gap(0, "Nobody answers.");

    assertThat(verdictAt(0).sentence())
        .startsWith("The counters have not been read yet: Nobody answers.");
  }

  @Test
  void a_counter_that_went_down_counts_from_zero() {
    good(0, 1000, 500);
    good(1, 40, 1);

    assertThat(verdictAt(1).progress().traffic()).isEqualTo(new Traffic(40, 1));
  }

  @Test
  void each_series_restarts_for_itself() {
    sample(0, of(counter("a", 100), counter("b", 100)), NONE);
    sample(1, of(counter("a", 10), counter("b", 150)), NONE);

    assertThat(verdictAt(1).progress().traffic()).isEqualTo(new Traffic(60, 0));
  }

  @Test
  void a_series_seen_first_right_after_a_good_sample_began_at_zero() {
    sample(0, of(counter("200", 100)), NONE);
    sample(1, of(counter("200", 110), counter("500", 30)), of(counter("500", 30)));

    assertThat(verdictAt(1)).isInstanceOf(Breached.class);
    assertThat(verdictAt(1).progress().traffic()).isEqualTo(new Traffic(40, 30));
  }

  @Test
  void a_series_seen_first_after_a_gap_counts_only_from_there() {
    sample(0, of(counter("200", 100)), NONE);
    gap(1, "Nobody answers.");
    sample(2, of(counter("200", 110), counter("500", 30)), of(counter("500", 30)));
    sample(3, of(counter("200", 120), counter("500", 31)), of(counter("500", 31)));

    assertThat(verdictAt(3).progress().traffic()).isEqualTo(new Traffic(21, 1));
  }

  @Test
  void a_series_that_vanished_adds_nothing_and_brings_no_past_with_it_when_it_returns() {
    sample(0, of(counter("a", 1_000), counter("b", 5_000)), of(counter("b", 4_000)));
    sample(1, of(counter("a", 1_010)), NONE);
    assertThat(verdictAt(1).progress().traffic()).isEqualTo(new Traffic(10, 0));

    sample(2, of(counter("a", 1_020), counter("b", 5_007)), of(counter("b", 4_001)));
    assertThat(verdictAt(2).progress().traffic()).isEqualTo(new Traffic(27, 1));

    for (int minute = 3; minute <= 9; minute++) {
      sample(minute, of(counter("a", 1_020)), NONE);
    }
    sample(10, of(counter("a", 1_020), counter("b", 9_000)), of(counter("b", 8_000)));
    assertThat(verdictAt(10).progress().traffic())
        .as("gone for longer than is bridged")
        .isEqualTo(new Traffic(27, 1));
  }

  @Test
  void all_counters_gone_at_once_is_a_gap() {
    good(0, 100, 0);
    sample(1, NONE, NONE);
    sample(4, NONE, NONE);

    assertThat(reason(4)).isEqualTo("counters-unread");
    assertThat(verdictAt(4).sentence()).contains("shows no such counter now");
  }

  @Test
  void counters_not_yet_there_are_a_beginning_at_zero() {
    sample(0, NONE, NONE);
    good(1, 25, 2);

    assertThat(verdictAt(1)).isInstanceOf(Breached.class);
    assertThat(verdictAt(1).progress().watched()).isEqualTo(Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, -1, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e17})
  void what_is_no_count_makes_the_reading_a_gap(double value) {
    sample(0, of(counter("a", 5), counter("b", value)), NONE);
    assertThat(reason(0)).isEqualTo("counters-unread");
    assertThat(verdictAt(0).sentence()).contains("is no count");

    samples.clear();
    sample(0, of(counter("a", 5)), of(counter("a", value)));
    assertThat(verdictAt(0).sentence()).contains("A counter of the errors stands at");
  }

  @Test
  void two_counters_with_the_same_labels_or_very_many_make_the_reading_a_gap() {
    sample(0, of(counter("a", 5), counter("a", 6)), NONE);
    assertThat(verdictAt(0).sentence()).contains("have the same labels");

    samples.clear();
    var many = new Counter[10_001];
    for (int i = 0; i < many.length; i++) {
      many[i] = counter("request-" + i, 1);
    }
    sample(0, many, NONE);
    assertThat(verdictAt(0).sentence()).contains("10,001 counters, and 10,000 are the most");
  }

  @Test
  void a_sample_taken_twice_or_out_of_order_counts_once() {
    good(0, 0, 0);
    good(2, 100, 0);
    good(2, 900, 900);
    good(1, 50, 50);
    gap(1, "late");

    assertThat(verdictAt(2).progress().traffic()).isEqualTo(new Traffic(100, 0));
    assertThat(verdictAt(2).progress().watched()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void samples_of_the_future_have_not_happened() {
    good(0, 0, 0);
    good(1, 100, 100);

    assertThat(verdictAt(0)).isInstanceOf(Watching.class);
    assertThat(verdictAt(1)).isInstanceOf(Breached.class);
  }

  @Test
  void a_rule_that_makes_no_sense_is_refused() {
    assertThatThrownBy(() -> ErrorRateRule.of(1.5, Duration.ofMinutes(1), Duration.ofSeconds(1)))
        .hasMessageContaining("not a share");
    assertThatThrownBy(
            () -> ErrorRateRule.of(Double.NaN, Duration.ofMinutes(1), Duration.ofSeconds(1)))
        .hasMessageContaining("not a share");
    assertThatThrownBy(() -> ErrorRateRule.of(0.1, Duration.ZERO, Duration.ofSeconds(1)))
        .hasMessageContaining("at least a second");
    assertThatThrownBy(() -> ErrorRateRule.of(0.1, Duration.ofMinutes(1), Duration.ZERO))
        .hasMessageContaining("more than zero");
  }

  @Test
  void times_are_told_in_the_unit_that_fits() {
    assertThat(progress(Duration.ofMinutes(59), Duration.ofHours(1)))
        .endsWith("59 of 60 minutes watched.");
    assertThat(progress(Duration.ofHours(31), Duration.ofDays(7)))
        .endsWith("31 of 168 hours watched.");
    assertThat(progress(Duration.ofSeconds(61), Duration.ofSeconds(90)))
        .endsWith("61 of 90 seconds watched.");
    assertThat(progress(Duration.ofSeconds(3), Duration.ofSeconds(1)))
        .endsWith("1 of 1 second watched.");
  }

  @Test
  void sentences_are_the_same_wherever_the_server_stands() {
    Locale home = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      var progress =
          new Progress(
              new Traffic(41_234, 123.5), 0.005, Duration.ofHours(31), Duration.ofDays(50));
      assertThat(progress.sentence())
          .isEqualTo(
              "123.5 of 41,234 requests failed (0.3 %), threshold 0.5 %,"
                  + " 31 of 1,200 hours watched.");
    } finally {
      Locale.setDefault(home);
    }
  }

  private static String progress(Duration watched, Duration lasting) {
    return new Progress(Traffic.NONE, 0.01, watched, lasting).sentence();
  }

  private Verdict verdictAt(int minute) {
    return ErrorRate.verdict(HALF_AN_HOUR, samples, minute(minute));
  }

  private String reason(int minute) {
    return ((Inconclusive) verdictAt(minute)).reason().code();
  }

  private static Instant minute(int minute) {
    return MONDAY.plus(Duration.ofMinutes(minute));
  }

  private void good(int minute, double requests, double errors) {
    sample(minute, of(counter("all", requests)), of(counter("all", errors)));
  }

  /// A sample each minute, each with so many more requests and errors than the last.
  private void steadily(
      int from, int to, double requests, double more, double errors, double moreErrors) {
    for (int minute = from; minute < to; minute++) {
      int nth = minute - from + 1;
      good(minute, requests + nth * more, errors + nth * moreErrors);
    }
  }

  private void sample(int minute, Counter[] requests, Counter[] errors) {
    samples.add(new Sample.Counted(minute(minute), List.of(requests), List.of(errors)));
  }

  private void gap(int minute, String why) {
    samples.add(new Sample.Gap(minute(minute), why));
  }

  private static Counter[] of(Counter... counters) {
    return counters;
  }

  private static Counter counter(String name, double value) {
    return new Counter(Map.of("name", name), value);
  }
}
