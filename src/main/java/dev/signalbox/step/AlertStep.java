package dev.signalbox.step;

import dev.signalbox.base.Words;
import dev.signalbox.domain.alert.AlertFact.AlertRaised;
import dev.signalbox.engine.Outcome;
import dev.signalbox.engine.Run;
import dev.signalbox.engine.StepContext;
import dev.signalbox.engine.StepRun.Phase;
import dev.signalbox.engine.StepState.Ended;
import dev.signalbox.engine.StepState.Result;
import dev.signalbox.engine.Work;
import dev.signalbox.flow.StepSpec;
import java.util.stream.Collectors;

/// `alert`: tells the team what went wrong, in the words of the step it went wrong in.
final class AlertStep {

  private AlertStep() {}

  static Outcome execute(StepSpec.Alert alert, StepContext context) {
    Run run = context.run();
    String title =
        "%s %s %s".formatted(run.serviceName(), run.work().label(), happened(run) + where(run));
    String text =
        run.phase(Phase.MAIN).stream()
                .filter(step -> step.state() instanceof Ended ended && isBad(ended.result()))
                .map(step ->
                    "%s: %s.".formatted(step.spec().label(), ((Ended) step.state()).sentence()))
                .collect(Collectors.joining(" "))
            + alert.says().map(says -> " " + says).orElse("")
            + " All of it: signalbox logs %s".formatted(run.id());
    return Outcome.succeeded(title, new AlertRaised(context.key("alert"), title, text.strip()));
  }

  private static String happened(Run run) {
    return run.phase(Phase.MAIN).stream()
        .flatMap(step ->
            step.state() instanceof Ended ended && isBad(ended.result())
                ? java.util.stream.Stream.of(Words.of(ended.result()))
                : java.util.stream.Stream.empty())
        .findFirst()
        .orElse("asks for attention");
  }

  private static String where(Run run) {
    return switch (run.work()) {
      case Work.Build _ -> " in its build";
      case Work.Cut _ -> ", and there is no release";
      case Work.Promotion promotion -> " in " + promotion.environment();
    };
  }

  private static boolean isBad(Result result) {
    return switch (result) {
      case FAILED, BREACHED, ERRORED, REFUSED, ABORTED -> true;
      case SUCCEEDED, SKIPPED -> false;
    };
  }
}
