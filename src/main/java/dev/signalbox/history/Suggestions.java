package dev.signalbox.history;

import dev.signalbox.domain.version.Bump;
import dev.signalbox.domain.version.Version;
import dev.signalbox.domain.version.Version.Semantic;
import dev.signalbox.history.CheckedRelease.Kind;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a team may write into its settings, so that more of its past releases come out as they were
/// made. Only what most of them tell is suggested.
public final class Suggestions {

  private static final int SHOWN = 5;

  private final List<CheckedRelease> pairs;

  private Suggestions(List<CheckedRelease> pairs) {
    this.pairs = pairs;
  }

  /// In sentences; none if there is nothing to suggest.
  public static List<String> of(List<CheckedRelease> pairs) {
    var suggestions = new Suggestions(pairs);
    return Stream.of(
            suggestions.types(),
            suggestions.features(true, "Before 1.0.0 features", "zero: {feature: patch}"),
            suggestions.features(false, "Features", "types: {feat: patch}"))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<String> types() {
    List<CheckedRelease> uncounted =
        pairs.stream().filter(pair -> pair.kind() == Kind.UNCOUNTED).toList();
    String frequent =
        frequentTypes(uncounted).stream()
            .map(type -> type + ": patch")
            .collect(Collectors.joining(", "));
    return frequent.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s were released though no commit counts. If that is how you release, say so: types: {%s}"
                .formatted(uncounted.size(), frequent));
  }

  private static List<String> frequentTypes(List<CheckedRelease> uncounted) {
    Map<String, Integer> types = new TreeMap<>();
    uncounted.stream()
        .flatMap(pair -> pair.types().stream())
        .filter(type -> !type.isEmpty())
        .forEach(type -> types.merge(type, 1, Integer::sum));
    return types.entrySet().stream()
        .sorted(Entry.<String, Integer>comparingByValue().reversed())
        .limit(SHOWN)
        .map(Entry::getKey)
        .toList();
  }

  private Optional<String> features(boolean zero, String what, String setting) {
    List<CheckedRelease> minors =
        pairs.stream()
            .filter(pair -> isZero(pair) == zero)
            .filter(
                pair -> pair.computed().flatMap(v -> bump(pair, v)).equals(Optional.of(Bump.MINOR)))
            .toList();
    long patches =
        minors.stream()
            .filter(pair -> pair.kind() == Kind.LOWER)
            .filter(pair -> bump(pair, pair.release().version()).equals(Optional.of(Bump.PATCH)))
            .count();
    long kept = minors.stream().filter(pair -> pair.kind() == Kind.SAME).count();
    return patches > kept
        ? Optional.of(
            "%s came with a patch %s times, and with a minor version %s times. If that is how you count, say so: %s"
                .formatted(what, patches, kept, setting))
        : Optional.empty();
  }

  private static boolean isZero(CheckedRelease pair) {
    return pair.previous()
        .filter(last -> last.version() instanceof Semantic v && v.major() == 0)
        .isPresent();
  }

  private static Optional<Bump> bump(CheckedRelease pair, Version to) {
    return pair.previous()
        .map(Tagged::version)
        .filter(from -> from instanceof Semantic && to instanceof Semantic)
        .map(from -> ((Semantic) from).differenceTo((Semantic) to));
  }
}
