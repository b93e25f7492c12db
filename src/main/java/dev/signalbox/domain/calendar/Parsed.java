package dev.signalbox.domain.calendar;

import java.util.function.Function;

/// What a text means, or what is wrong with it.
public sealed interface Parsed<T> {

  record Good<T>(T value) implements Parsed<T> {}

  /// @param fact what is wrong, as a sentence
  /// @param next what to write instead, as a sentence
  record Bad<T>(String fact, String next) implements Parsed<T> {}

  /// The next thing to find out, if nothing is wrong so far.
  default <U> Parsed<U> then(Function<? super T, Parsed<U>> next) {
    return switch (this) {
      case Good<T>(T value) -> next.apply(value);
      case Bad<T>(String fact, String move) -> new Bad<>(fact, move);
    };
  }
}
