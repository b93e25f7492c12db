package dev.signalbox.base;

import java.util.Locale;

/// How an enum constant is written outside the code: `ON_FAILURE` is `on-failure`.
public final class Words {

  private Words() {}

  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The constant that a word stands for.
  ///
  /// @throws IllegalArgumentException if there is none
  public static <E extends Enum<E>> E read(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
