package dev.signalbox.step;

import dev.signalbox.domain.deployment.DeploymentFact.DeployFailed;
import dev.signalbox.domain.deployment.DeploymentFact.Deployed;
import dev.signalbox.engine.Outcome;
import dev.signalbox.engine.StepContext;
import dev.signalbox.engine.Work;
import dev.signalbox.flow.StepSpec;
import dev.signalbox.step.Arrival.Came;

/// `deploy`: the run's candidate is brought up in its environment.
final class DeployStep {

  private final Toolbox tools;

  DeployStep(Toolbox tools) {
    this.tools = tools;
  }

  Outcome execute(StepSpec.Deploy deploy, StepContext context) {
    Work.Promotion promotion = Promoting.of(context);
    String label = promotion.what().label();
    Came came =
        new Arrival(tools)
            .bring(promotion.what(), promotion.image(), deploy.how(), "deploy", context);
    return switch (came) {
      case Came.Up up ->
          Outcome.succeeded(
              label + up.address().map(a -> " answers at " + a).orElse(" is deployed"),
              new Deployed(
                  label,
                  promotion.image(),
                  promotion.what().digest(),
                  promotion.turn(),
                  up.address()));
      case Came.Down(String sentence) ->
          Outcome.failed(
              sentence,
              new DeployFailed(label, promotion.what().digest(), promotion.turn(), sentence));
      case Came.NotOurs not -> new Outcome.Refused(not.reason());
      case Came.CutOff(String sentence) -> new Outcome.Errored(sentence);
    };
  }
}
