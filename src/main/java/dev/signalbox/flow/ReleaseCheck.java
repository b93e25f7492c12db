package dev.signalbox.flow;

import dev.signalbox.flow.Grammar.File;
import dev.signalbox.flow.Grammar.Steps;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.shape.Words.Chosen;
import java.util.List;
import java.util.Optional;

/// A build is released once, where builds are taken, by a rule.
final class ReleaseCheck {

  private ReleaseCheck() {}

  static void check(FlowDraft flow, Problems problems) {
    flow.file()
        .get(File.RELEASE)
        .ifPresent(release -> {
          SchemeCheck.check(release, problems);
          CodebaseCheck.check(release, problems);
        });
    for (EnvironmentDraft environment : flow.environments()) {
      for (Chosen<Draft> step : environment.steps(Steps.RELEASE)) {
        if (!flow.file().has(File.RELEASE)) {
          problems.add(
              step.place(),
              ProblemCode.NO_RELEASE_RULE,
              "The file does not say how releases are numbered.",
              "Add the key 'release' to the top of the file.");
        }
        if (flow.takesReleases(environment).equals(Optional.of(true))) {
          problems.add(
              step.place(),
              ProblemCode.RELEASES_A_RELEASE,
              "'%s' takes releases, so there is none to make.".formatted(environment.title()),
              "Put 'release' into the environment that takes builds.");
        }
      }
    }
    List<Chosen<Draft>> all =
        flow.environments().stream().flatMap(e -> e.steps(Steps.RELEASE).stream()).toList();
    for (Chosen<Draft> again : all.stream().skip(1).toList()) {
      problems.add(
          again.place(),
          ProblemCode.RELEASED_TWICE,
          "A build is released once, in line %d already.".formatted(all.getFirst().place().line()),
          "Keep one 'release' step.");
    }
  }
}
