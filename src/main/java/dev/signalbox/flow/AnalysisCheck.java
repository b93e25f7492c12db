package dev.signalbox.flow;

import dev.signalbox.flow.AnalysisAssembly.Kind;
import dev.signalbox.flow.AnalysisGrammar.InJson;
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
    List<? extends Key<?>> kinds = AnalysisGrammar.sources().filter(fields::has).toList();
    if (kinds.size() > 1) {
      problems.add(
          fields.placeOf(kinds.get(1)),
          ProblemCode.EITHER_OR,
          "'%s' is counted by '%s' already.".formatted(name, kinds.getFirst().word()),
          "Make two metrics of it.");
    }
    fields.get(Metrics.JSON).ifPresent(json -> json(fields, json, problems));
    if (fields.has(Metrics.IGNORE_BELOW)
        && fields.sound(Metrics.DIRECTION)
        && AnalysisAssembly.kind(name, fields) != Kind.SHARE) {
      problems.add(
          fields.placeOf(Metrics.IGNORE_BELOW),
          ProblemCode.FLOOR_OF_NO_ERRORS,
          "'ignore-below' is about a share of errors, and '%s' is none.".formatted(name),
          "Remove it.");
    }
    if (AnalysisAssembly.kind(name, fields) == Kind.EVENTS
        && fields.get(Metrics.DIRECTION).filter(decreases -> !decreases).isPresent()) {
      problems.add(
          fields.placeOf(Metrics.DIRECTION),
          ProblemCode.FLOOR_OF_NO_ERRORS,
          "Of events, fewer is worse.",
          "If more of them is worse, name them 'bad', and 'per' becomes 'total'.");
    }
  }

  /// One kind of counts, of one version each, and of a whole window or of none.
  private static void json(Fields metric, Fields json, Problems problems) {
    List<Key<Template>> kinds = InJson.kinds().filter(json::has).toList();
    if (kinds.size() != 1) {
      problems.add(
          kinds.isEmpty() ? metric.placeOf(Metrics.JSON) : json.placeOf(kinds.get(1)),
          kinds.isEmpty() ? ProblemCode.MISSING_KEY : ProblemCode.EITHER_OR,
          kinds.isEmpty()
              ? "'json' does not say where the counts stand."
              : "'json' has '%s' already.".formatted(kinds.getFirst().word()),
          kinds.isEmpty()
              ? "Add 'bad' and 'total', or 'events' and 'per', or 'histogram'."
              : "Make two metrics of it.");
      return;
    }
    if (!json.sound(InJson.PATH)
        || !json.get(InJson.PATH).isPresent()
        || !InJson.SHAPE.all().stream().allMatch(key -> !json.has(key) || json.sound(key))) {
      return;
    }
    holes(json, problems);
  }

  private static void holes(Fields json, Problems problems) {
    Set<String> asked = json.need(InJson.PATH).holes();
    boolean from = asked.contains("from") || asked.contains("from-seconds");
    boolean to = asked.contains("to") || asked.contains("to-seconds");
    if (from != to) {
      problems.add(
          json.placeOf(InJson.PATH),
          ProblemCode.HALF_A_WINDOW,
          "The path says when a window %s."
              .formatted(from ? "begins, and not when it ends" : "ends, and not when it begins"),
          "Name both {from} and {to}; or none, if counters that only grow are answered.");
    }
    if (AnalysisAssembly.isWhole(json)
        && AnalysisAssembly.inJson(json) instanceof MetricQuery.Json query
        && !query.names(JsonHole.ARM)
        && !query.names(JsonHole.VERSION)
        && !query.names(JsonHole.INSTANCE)) {
      problems.add(
          json.placeOf(InJson.PATH),
          ProblemCode.JSON_OF_NO_ARM,
          "Both versions would have the same counts.",
          "Name {arm}, {version} or {instance} in the path, or in every pointer.");
    }
  }
}
