package dev.signalbox.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.base.Problem;
import dev.signalbox.domain.analysis.evidence.AnalysisPolicy;
import dev.signalbox.domain.analysis.evidence.AnalysisPolicy.Mode;
import dev.signalbox.domain.analysis.evidence.AnalysisPolicy.OnInconclusive;
import dev.signalbox.domain.analysis.evidence.Metric.Errors;
import dev.signalbox.domain.analysis.evidence.Metric.Events;
import dev.signalbox.domain.analysis.evidence.Metric.Latency;
import dev.signalbox.domain.analysis.evidence.Metric.Standing;
import dev.signalbox.domain.analysis.evidence.Slo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnalysisReaderTest {

  private static final String WHOLE =
      """
      rollout:
        steps: [5%, 25%, 50%, 100%]
        holdback: 5%
        analysis:
          false-abort: 0.5%
          warmup: 2m
          metrics:
            - errors: {bad: 'http_requests_total{code=~"5.."}', total: http_requests_total, worse-by: 20%, ignore-below: 0.05%}
            - latency: {histogram: http_request_duration_seconds}
            - orders: {events: orders_placed_total, per: http_requests_total, direction: decrease, standing: critical}
          pass: {harm: 40%, error: 2%}
          on-inconclusive: advance
          mode: observe
      """;

  @Test
  void every_word_has_its_meaning() {
    AnalysisReading.Good good = (AnalysisReading.Good) read(WHOLE);
    AnalysisPolicy policy = good.spec().policy();
    assertThat(policy.falseAbort()).isEqualTo(0.005);
    assertThat(policy.warmup()).isEqualTo(Duration.ofMinutes(2));
    assertThat(policy.metrics())
        .containsExactly(
            new Errors("errors", 0.2, 0.0005, Standing.NORMAL),
            new Latency("latency", 0.05, Standing.NORMAL),
            new Events("orders", 0.05, Standing.CRITICAL));
    assertThat(policy.pass()).isEqualTo(new AnalysisPolicy.Pass(0.4, 0.02));
    assertThat(policy.onInconclusive()).isEqualTo(OnInconclusive.ADVANCE);
    assertThat(policy.mode()).isEqualTo(Mode.OBSERVE);
    assertThat(good.stages()).hasValue(4);
    assertThat(good.spec().queries()).containsOnlyKeys("errors", "latency", "orders");
  }

  @Test
  void an_objective_after_the_rollout_says_when_the_old_version_is_ill() {
    AnalysisReading.Good good =
        (AnalysisReading.Good)
            read(WHOLE + "  after:\n    - slo: {errors: 99.9%, incident_at: 3x budget}\n");
    assertThat(good.spec().policy().objective())
        .contains(new Slo("errors", 0.999, 3, Duration.ofDays(30), Duration.ofMinutes(1)));
    assertThat(((AnalysisReading.Good) read(WHOLE)).spec().policy().objective()).isEmpty();
  }

  @Test
  void left_out_it_is_one_false_abort_in_a_hundred_and_holds() {
    AnalysisReading.Good good = (AnalysisReading.Good) read("metrics: [errors: {}]");
    AnalysisPolicy policy = good.spec().policy();
    assertThat(policy.falseAbort()).isEqualTo(0.01);
    assertThat(policy.warmup()).isZero();
    assertThat(policy.pass()).isEqualTo(AnalysisPolicy.Pass.USUAL);
    assertThat(policy.onInconclusive()).isEqualTo(OnInconclusive.HOLD);
    assertThat(good.stages()).isEmpty();
    assertThat(good.spec().queries()).isEmpty();
  }

  @Test
  void a_hundred_percent_is_a_stage_only_beside_a_holdback() {
    AnalysisReading.Good good = (AnalysisReading.Good) read(WHOLE.replace("  holdback: 5%\n", ""));
    assertThat(good.stages()).hasValue(3);
  }

  @Test
  void every_problem_is_told_at_its_place() {
    assertThat(
            problems(
                """
                false-abort: 0%
                metrics:
                  - errors: {bad: x_total, worse: 1%}
                """))
        .extracting(problem -> problem.place().line() + " " + problem.code())
        .containsExactly("1 SB261", "3 SB104", "3 SB102");
  }

  @Test
  void a_metric_is_one_thing_and_has_a_name_of_its_own() {
    assertThat(
            problems(
                """
                metrics:
                  - errors: {}
                  - errors: {histogram: h, events: e, per: p}
                  - latency: {ignore-below: 1%}
                  - orders: {events: e, per: p, direction: increase}
                """))
        .extracting(problem -> problem.place().line() + " " + problem.code())
        .containsExactly("3 SB370", "3 SB103", "4 SB371", "5 SB371");
  }

  @Test
  void of_several_environments_one_has_to_be_named() {
    String flow =
        """
        environments:
          eu: {rollout: {steps: [5%], analysis: {metrics: [errors: {}]}}}
          us: {rollout: {steps: [5%, 9%], analysis: {metrics: [latency: {}]}}}
        """;
    assertThat(problems(flow))
        .extracting(Problem::text)
        .containsExactly(
            "Several environments have one: eu, us. Say which is meant: --environment NAME.");
    assertThat(AnalysisReader.read("f", bytes(flow), Optional.of("us")))
        .isInstanceOfSatisfying(
            AnalysisReading.Good.class, good -> assertThat(good.stages()).hasValue(2));
    assertThat(problems("environments: {dev: {}}"))
        .extracting(Problem::code)
        .containsExactly("SB372");
  }

  private static AnalysisReading read(String text) {
    return AnalysisReader.read("policy.yaml", bytes(text), Optional.empty());
  }

  private static List<Problem> problems(String text) {
    return ((AnalysisReading.Bad) read(text)).problems();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
