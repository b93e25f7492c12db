package dev.signalbox.flow.shape;

import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.yaml.Source;
import dev.signalbox.flow.yaml.Value;
import dev.signalbox.flow.yaml.Yaml;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A key of a mapping: its word, what stands behind it, and what it is for.
///
/// @param says what it is for, as a sentence for the reference page and for editors
public record Key<T>(String word, Shape<T> shape, Presence presence, String says) {

  /// Whether the key has to be there.
  public sealed interface Presence {

    record Required() implements Presence {}

    record Free() implements Presence {}

    /// Left out, it is as if this had been written.
    ///
    /// @param written in the language itself, such as `[alert, halt]`
    record Default(String written) implements Presence {}

    /// Only beside another key.
    record Beside(String other, Optional<String> written) implements Presence {}
  }

  public static <T> Key<T> required(String word, Shape<T> shape, String says) {
    return new Key<>(word, shape, new Presence.Required(), says);
  }

  public static <T> Key<T> optional(String word, Shape<T> shape, String says) {
    return new Key<>(word, shape, new Presence.Free(), says);
  }

  /// @param written what counts where the key is left out, in the language itself
  public static <T> Key<T> preset(String word, Shape<T> shape, String written, String says) {
    return new Key<>(word, shape, new Presence.Default(written), says);
  }

  /// This key, but only beside another.
  public Key<T> beside(Key<?> other) {
    return new Key<>(word, shape, new Presence.Beside(other.word, preset()), says);
  }

  /// What counts where the key is left out, in the language itself.
  public Optional<String> preset() {
    return switch (presence) {
      case Presence.Default(String written) -> Optional.of(written);
      case Presence.Beside(_, Optional<String> written) -> written;
      case Presence.Required _, Presence.Free _ -> Optional.empty();
    };
  }

  /// What counts where the key is left out. That it can be read is as sure as the grammar's tests.
  public Optional<T> meaningOfPreset() {
    return preset()
        .map(written -> {
          Problems problems = new Problems();
          return Source.of("preset", written.getBytes(StandardCharsets.UTF_8), problems)
              .flatMap(source -> Yaml.read(source, problems))
              .flatMap((Value value) -> shape.read(value, problems))
              .filter(_ -> problems.none())
              .orElseThrow(() ->
                  new IllegalStateException(
                      "'%s' is no preset for '%s': %s. Indicates a bug."
                          .formatted(written, word, problems.inOrder())));
        });
  }
}
