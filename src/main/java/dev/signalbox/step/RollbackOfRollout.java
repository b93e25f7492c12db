package dev.signalbox.step;

import dev.signalbox.domain.deployment.Deployment;
import dev.signalbox.domain.deployment.DeploymentFact.RolledBack;
import dev.signalbox.domain.rollout.Exposure;
import dev.signalbox.domain.rollout.Readiness;
import dev.signalbox.engine.Outcome;
import dev.signalbox.engine.StepContext;
import dev.signalbox.engine.StepRun;
import dev.signalbox.engine.StepRun.Phase;
import dev.signalbox.engine.Work;
import dev.signalbox.flow.StepSpec;
import dev.signalbox.port.DeploymentTarget.Instance;
import dev.signalbox.step.Instances.Standing;
import java.util.List;
import java.util.Optional;

/// What was good comes back beside what a rollout has brought, gets all traffic, and only then the
/// other goes: nobody finds the door closed.
final class RollbackOfRollout {

  private final Toolbox tools;

  RollbackOfRollout(Toolbox tools) {
    this.tools = tools;
  }

  /// The rollout of a run, if it has one.
  static Optional<StepSpec.Rollout> of(StepContext context) {
    return context.run().phase(Phase.MAIN).stream()
        .map(StepRun::spec)
        .flatMap(spec ->
            spec instanceof StepSpec.Rollout rollout
                ? java.util.stream.Stream.of(rollout)
                : java.util.stream.Stream.empty())
        .findFirst();
  }

  Outcome execute(StepSpec.Rollout spec, Deployment good, StepContext context) {
    Work.Promotion promotion = Promoting.of(context);
    if (tools.rollouts().of(context.run().id()).map(r -> returned(r.state())).orElse(true)) {
      return Outcome.succeeded(
          "all traffic is on %s, so there is nothing to bring back".formatted(good.what().label()));
    }
    RolloutMemory memory = RolloutMemory.read(context.step().memory());
    Optional<RolloutTraffic> traffic =
        RolloutTraffic.of(tools, spec.rollout().traffic(), context, memory);
    if (traffic.isEmpty()) {
      return new Outcome.Errored("this server does not know who splits the traffic");
    }
    var back = new Instances(tools, context, good.what(), good.image(), spec.how());
    return switch (back.bring(spec.rollout().instances())) {
      case Standing.Down(String sentence) ->
          Outcome.failed("%s did not come back: %s".formatted(good.what().label(), sentence));
      case Standing.NotOurs(var seen) ->
          Outcome.failed(
              "somebody with a later turn (fence %s) acts in this environment".formatted(seen));
      case Standing.Up() -> bring(promotion, good, back, traffic.get());
    };
  }

  private static boolean returned(dev.signalbox.domain.rollout.RolloutState state) {
    return state instanceof dev.signalbox.domain.rollout.RolloutState.Returned;
  }

  private static Outcome bring(
      Work.Promotion promotion, Deployment good, Instances back, RolloutTraffic traffic) {
    List<Instance> others = back.others();
    List<Instance> ours = back.ours();
    if (traffic.arrange(others, ours, Exposure.ALL) instanceof Readiness.NotYet not) {
      return new Outcome.Errored(not.sentence());
    }
    traffic.drain(others, ours, Exposure.ALL);
    if (back.keepOurs().isPresent()) {
      return Outcome.failed("somebody with a later turn acts in this environment");
    }
    traffic.arrange(List.of(), ours, Exposure.ALL);
    return Outcome.succeeded(
        good.what().label() + " is back",
        new RolledBack(
            promotion.what().label(),
            good.what().label(),
            good.image(),
            good.what().digest(),
            promotion.turn(),
            ours.stream().findFirst().map(Instance::address)));
  }
}
