package dev.signalbox.step;

import dev.signalbox.domain.deployment.Deployment;
import dev.signalbox.domain.deployment.DeploymentFact.RolledBack;
import dev.signalbox.engine.Outcome;
import dev.signalbox.engine.StepContext;
import dev.signalbox.engine.StepRun.Phase;
import dev.signalbox.engine.StepState;
import dev.signalbox.engine.StepState.Result;
import dev.signalbox.engine.Work;
import dev.signalbox.flow.StepSpec;
import dev.signalbox.step.Arrival.Came;
import java.util.Optional;

/// `rollback`: what was good in this environment before the run is there again.
final class RollbackStep {

  private final Toolbox tools;

  RollbackStep(Toolbox tools) {
    this.tools = tools;
  }

  Outcome execute(StepSpec.Rollback rollback, StepContext context) {
    Work.Promotion promotion = Promoting.of(context);
    if (!triedToDeploy(context)) {
      return Outcome.succeeded("nothing was changed here, so there is nothing to roll back");
    }
    Optional<Deployment> before = promotion.before();
    if (before.isEmpty()) {
      return Outcome.succeeded("nothing good was here before, so there is nothing to go back to");
    }
    Deployment good = before.get();
    Optional<StepSpec.Rollout> rollout = RollbackOfRollout.of(context);
    if (rollout.isPresent()) {
      return new RollbackOfRollout(tools).execute(rollout.get(), good, context);
    }
    Came came =
        new Arrival(tools).bring(good.what(), good.image(), rollback.how(), "rollback", context);
    return switch (came) {
      case Came.Up up ->
          Outcome.succeeded(
              good.what().label() + " is back",
              new RolledBack(
                  promotion.what().label(),
                  good.what().label(),
                  good.image(),
                  good.what().digest(),
                  promotion.turn(),
                  up.address()));
      case Came.Down(String sentence) ->
          Outcome.failed("%s did not come back: %s".formatted(good.what().label(), sentence));
      case Came.NotOurs not -> new Outcome.Refused(not.reason());
      case Came.CutOff(String sentence) -> new Outcome.Errored(sentence);
    };
  }

  private static boolean triedToDeploy(StepContext context) {
    return context.run().phase(Phase.MAIN).stream()
        .filter(step ->
            step.spec() instanceof StepSpec.Deploy || step.spec() instanceof StepSpec.Rollout)
        .anyMatch(step ->
            !(step.state() instanceof StepState.Pending)
                && !(step.state() instanceof StepState.Ended ended
                    && ended.result() == Result.SKIPPED));
  }
}
