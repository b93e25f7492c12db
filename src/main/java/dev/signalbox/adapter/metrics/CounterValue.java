package dev.signalbox.adapter.metrics;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/// A number as Prometheus writes it. Java reads more than that (`1d`, hexadecimals), and what is
/// not a number there is not one here.
final class CounterValue {

  private static final int LONGEST = 400;
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?([0-9]++(\\.[0-9]*+)?|\\.[0-9]++)([eE][+-]?[0-9]{1,6})?");

  private CounterValue() {}

  /// The number; empty if the text is none. `NaN` and `+Inf` are numbers.
  static OptionalDouble parse(String text) {
    if (text.length() > LONGEST) {
      return OptionalDouble.empty();
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "nan" -> OptionalDouble.of(Double.NaN);
      case "inf", "+inf", "infinity", "+infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
      case "-inf", "-infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
      default ->
          DECIMAL.matcher(text).matches()
              ? OptionalDouble.of(Double.parseDouble(text))
              : OptionalDouble.empty();
    };
  }
}
