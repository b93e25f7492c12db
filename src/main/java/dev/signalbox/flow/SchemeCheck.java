package dev.signalbox.flow;

import static dev.signalbox.flow.ReleaseGrammar.CHANNEL;
import static dev.signalbox.flow.ReleaseGrammar.FIRST;
import static dev.signalbox.flow.ReleaseGrammar.FORMAT;
import static dev.signalbox.flow.ReleaseGrammar.LINES;
import static dev.signalbox.flow.ReleaseGrammar.NAMES;
import static dev.signalbox.flow.ReleaseGrammar.SCHEME;
import static dev.signalbox.flow.ReleaseGrammar.THEN;
import static dev.signalbox.flow.ReleaseGrammar.TYPES;
import static dev.signalbox.flow.ReleaseGrammar.ZERO;
import static dev.signalbox.flow.ReleaseGrammar.ZONE;

import dev.signalbox.base.Words;
import dev.signalbox.domain.version.Version.Semantic;
import dev.signalbox.flow.ReleaseGrammar.Counting;
import dev.signalbox.flow.ReleaseGrammar.Lines;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.shape.At;
import dev.signalbox.flow.shape.Fields;
import dev.signalbox.flow.shape.Key;
import dev.signalbox.flow.shape.NamedOnes;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The keys of `release` fit its scheme, and its lists fit together.
final class SchemeCheck {

  private static final Map<Counting, List<Key<?>>> OWN = new EnumMap<>(Counting.class);
  private static final Map<Counting, List<Key<?>>> NEEDED = new EnumMap<>(Counting.class);

  static {
    OWN.put(Counting.SEMVER, List.of(TYPES, FIRST, ZERO, CHANNEL, LINES));
    OWN.put(Counting.CALVER, List.of(FORMAT, ZONE));
    OWN.put(Counting.NAMED, List.of(NAMES, THEN));
    OWN.put(Counting.BY_HAND, List.of());
    NEEDED.put(Counting.CALVER, List.of(FORMAT));
    NEEDED.put(Counting.NAMED, List.of(NAMES));
  }

  private SchemeCheck() {}

  static void check(Fields release, Problems problems) {
    release.get(SCHEME).ifPresent(scheme -> checkKeys(release, scheme, problems));
    release.get(NAMES).ifPresent(names -> tellNamesTwice(names, problems));
    release.get(LINES).ifPresent(lines -> lines.forEach(line -> checkLine(line, problems)));
  }

  private static void checkKeys(Fields release, Counting scheme, Problems problems) {
    OWN.forEach((owner, keys) -> {
      if (owner != scheme) {
        keys.stream()
            .filter(release::has)
            .forEach(key ->
                problems.add(
                    release.placeOf(key),
                    ProblemCode.OTHER_SCHEME,
                    "'%s' means nothing to the scheme '%s'.".formatted(key.word(), Words.of(scheme)),
                    "Remove it, or write 'scheme: %s'.".formatted(Words.of(owner))));
      }
    });
    NEEDED.getOrDefault(scheme, List.of()).stream()
        .filter(key -> !release.has(key))
        .forEach(key ->
            problems.add(
                release.placeOf(SCHEME),
                ProblemCode.MISSING_KEY,
                "The scheme '%s' needs the key '%s'.".formatted(Words.of(scheme), key.word()),
                "Add it; it says: " + key.says()));
  }

  private static void tellNamesTwice(List<At<String>> names, Problems problems) {
    Map<String, At<String>> seen = new HashMap<>();
    for (At<String> name : names) {
      At<String> before = seen.putIfAbsent(name.value().toUpperCase(Locale.ROOT), name);
      if (before != null) {
        problems.add(
            name.place(),
            ProblemCode.NAMED_TWICE,
            "'%s' is in line %d already.".formatted(name.value(), before.place().line()),
            "Keep one of them; upper and lower case are alike.");
      }
    }
  }

  private static void checkLine(NamedOnes.One<String, Fields> line, Problems problems) {
    Optional<At<Semantic>> floor = line.value().flatMap(fields -> fields.get(Lines.FLOOR));
    Optional<At<Semantic>> below = line.value().flatMap(fields -> fields.get(Lines.BELOW));
    floor
        .flatMap(from -> below.filter(to -> from.value().compareTo(to.value()) >= 0))
        .ifPresent(to ->
            problems.add(
                to.place(),
                ProblemCode.EMPTY_LINE,
                "No version is from %s on and below %s.".formatted(floor.get().value(), to.value()),
                "Write a higher one."));
  }
}
