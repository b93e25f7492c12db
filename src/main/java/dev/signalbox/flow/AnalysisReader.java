package dev.signalbox.flow;

import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.shape.Fields;
import dev.signalbox.flow.yaml.Source;
import dev.signalbox.flow.yaml.Value;
import dev.signalbox.flow.yaml.Value.Entry;
import dev.signalbox.flow.yaml.Value.Listing;
import dev.signalbox.flow.yaml.Value.Mapping;
import dev.signalbox.flow.yaml.Value.Scalar;
import dev.signalbox.flow.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Finds how rollouts are judged in a file: in a flow, behind `rollout` and `analysis`; in a file
/// that says nothing else, behind `rollout`, behind `analysis`, or at its top. Whatever else stands
/// in the file is not looked at, so that a policy can be tried before the rest is written. An
/// objective behind `after`, beside the analysis, says when the old version itself is ill.
///
/// Words of keys may be written with `_` for `-` here.
public final class AnalysisReader {

  private static final String ROLLOUT = "rollout";
  private static final String ANALYSIS = "analysis";
  private static final String AFTER = "after";

  private AnalysisReader() {}

  /// @param file its name for people, as it stands in the places of its problems
  /// @param environment whose rollout is meant, where the flow has several
  public static AnalysisReading read(String file, byte[] bytes, Optional<String> environment) {
    Problems problems = new Problems();
    Optional<Found> found =
        Source.of(file, bytes, problems)
            .flatMap(source -> Yaml.read(source, problems))
            .map(AnalysisReader::hyphened)
            .flatMap(value -> find(value, environment, problems));
    Optional<Fields> fields =
        found.flatMap(one -> AnalysisGrammar.SHAPE.read(one.analysis(), problems));
    fields.ifPresent(read -> AnalysisCheck.check(read, problems));
    Optional<Fields> objective =
        found
            .flatMap(Found::after)
            .flatMap(after -> AnalysisGrammar.AFTER.read(after, problems))
            .flatMap(objectives -> objectives.stream().findFirst());
    if (!problems.none()) {
      return new AnalysisReading.Bad(problems.inOrder());
    }
    AnalysisSpec spec = AnalysisAssembly.spec(fields.orElseThrow());
    return new AnalysisReading.Good(
        objective.map(slo -> AnalysisAssembly.watching(spec, slo)).orElse(spec),
        found.orElseThrow().stages());
  }

  private record Found(Value analysis, OptionalInt stages, Optional<Value> after) {}

  private static Optional<Found> find(
      Value value, Optional<String> environment, Problems problems) {
    if (!(value instanceof Mapping top)) {
      problems.add(
          value.place(), ProblemCode.WRONG_KIND, "Expected a mapping, found " + value.noun() + ".");
      return Optional.empty();
    }
    Optional<Entry> environments = top.entry("environments");
    if (environments.isEmpty()) {
      return Optional.of(alone(top));
    }
    List<Found> all = new ArrayList<>();
    List<String> names = new ArrayList<>();
    if (environments.get().value() instanceof Mapping mapping) {
      for (Entry one : mapping.entries()) {
        if (environment.isEmpty() || environment.get().equals(one.key().text())) {
          rollout(one.value())
              .ifPresent(found -> {
                all.add(found);
                names.add(one.key().text());
              });
        }
      }
    }
    if (all.size() == 1) {
      return Optional.of(all.getFirst());
    }
    problems.add(
        environments.get().key().place(),
        ProblemCode.WHICH_ANALYSIS,
        all.isEmpty()
            ? "No environment%s has a 'rollout' with an 'analysis'."
                .formatted(environment.map(name -> " '" + name + "'").orElse(""))
            : "Several environments have one: " + String.join(", ", names) + ".",
        all.isEmpty() ? "Add one." : "Say which is meant: --environment NAME.");
    return Optional.empty();
  }

  private static Found alone(Mapping top) {
    return top.entry(ROLLOUT)
        .flatMap(entry -> inRollout(entry.value()))
        .or(() -> inRollout(top))
        .orElseGet(() -> new Found(top, OptionalInt.empty(), Optional.empty()));
  }

  /// Wherever in an environment it stands.
  private static Optional<Found> rollout(Value value) {
    return switch (value) {
      case Mapping mapping ->
          mapping
              .entry(ROLLOUT)
              .flatMap(entry -> inRollout(entry.value()))
              .or(() ->
                  mapping.entries().stream()
                      .flatMap(entry -> rollout(entry.value()).stream())
                      .findFirst());
      case Listing listing ->
          listing.items().stream().flatMap(item -> rollout(item).stream()).findFirst();
      case Scalar _ -> Optional.empty();
    };
  }

  private static Optional<Found> inRollout(Value value) {
    return value instanceof Mapping mapping
        ? mapping
            .entry(ANALYSIS)
            .map(entry ->
                new Found(entry.value(), stages(mapping), mapping.entry(AFTER).map(Entry::value)))
        : Optional.empty();
  }

  /// Each step with both versions is a stage; so is 100 %, where some of the old version is held
  /// back.
  private static OptionalInt stages(Mapping rollout) {
    Optional<Value> steps = rollout.entry("steps").map(Entry::value);
    if (!(steps.orElse(null) instanceof Listing listing)) {
      return OptionalInt.empty();
    }
    boolean holdsBack = rollout.entry("holdback").isPresent();
    int stages = (int) listing.items().stream().filter(step -> holdsBack || !isWhole(step)).count();
    return stages == 0 ? OptionalInt.empty() : OptionalInt.of(stages);
  }

  private static boolean isWhole(Value step) {
    return switch (step) {
      case Scalar scalar -> scalar.text().strip().matches("100 ?%");
      case Mapping mapping -> mapping.entries().stream().anyMatch(entry -> isWhole(entry.value()));
      case Listing _ -> false;
    };
  }

  private static Value hyphened(Value value) {
    return switch (value) {
      case Scalar scalar -> scalar;
      case Listing listing ->
          new Listing(
              listing.place(), listing.items().stream().map(AnalysisReader::hyphened).toList());
      case Mapping mapping ->
          new Mapping(
              mapping.place(),
              mapping.entries().stream()
                  .map(entry -> new Entry(hyphened(entry.key()), hyphened(entry.value())))
                  .toList());
    };
  }

  private static Scalar hyphened(Scalar key) {
    String word = key.text().replace('_', '-');
    return AnalysisGrammar.words().contains(word) ? new Scalar(key.place(), word, key.kind()) : key;
  }
}
