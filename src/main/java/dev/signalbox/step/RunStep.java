package dev.signalbox.step;

import dev.signalbox.domain.change.CommitId;
import dev.signalbox.engine.Outcome;
import dev.signalbox.engine.StepContext;
import dev.signalbox.flow.StepSpec;
import java.nio.file.Path;
import java.util.Optional;

/// `run`: a command in the build's own checkout, where it finds what the commands before it have
/// made.
final class RunStep {

  private final Toolbox tools;

  RunStep(Toolbox tools) {
    this.tools = tools;
  }

  Outcome execute(StepSpec.Run run, StepContext context) {
    CommitId commit = context.run().work().commit();
    Optional<Path> left = tools.workspaces().existing(context, commit);
    boolean begun = context.step().number() > 1 || context.intended("command").isPresent();
    if (left.isEmpty() && begun) {
      return new Outcome.Redo("the checkout with what was built so far is not on this machine");
    }
    Path checkout =
        left.orElseGet(() ->
            tools
                .workspaces()
                .checkout(context, tools.repositories().of(context.run().service()), commit));
    Commands.Ending ending =
        tools
            .commands()
            .run(
                context,
                "command",
                run.command(),
                checkout,
                tools.environment().of(context.run()),
                run.within());
    return VerifyStep.outcome(ending);
  }
}
