package dev.signalbox.flow;

import dev.signalbox.flow.Grammar.Environments;
import dev.signalbox.flow.Grammar.File;
import dev.signalbox.flow.Grammar.Steps;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.shape.Words.Chosen;

/// What is monitored can be counted, and a breach can be seen.
final class MonitorCheck {

  private MonitorCheck() {}

  static void check(FlowDraft flow, Problems problems) {
    for (EnvironmentDraft environment : flow.environments()) {
      for (Chosen<Draft> monitor : environment.steps(Steps.MONITOR)) {
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
