package dev.signalbox.base;

import java.util.function.Function;

/// What our rules answer to a wish: the value that follows from it, or a refusal with reasons.
public sealed interface Decision<T> {

  record Accepted<T>(T value) implements Decision<T> {
    @Override
    public <U> Decision<U> map(Function<? super T, ? extends U> change) {
      return accept(change.apply(value));
    }

    @Override
    public <U> Decision<U> then(Function<? super T, Decision<U>> next) {
      return next.apply(value);
    }
  }

  record Refused<T>(Refusal refusal) implements Decision<T> {
    @Override
    public <U> Decision<U> map(Function<? super T, ? extends U> change) {
      return refuse(refusal);
    }

    @Override
    public <U> Decision<U> then(Function<? super T, Decision<U>> next) {
      return refuse(refusal);
    }
  }

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
  <U> Decision<U> map(Function<? super T, ? extends U> change);

  /// The next wish, if this one was accepted.
  <U> Decision<U> then(Function<? super T, Decision<U>> next);
}
