package dev.signalbox.flow;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.analysis.evidence.AnalysisPolicy;
import dev.signalbox.domain.analysis.evidence.AnalysisPolicy.OnInconclusive;
import dev.signalbox.domain.analysis.evidence.Metric;
import dev.signalbox.domain.rollout.Exposure;
import dev.signalbox.domain.rollout.RolloutRule;
import dev.signalbox.domain.rollout.RolloutRule.Holdback;
import dev.signalbox.domain.rollout.Stage;
import dev.signalbox.flow.RolloutGrammar.WrittenStep;
import dev.signalbox.flow.shape.Fields;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A rollout without problems becomes the one that runs.
final class RolloutAssembly {

  private RolloutAssembly() {}

  static RolloutSpec spec(Fields file, Fields rollout) {
    Slug service = file.need(Grammar.File.SERVICE);
    Optional<AnalysisSpec> analysis =
        rollout
            .get(RolloutGrammar.ANALYSIS)
            .map(AnalysisAssembly::spec)
            .map(spec ->
                rollout
                    .get(RolloutGrammar.AFTER)
                    .flatMap(after -> after.stream().findFirst())
                    .map(objective -> AnalysisAssembly.watching(spec, objective))
                    .orElse(spec));
    Duration window = rollout.need(RolloutGrammar.WINDOW);
    List<Stage> stages =
        rollout.need(RolloutGrammar.STEPS).stream()
            .map(step -> stage(step.value(), rollout))
            .toList();
    Optional<Holdback> holdback =
        rollout
            .get(RolloutGrammar.HOLDBACK)
            .map(kept ->
                new Holdback(kept.need(RolloutGrammar.SHARE), kept.need(RolloutGrammar.LASTING)));
    RolloutRule rule =
        RolloutRule.of(
            stages,
            holdback,
            analysis.map(a -> a.policy().onInconclusive()).orElse(OnInconclusive.HOLD));
    return new RolloutSpec(
        rule,
        rollout.need(RolloutGrammar.INSTANCES_OF_A_VERSION),
        traffic(service, rollout.need(RolloutGrammar.TRAFFIC)),
        window,
        analysis.map(written ->
            new RolloutSpec.Analysis(
                policy(written.policy(), rule, window),
                queries(written, file.get(Grammar.File.METRICS)),
                file.get(Grammar.File.METRICS).map(MetricsSpec::origin),
                rollout.need(RolloutGrammar.INSTANCE_LABEL),
                rollout.get(RolloutGrammar.VERSION_LABEL),
                rollout
                    .get(RolloutGrammar.ANALYSIS)
                    .map(fields -> fields.need(AnalysisGrammar.OBSERVE_FIRST))
                    .orElse(0),
                rollout.need(RolloutGrammar.POSTED_WITHIN))));
  }

  /// The steps in which both versions have traffic are those that can be compared.
  private static AnalysisPolicy policy(AnalysisPolicy written, RolloutRule rule, Duration window) {
    int both = (int) rule.stages().stream().filter(s -> !s.exposure().equals(Exposure.ALL)).count();
    return new AnalysisPolicy(
        written.falseAbort(),
        written.warmup(),
        written.metrics(),
        written.pass(),
        written.onInconclusive(),
        written.mode(),
        Math.max(1, both),
        window,
        written.objective().map(slo -> slo.in(window)));
  }

  /// A metric that does not say how it is counted is counted as the file counts errors.
  private static Map<String, MetricQuery> queries(
      AnalysisSpec written, Optional<MetricsSpec> metrics) {
    return written.policy().metrics().stream()
        .collect(
            Collectors.toMap(
                Metric::name,
                metric ->
                    Optional.ofNullable(written.queries().get(metric.name()))
                        .orElseGet(() -> counted(metrics.orElseThrow()))));
  }

  private static MetricQuery counted(MetricsSpec metrics) {
    return new MetricQuery.Share(metrics.errors(), metrics.requests());
  }

  /// A step that is at least longer than all are at most is at most as long as it is at least.
  private static Stage stage(WrittenStep step, Fields rollout) {
    Duration least = atLeast(step, rollout);
    return new Stage(step.exposure(), least, atMost(step, rollout, least));
  }

  static Duration atLeast(WrittenStep step, Fields rollout) {
    return step.atLeast().orElseGet(() -> rollout.need(RolloutGrammar.AT_LEAST));
  }

  /// What is written for all steps gives way to a longer least time.
  static Duration atMost(WrittenStep step, Fields rollout, Duration least) {
    Duration most = step.atMost().orElseGet(() -> rollout.need(RolloutGrammar.AT_MOST));
    return step.atMost().isEmpty() && most.compareTo(least) < 0 ? least : most;
  }

  private static TrafficSpec traffic(Slug service, Fields traffic) {
    return traffic
        .get(RolloutGrammar.HAPROXY)
        .<TrafficSpec>map(name ->
            new TrafficSpec.Haproxy(
                name.text(), traffic.get(RolloutGrammar.HAPROXY_BACKEND).orElse(service.text())))
        .orElseGet(() ->
            new TrafficSpec.ByCommand(
                traffic.need(RolloutGrammar.COMMAND),
                traffic.need(RolloutGrammar.PROBE),
                traffic.need(RolloutGrammar.WITHIN)));
  }
}
