package dev.signalbox.flow;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.environment.GateRule;
import dev.signalbox.domain.signoff.Signoffs;
import dev.signalbox.flow.Grammar.Environments;
import dev.signalbox.flow.problem.Nearest;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.shape.At;
import dev.signalbox.flow.shape.Words.Chosen;
import java.util.List;
import java.util.stream.Stream;

/// A gate waits for a companion that there is, and nobody is called as a companion is: whoever lets
/// a release go on without it says so by its name.
final class CompanionCheck {

  private final FlowDraft flow;
  private final Problems problems;

  private CompanionCheck(FlowDraft flow, Problems problems) {
    this.flow = flow;
    this.problems = problems;
  }

  static void check(FlowDraft flow, Problems problems) {
    var check = new CompanionCheck(flow, problems);
    flow.environments().forEach(check::environment);
  }

  private void environment(EnvironmentDraft environment) {
    List<Slug> voices = voices(environment);
    for (Chosen<GateDraft> gate : gates(environment)) {
      if (gate.meaning().orElse(null) instanceof GateDraft.OfCompanion(At<Slug> companion)) {
        known(companion);
        if (voices.contains(companion.value())) {
          problems.add(
              companion.place(),
              ProblemCode.COMPANION_IS_A_VOICE,
              "'%s' is a role or a dashboard in '%s', too."
                  .formatted(companion.value(), environment.title()),
              "Give the companion another name.");
        }
      }
    }
  }

  private void known(At<Slug> companion) {
    List<String> names =
        flow.file().get(CompanionGrammar.COMPANIONS).orElse(List.of()).stream()
            .map(one -> one.word().value())
            .toList();
    if (!names.contains(companion.value().text())
        && flow.file().sound(CompanionGrammar.COMPANIONS)) {
      problems.add(
          companion.place(),
          ProblemCode.UNKNOWN_COMPANION,
          "There is no companion '%s'.".formatted(companion.value()),
          Nearest.to(companion.value().text(), names)
              .map("Did you mean '%s'?"::formatted)
              .orElse(
                  names.isEmpty()
                      ? "Add the key 'companions' to the top of the file."
                      : "There is " + String.join(", ", names) + "."));
    }
  }

  /// What people speak as in an environment.
  private static List<Slug> voices(EnvironmentDraft environment) {
    Stream<Slug> roles =
        gates(environment).stream()
            .flatMap(gate -> gate.meaning().map(GateDraft::rule).stream())
            .flatMap(rule ->
                switch (rule) {
                  case GateRule.WordOf(Slug role) -> Stream.of(role);
                  case GateRule.NoBlockers() -> Stream.of(Signoffs.QA);
                  case GateRule.Checks _,
                      GateRule.Requested _,
                      GateRule.InWindow _,
                      GateRule.NotAHoliday _,
                      GateRule.CompanionReleased _ ->
                      Stream.<Slug>empty();
                });
    Stream<Slug> dashboards =
        environment.steps().stream()
            .flatMap(step ->
                step.meaning().orElse(null) instanceof Draft.Complete(StepSpec.Watch watch)
                    ? watch.dashboards().stream()
                    : Stream.<Slug>empty());
    return Stream.concat(roles, dashboards).toList();
  }

  private static List<Chosen<GateDraft>> gates(EnvironmentDraft environment) {
    return environment.fields().get(Environments.GATES).orElse(List.of());
  }
}
