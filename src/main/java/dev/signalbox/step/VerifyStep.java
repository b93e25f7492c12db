package dev.signalbox.step;

import dev.signalbox.engine.Outcome;
import dev.signalbox.engine.StepContext;
import dev.signalbox.flow.StepSpec;
import dev.signalbox.step.Commands.Ending;

/// `verify`: a command in a clean checkout, against what the run has deployed; its exit code is the
/// answer.
final class VerifyStep {

  private final Toolbox tools;

  VerifyStep(Toolbox tools) {
    this.tools = tools;
  }

  Outcome execute(StepSpec.Verify verify, StepContext context) {
    var checkout =
        tools
            .workspaces()
            .checkout(
                context,
                tools.repositories().of(context.run().service()),
                context.run().work().commit());
    return outcome(
        tools
            .commands()
            .run(
                context,
                "command",
                verify.command(),
                checkout,
                tools.environment().of(context.run()),
                verify.within()));
  }

  static Outcome outcome(Ending ending) {
    return switch (ending) {
      case Ending.Exited(int code) when code == 0 -> Outcome.succeeded(ending.sentence());
      case Ending.Exited _, Ending.OutOfTime _ -> Outcome.failed(ending.sentence());
      case Ending.CutOff() -> new Outcome.Errored(ending.sentence());
    };
  }
}
