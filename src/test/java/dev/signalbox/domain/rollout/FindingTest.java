package dev.signalbox.domain.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.signalbox.domain.analysis.evidence.Analysis;
import dev.signalbox.domain.analysis.evidence.AnalysisPolicy;
import dev.signalbox.domain.analysis.evidence.AnalysisPolicy.Mode;
import dev.signalbox.domain.analysis.evidence.AnalysisPolicy.OnInconclusive;
import dev.signalbox.domain.analysis.evidence.Arm;
import dev.signalbox.domain.analysis.evidence.History;
import dev.signalbox.domain.analysis.evidence.Metric;
import dev.signalbox.domain.analysis.evidence.Metric.Standing;
import dev.signalbox.domain.analysis.evidence.Row;
import dev.signalbox.domain.analysis.evidence.Slo;
import dev.signalbox.domain.analysis.evidence.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a rollout is told of metrics without power, and beside an old version that is ill.
class FindingTest {

  private static final Instant MONDAY = Instant.parse("2026-11-02T08:00:00Z");
  private static final Metric ERRORS = new Metric.Errors("errors", 0.1, 0, Standing.NORMAL);
  private static final Metric ORDERS = new Metric.Events("orders", 0.05, Standing.NORMAL);
  private static final AnalysisPolicy BOTH = AnalysisPolicy.usual(1, ERRORS, ORDERS);

  private static Finding finding(AnalysisPolicy policy, Window... windows) {
    Stage stage = new Stage(new Exposure(10), Duration.ZERO, Duration.ofHours(1));
    Stage all = new Stage(Exposure.ALL, Duration.ZERO, Duration.ofHours(1));
    var record =
        new RolloutRecord(
            "v2",
            "v1",
            new RolloutState.Exposed(0, MONDAY),
            MONDAY,
            List.of(),
            List.of(),
            List.of(windows));
    return Finding.of(
        Analysis.replay(policy, History.NONE, List.of(windows)),
        "shop",
        record,
        new RolloutRule(List.of(stage, all), OnInconclusive.HOLD),
        0,
        List.of(windows),
        MONDAY);
  }

  /// Errors are well in both arms; of orders, the new version has far too few.
  private static Window window(int number, double baselineErrors) {
    return Window.of(
        number,
        0,
        List.of(
            Row.of("errors", Arm.CANARY, "", 10_000, 10),
            Row.of("errors", Arm.BASELINE, "", 10_000, baselineErrors),
            Row.of("orders", Arm.CANARY, "", 10_000, 100),
            Row.of("orders", Arm.BASELINE, "", 10_000, 1_000)));
  }

  @Test
  void a_metric_that_only_observes_stops_nothing_and_says_that_it_would() {
    assertThat(finding(BOTH, window(0, 200)).evidence()).isInstanceOf(Evidence.Harm.class);

    Finding observing = finding(BOTH.observing(List.of("orders")), window(0, 200));
    assertThat(observing.evidence())
        .isInstanceOfSatisfying(
            Evidence.Safe.class,
            safe ->
                assertThat(safe.sentence())
                    .contains("'orders' only observes, and would have stopped it: evidence ")
                    .contains(" : 1, needs 100."));
    assertThat(observing.points())
        .extracting(Finding.Point::metric, Finding.Point::observes, Finding.Point::stops)
        .containsExactly(tuple("errors", false, false), tuple("orders", true, true));
  }

  @Test
  void where_every_metric_only_observes_the_whole_analysis_does() {
    AnalysisPolicy policy = BOTH.observing(List.of("orders", "errors"));

    assertThat(policy.mode()).isEqualTo(Mode.OBSERVE);
    assertThat(finding(policy, window(0, 200)).evidence())
        .isInstanceOfSatisfying(
            Evidence.Unasked.class,
            unasked -> assertThat(unasked.sentence()).contains("would have stopped it"));
    assertThat(BOTH.observing(List.of())).isEqualTo(BOTH);
  }

  @Test
  void beside_an_old_version_that_breaks_its_objective_nothing_is_judged() {
    AnalysisPolicy held =
        new AnalysisPolicy(
            BOTH.falseAbort(),
            BOTH.warmup(),
            BOTH.metrics(),
            BOTH.pass(),
            BOTH.onInconclusive(),
            BOTH.mode(),
            BOTH.stages(),
            BOTH.window(),
            Optional.of(new Slo("errors", 0.99, 2, Duration.ofDays(30), Duration.ofMinutes(1))));

    assertThat(finding(held, window(0, 100)).evidence()).isInstanceOf(Evidence.Harm.class);
    assertThat(finding(held, window(0, 900)).evidence())
        .isEqualTo(
            new Evidence.Beside(
                "The old version itself does not keep its objective: more than 2 % of its requests"
                    + " fail, so nothing is judged beside it.",
                "whoever looks after v1: it goes on by itself when that is well again"));
  }
}
