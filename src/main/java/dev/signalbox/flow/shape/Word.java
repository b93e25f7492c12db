package dev.signalbox.flow.shape;

import java.util.Optional;

/// A step's keyword: as a bare word, with a value behind it, or both.
///
/// @param bare what the word means alone; empty if it needs a value
/// @param valued what may stand behind it; empty if it stands alone
/// @param says what the step does, as a sentence
public record Word<T>(String word, Optional<T> bare, Optional<Shape<T>> valued, String says) {

  /// A step that is a word and nothing more.
  public static <T> Word<T> bare(String word, T meaning, String says) {
    return new Word<>(word, Optional.of(meaning), Optional.empty(), says);
  }

  /// A step with a value.
  public static <T> Word<T> valued(String word, Shape<T> shape, String says) {
    return new Word<>(word, Optional.empty(), Optional.of(shape), says);
  }

  /// This bare word, which may have a value too.
  public Word<T> or(Shape<T> shape) {
    return new Word<>(word, bare, Optional.of(shape), says);
  }
}
