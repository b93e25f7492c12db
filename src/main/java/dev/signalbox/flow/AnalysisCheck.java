package dev.signalbox.flow;

import dev.signalbox.domain.analysis.Selector;
import dev.signalbox.flow.AnalysisAssembly.Kind;
import dev.signalbox.flow.AnalysisGrammar.Metrics;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.shape.Fields;
import dev.signalbox.flow.shape.Key;
import dev.signalbox.flow.shape.NamedOnes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Each metric of an analysis is one thing, and has a name of its own.
final class AnalysisCheck {

  private AnalysisCheck() {}

  static void check(Fields analysis, Problems problems) {
    Set<String> names = new HashSet<>();
    for (NamedOnes.One<String, Fields> one :
        analysis.get(AnalysisGrammar.METRICS).orElse(List.of())) {
      if (!names.add(one.word().value())) {
        problems.add(
            one.word().place(),
            ProblemCode.METRIC_TWICE,
            "There is a metric '%s' already.".formatted(one.word().value()),
            "Give it another name.");
      }
      one.value().ifPresent(fields -> check(one.word().value(), fields, problems));
    }
  }

  private static void check(String name, Fields fields, Problems problems) {
    List<Key<Selector>> kinds =
        AnalysisGrammar.sources().map(List::getFirst).filter(fields::has).toList();
    if (kinds.size() > 1) {
      problems.add(
          fields.placeOf(kinds.get(1)),
          ProblemCode.EITHER_OR,
          "'%s' is counted by '%s' already.".formatted(name, kinds.getFirst().word()),
          "Make two metrics of it.");
    }
    if (fields.has(Metrics.IGNORE_BELOW)
        && fields.sound(Metrics.DIRECTION)
        && AnalysisAssembly.kind(name, fields) != Kind.SHARE) {
      problems.add(
          fields.placeOf(Metrics.IGNORE_BELOW),
          ProblemCode.FLOOR_OF_NO_ERRORS,
          "'ignore-below' is about a share of errors, and '%s' is none.".formatted(name),
          "Remove it.");
    }
    if (fields.has(Metrics.EVENTS)
        && fields.get(Metrics.DIRECTION).filter(decreases -> !decreases).isPresent()) {
      problems.add(
          fields.placeOf(Metrics.DIRECTION),
          ProblemCode.FLOOR_OF_NO_ERRORS,
          "Of events, fewer is worse.",
          "If more of them is worse, name them 'bad', and 'per' becomes 'total'.");
    }
  }
}
