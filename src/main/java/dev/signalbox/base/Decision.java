package dev.signalbox.base;

import java.util.function.Function;

/// What our rules answer to a wish: the value that follows from it, or a refusal with reasons.
public sealed interface Decision<T> {

  record Accepted<T>(T value) implements Decision<T> {}

  record Refused<T>(Refusal refusal) implements Decision<T> {}

  static <T> Decision<T> accept(T value) {
    return new Accepted<>(value);
  }

  static <T> Decision<T> refuse(Refusal refusal) {
    return new Refused<>(refusal);
  }

  static <T> Decision<T> refuse(String code, String sentence, String clearedBy) {
    return new Refused<>(Refusal.because(code, sentence, clearedBy));
  }

  /// The same answer about something else; a refusal stays as it is.
  default <U> Decision<U> map(Function<? super T, ? extends U> change) {
    return switch (this) {
      case Accepted<T>(T value) -> accept(change.apply(value));
      case Refused<T>(Refusal refusal) -> refuse(refusal);
    };
  }

  /// The next wish, if this one was accepted.
  default <U> Decision<U> then(Function<? super T, Decision<U>> next) {
    return switch (this) {
      case Accepted<T>(T value) -> next.apply(value);
      case Refused<T>(Refusal refusal) -> refuse(refusal);
    };
  }
}
