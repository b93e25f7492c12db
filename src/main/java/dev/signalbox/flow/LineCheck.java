package dev.signalbox.flow;

import dev.signalbox.base.Slug;
import dev.signalbox.flow.Grammar.File;
import dev.signalbox.flow.problem.Nearest;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.shape.At;
import dev.signalbox.flow.shape.Fields;
import dev.signalbox.flow.shape.Key;
import dev.signalbox.flow.shape.NamedOnes;
import java.util.List;
import java.util.Optional;

/// A release line comes off an environment that has releases, and goes into one that takes them.
final class LineCheck {

  private LineCheck() {}

  static void check(FlowDraft flow, Problems problems) {
    for (NamedOnes.One<Slug, Fields> line : flow.file().get(File.LINES).orElse(List.of())) {
      line.value().ifPresent(fields -> check(flow, line.word(), fields, problems));
    }
  }

  private static void check(FlowDraft flow, At<String> name, Fields line, Problems problems) {
    if (!flow.file().has(File.RELEASE)) {
      problems.add(
          name.place(),
          ProblemCode.NO_LINE_RULE,
          "The file does not say how the releases of '%s' are numbered.".formatted(name.value()),
          "Add the key 'release' to the top of the file.");
    }
    place(flow, LineGrammar.OFF, line, problems);
    place(flow, LineGrammar.INTO, line, problems);
  }

  private static void place(FlowDraft flow, Key<At<Slug>> key, Fields line, Problems problems) {
    Optional<At<Slug>> named = line.get(key);
    if (named.isEmpty() || flow.shadows().contains(named.get().value().text())) {
      return;
    }
    Slug name = named.get().value();
    Optional<EnvironmentDraft> environment = flow.environment(name);
    if (environment.isEmpty()) {
      List<String> names = flow.environments().stream().map(EnvironmentDraft::title).toList();
      problems.add(
          named.get().place(),
          ProblemCode.UNKNOWN_ENVIRONMENT,
          "There is no environment '%s'.".formatted(name),
          Nearest.to(name.text(), names)
              .map("Did you mean '%s'?"::formatted)
              .orElse(names.isEmpty() ? "" : "There is " + String.join(", ", names) + "."));
    } else if (flow.takesReleases(environment.get()).equals(Optional.of(false))) {
      problems.add(
          named.get().place(),
          ProblemCode.LINE_OF_BUILDS,
          "'%s' takes builds, and a line is about releases.".formatted(name),
          "Name an environment that takes releases.");
    }
  }
}
