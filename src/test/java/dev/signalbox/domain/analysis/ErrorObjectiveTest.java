package dev.signalbox.domain.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.base.Json;
import dev.signalbox.domain.analysis.evidence.Slo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ErrorObjectiveTest {

  private static final Instant MONDAY = Instant.parse("2026-11-02T09:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Slo SLO = new Slo("errors", 0.999, 2, Duration.ofDays(30), MINUTE);
  private static final ErrorRateRule HOUR = ErrorRateRule.counting(Duration.ofHours(1), MINUTE);

  private WatchedObjective watched = WatchedObjective.of(Watched.NOTHING);
  private Instant now = MONDAY;
  private double requests;
  private double errors;

  @Test
  void what_keeps_the_objective_passes_and_says_how_rare_false_alarms_are() {
    read(0, 0);
    for (int minute = 0; minute < 60; minute++) {
      read(1000, minute % 2);
    }
    assertThat(ErrorObjective.breach(HOUR, SLO, watched)).isEmpty();
    Verdict verdict = ErrorRate.verdict(HOUR, watched.watched(), now);
    assertThat(verdict).isInstanceOf(Verdict.Passed.class);
    assertThat(verdict.sentence())
        .isEqualTo("30 of 60,000 requests failed (0.1 %), 60 of 60 minutes watched.");
    assertThat(ErrorObjective.sentence(SLO, watched))
        .startsWith("Objective 99.9 %: evidence of an incident 0.")
        .endsWith(" : 1, needed 43,200 : 1 (a false alarm once in 30 days, or less often).");
  }

  @Test
  void a_slow_burn_that_no_threshold_of_a_percent_sees_is_a_breach() {
    read(0, 0);
    for (int minute = 0; minute < 30 && watched.broken().isEmpty(); minute++) {
      read(1000, 6);
    }
    assertThat(ErrorObjective.breach(HOUR, SLO, watched))
        .get()
        .asString()
        .startsWith("Lately ")
        .contains(
            "More than 0.2 % is an incident: 2 times what the objective of 99.9 % allows.",
            "needed 43,200 : 1 (a false alarm once in 30 days, or less often)");
    assertThat(watched.broken()).get().satisfies(e -> assertThat(e).isGreaterThan(43_200));

    WatchedObjective then = watched;
    read(100_000, 0);
    assertThat(watched).isEqualTo(then);
  }

  @Test
  void what_is_stored_on_the_way_goes_on_to_the_same_digit() {
    read(0, 0);
    read(1000, 4);
    read(1000, 3);
    WatchedObjective stored = Json.mapper().readValue(Json.write(watched), WatchedObjective.class);
    assertThat(stored).isEqualTo(watched);
    read(1000, 5);
    WatchedObjective straight = watched;

    watched = stored;
    now = now.minus(MINUTE);
    requests -= 1000;
    errors -= 5;
    read(1000, 5);
    assertThat(watched).isEqualTo(straight);
  }

  @Test
  void looking_more_often_makes_no_more_windows() {
    read(0, 0);
    read(1000, 4);
    WatchedObjective before = watched;
    now = now.minusSeconds(50);
    read(100, 0);
    assertThat(watched.detector()).isEqualTo(before.detector());
    assertThat(watched.pending()).isEqualTo(new Traffic(100, 0));
  }

  @Test
  void an_error_that_is_seen_before_its_request_waits_for_it() {
    read(0, 0);
    read(0, 3);
    assertThat(watched.detector()).isEmpty();
    read(1000, 0);
    assertThat(watched.detector()).isNotEmpty();
    assertThat(watched.broken()).isEmpty();
  }

  @Test
  void no_requests_are_no_incident_and_no_pass() {
    read(0, 0);
    for (int minute = 0; minute < 90; minute++) {
      read(0, 0);
    }
    assertThat(ErrorObjective.breach(HOUR, SLO, watched)).isEmpty();
    assertThat(ErrorRate.verdict(HOUR, watched.watched(), now))
        .isInstanceOf(Verdict.Inconclusive.class);
  }

  /// A minute later, so many more.
  private void read(double more, double bad) {
    requests += more;
    errors += bad;
    now = now.plus(MINUTE);
    watched =
        ErrorObjective.take(
            HOUR,
            SLO,
            watched,
            new Sample.Counted(
                now,
                List.of(new Counter(Map.of(), requests)),
                List.of(new Counter(Map.of(), errors))));
  }
}
