package dev.signalbox.flow;

import dev.signalbox.flow.AnalysisGrammar.Objective;
import dev.signalbox.flow.Grammar.Environments;
import dev.signalbox.flow.Grammar.File;
import dev.signalbox.flow.Grammar.Steps;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.shape.Fields;
import dev.signalbox.flow.shape.Words.Chosen;
import java.util.Optional;

/// What is monitored can be counted, and a breach can be seen.
final class MonitorCheck {

  private MonitorCheck() {}

  static void check(FlowDraft flow, Problems problems) {
    for (EnvironmentDraft environment : flow.environments()) {
      for (Chosen<Draft> monitor : environment.steps(Steps.MONITOR)) {
        limits(monitor, problems);
        if (!flow.file().has(File.METRICS)) {
          problems.add(
              monitor.place(),
              ProblemCode.NO_METRICS,
              "The file does not say where requests and errors are counted.",
              "Add the key 'metrics' to the top of the file.");
        }
        if (scrapes(flow) && isDeployedByCommand(flow, environment)) {
          problems.add(
              monitor.place(),
              ProblemCode.NO_ADDRESS,
              "'%s' is deployed by a command, so we know no address to scrape."
                  .formatted(environment.title()),
              "Count with 'prometheus' instead of 'scrape'.");
        }
      }
      if (environment.fields().has(Environments.ON_BREACH)
          && environment.lacks(Steps.MONITOR)
          && environment.lacks(WatchGrammar.WATCH)) {
        problems.add(
            environment.fields().placeOf(Environments.ON_BREACH),
            ProblemCode.BREACH_OF_NOTHING,
            "'%s' has no 'monitor' or 'watch' step that could see a breach."
                .formatted(environment.title()),
            "Add one, or remove 'on-breach'.");
      }
    }
  }

  /// A monitor without any limit would see nothing; nor would one whose limit is nearly everything.
  private static void limits(Chosen<Draft> monitor, Problems problems) {
    if (!(monitor.meaning().orElse(null)
        instanceof Draft.Monitor(Optional<Double> errors, Optional<Fields> slo, _))) {
      return;
    }
    if (errors.isEmpty() && slo.isEmpty()) {
      problems.add(
          monitor.place(),
          ProblemCode.MISSING_KEY,
          "'monitor' needs a limit: one of the keys errors, slo, or both.",
          "Add a threshold, such as errors: \"< 1%\", or an objective, such as slo: { errors: 99.9% }.");
    }
    slo.filter(objective -> !AnalysisAssembly.slo(objective, StepSpec.Monitor.METRIC).canBreak())
        .ifPresent(objective ->
            problems.add(
                objective.placeOf(Objective.INCIDENT_AT),
                ProblemCode.BAD_THRESHOLD,
                "So large a share of errors that nothing could be shown to be more of them.",
                "'incident-at' times what 'errors' allows has to be under 60%."));
  }

  private static boolean scrapes(FlowDraft flow) {
    return flow.file()
        .get(File.METRICS)
        .filter(metrics -> metrics.origin() instanceof MetricsSpec.Origin.Scrape)
        .isPresent();
  }

  private static boolean isDeployedByCommand(FlowDraft flow, EnvironmentDraft environment) {
    return flow.deploySpec(environment)
        .filter(spec -> spec instanceof DeploySpec.ByCommand)
        .isPresent();
  }
}
