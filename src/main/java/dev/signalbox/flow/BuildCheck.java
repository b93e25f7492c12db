package dev.signalbox.flow;

import dev.signalbox.flow.Grammar.File;
import dev.signalbox.flow.Grammar.Steps;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.shape.Words.Chosen;
import java.util.List;

/// A build makes exactly one artifact, as its last step.
final class BuildCheck {

  private BuildCheck() {}

  static void check(FlowDraft flow, Problems problems) {
    List<Chosen<Draft>> build = flow.file().get(File.BUILD).orElse(List.of());
    List<Chosen<Draft>> publishing = build.stream().filter(step -> step.is(Steps.PUBLISH)).toList();
    if (publishing.isEmpty() && flow.file().has(File.BUILD) && flow.file().sound(File.BUILD)) {
      problems.add(
          flow.file().placeOf(File.BUILD),
          ProblemCode.PUBLISHED_NOT_ONCE,
          "The build publishes nothing.",
          "End it with a 'publish' step.");
    }
    for (Chosen<Draft> again : publishing.stream().skip(1).toList()) {
      problems.add(
          again.place(),
          ProblemCode.PUBLISHED_NOT_ONCE,
          "The build publishes a second time.",
          "Keep one 'publish'; copies are made by 'copy-artifact'.");
    }
    if (publishing.size() == 1 && !build.getLast().equals(publishing.getFirst())) {
      Chosen<Draft> after = build.get(build.indexOf(publishing.getFirst()) + 1);
      problems.add(
          after.place(),
          ProblemCode.AFTER_PUBLISH,
          "'%s' stands behind 'publish'.".formatted(after.word().word()),
          "Move 'publish' to the end of the build.");
    }
    for (Chosen<Draft> step : publishing) {
      NameCheck.checkNoVersion(
          step,
          "a build has no version yet.",
          "Use 'name-artifact' once it is released.",
          problems);
    }
  }
}
