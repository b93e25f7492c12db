package dev.signalbox.flow.shape;

import dev.signalbox.flow.problem.Nearest;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.problem.Visible;
import dev.signalbox.flow.yaml.Value;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A mapping with known keys and no others, or with names of the team's own beside them. It means
/// what could be read of them.
///
/// @param of whose keys they are, such as "an environment" or "'deploy'"
/// @param exclusive keys of which exactly one has to be there; empty if there is no such rule
/// @param keys all other known ones
/// @param others what stands behind names of the team's own
public record MappingOf(
    String of, List<Key<?>> exclusive, List<Key<?>> keys, Optional<Others<?, ?>> others)
    implements Shape<Fields> {

  /// Names of the team's own among the keys of a mapping.
  ///
  /// @param key under which they are found; its word stands for any name on the reference page
  public record Others<N, T>(Key<List<NamedOnes.One<N, T>>> key, NamedOnes<N, T> ones) {

    public static <N, T> Others<N, T> of(String word, NamedOnes<N, T> ones, String says) {
      return new Others<>(Key.optional(word, ones, says), ones);
    }
  }

  public static MappingOf mapping(String of, Key<?>... keys) {
    return new MappingOf(of, List.of(), List.of(keys), Optional.empty());
  }

  /// A mapping in which exactly one of these keys stands.
  public static MappingOf oneOf(String of, Key<?>... exclusive) {
    return new MappingOf(of, List.of(exclusive), List.of(), Optional.empty());
  }

  /// ... and these beside it.
  public MappingOf and(Key<?>... more) {
    return new MappingOf(
        of, exclusive, Stream.concat(keys.stream(), Stream.of(more)).toList(), others);
  }

  /// ... and names of the team's own.
  public MappingOf and(Others<?, ?> named) {
    return new MappingOf(of, exclusive, keys, Optional.of(named));
  }

  /// All keys, the exclusive ones first.
  public List<Key<?>> all() {
    return Stream.concat(exclusive.stream(), keys.stream()).toList();
  }

  @Override
  public String noun() {
    return "the keys of " + of;
  }

  @Override
  public boolean suits(Value value) {
    return value instanceof Value.Mapping;
  }

  @Override
  public Optional<Fields> read(Value value, Problems problems) {
    if (!(value instanceof Value.Mapping mapping)) {
      return Shape.unsuited(this, value, problems);
    }
    var fields = new Fields(mapping.place());
    mapping.entries().stream()
        .filter(entry -> !isName(entry))
        .forEach(entry -> read(entry, fields, problems));
    others.ifPresent(named -> readNames(named, mapping, fields, problems));
    tellExclusive(mapping, problems);
    for (Key<?> key : keys) {
      tellPresence(key, mapping, problems);
    }
    return Optional.of(fields);
  }

  /// A word that is no key is a name where a value as names have it stands behind it, or where no
  /// key is near.
  private boolean isName(Value.Entry entry) {
    String word = entry.key().text();
    List<String> words = all().stream().map(Key::word).toList();
    return others.isPresent()
        && !words.contains(word)
        && (others.get().ones().each().suits(entry.value()) || Nearest.to(word, words).isEmpty());
  }

  private <N, T> void readNames(
      Others<N, T> named, Value.Mapping mapping, Fields fields, Problems problems) {
    List<Value.Entry> names = mapping.entries().stream().filter(this::isName).toList();
    if (!names.isEmpty()) {
      int before = problems.count();
      Optional<?> meaning = named.ones().read(new Value.Mapping(mapping.place(), names), problems);
      fields.put(
          named.key(), new Fields.Field(mapping.place(), meaning, problems.count() == before));
    }
  }

  private void read(Value.Entry entry, Fields fields, Problems problems) {
    String word = entry.key().text();
    all().stream()
        .filter(key -> key.word().equals(word))
        .findFirst()
        .ifPresentOrElse(
            key -> {
              int before = problems.count();
              Optional<?> meaning = key.shape().read(entry.value(), problems);
              boolean sound = problems.count() == before;
              fields.put(key, new Fields.Field(entry.key().place(), meaning, sound));
            },
            () ->
                problems.add(
                    entry.key().place(),
                    ProblemCode.UNKNOWN_KEY,
                    "%s is not a key of %s.".formatted(Visible.quoted(word), of),
                    Allowed.of(word, all().stream().map(Key::word).toList())));
  }

  private void tellExclusive(Value.Mapping mapping, Problems problems) {
    List<String> words = exclusive.stream().map(Key::word).toList();
    List<Value.Entry> given =
        mapping.entries().stream().filter(entry -> words.contains(entry.key().text())).toList();
    if (given.size() > 1) {
      Value.Entry second = given.get(1);
      problems.add(
          second.key().place(),
          ProblemCode.EITHER_OR,
          "%s has '%s' already.".formatted(capital(of), given.getFirst().key().text()),
          "Keep one of " + String.join(", ", words) + ".");
    }
    if (given.isEmpty() && !exclusive.isEmpty()) {
      problems.add(
          mapping.place(),
          ProblemCode.MISSING_KEY,
          "%s needs one of these keys: %s.".formatted(capital(of), String.join(", ", words)));
    }
  }

  private void tellPresence(Key<?> key, Value.Mapping mapping, Problems problems) {
    Optional<Value.Entry> given = mapping.entry(key.word());
    switch (key.presence()) {
      case Key.Presence.Required _ when given.isEmpty() ->
          problems.add(
              mapping.place(),
              ProblemCode.MISSING_KEY,
              "%s needs the key '%s'.".formatted(capital(of), key.word()),
              "Add it; it says: " + key.says());
      case Key.Presence.Beside(String other, _)
          when given.isPresent() && mapping.entry(other).isEmpty() ->
          problems.add(
              given.get().key().place(),
              ProblemCode.KEY_BELONGS_ELSEWHERE,
              "'%s' has its place beside '%s' only.".formatted(key.word(), other),
              "Remove it.");
      case Key.Presence.Required _,
          Key.Presence.Free _,
          Key.Presence.Default _,
          Key.Presence.Beside _ -> {}
    }
  }

  private static String capital(String sentence) {
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
  }
}
