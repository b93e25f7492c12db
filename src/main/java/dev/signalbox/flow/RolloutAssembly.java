package dev.signalbox.flow;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.analysis.evidence.AnalysisPolicy.OnInconclusive;
import dev.signalbox.domain.rollout.RolloutRule;
import dev.signalbox.domain.rollout.RolloutRule.Holdback;
import dev.signalbox.domain.rollout.Stage;
import dev.signalbox.flow.RolloutGrammar.WrittenStep;
import dev.signalbox.flow.shape.Fields;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A rollout without problems becomes the one that runs.
final class RolloutAssembly {

  private RolloutAssembly() {}

  static RolloutSpec spec(Slug service, Fields rollout) {
    List<Stage> stages =
        rollout.need(RolloutGrammar.STEPS).stream()
            .map(step -> stage(step.value(), rollout))
            .toList();
    Optional<Holdback> holdback =
        rollout
            .get(RolloutGrammar.HOLDBACK)
            .map(kept ->
                new Holdback(
                    kept.need(RolloutGrammar.SHARE), kept.need(RolloutGrammar.LASTING)));
    return new RolloutSpec(
        RolloutRule.of(stages, holdback, OnInconclusive.HOLD),
        rollout.need(RolloutGrammar.INSTANCES_OF_A_VERSION),
        traffic(service, rollout.need(RolloutGrammar.TRAFFIC)),
        rollout.need(RolloutGrammar.WINDOW));
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
                name.text(),
                traffic.get(RolloutGrammar.HAPROXY_BACKEND).orElse(service.text())))
        .orElseGet(() ->
            new TrafficSpec.ByCommand(
                traffic.need(RolloutGrammar.COMMAND),
                traffic.need(RolloutGrammar.PROBE),
                traffic.need(RolloutGrammar.WITHIN)));
  }
}
