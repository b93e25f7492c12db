package dev.signalbox.domain.analysis.evidence;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/// Numbers as sentences have them.
final class Numbers {

  private Numbers() {}

  /// `4,500`.
  static String count(double count) {
    return String.format(Locale.ROOT, count == Math.rint(count) ? "%,.0f" : "%,.1f", count);
  }

  /// `0.42 %`: two digits that count.
  static String percent(double share) {
    return plain(BigDecimal.valueOf(100 * share).round(new MathContext(2))) + " %";
  }

  /// `3.8`, `12`: two digits that count.
  static String ratio(double ratio) {
    return Double.isInfinite(ratio)
        ? "infinitely many"
        : plain(BigDecimal.valueOf(ratio).round(new MathContext(ratio >= 100 ? 3 : 2)));
  }

  /// `1.47`: three digits, rounded up, for what is at most so much.
  static String atMost(double ratio) {
    return plain(BigDecimal.valueOf(ratio).round(new MathContext(3, RoundingMode.UP)));
  }

  /// Odds from their logarithm: `1,795`, `0.8`; beyond a million, `over a million`.
  static String odds(double ln) {
    double odds = StrictMath.exp(ln);
    return odds > 1e6
        ? "over a million"
        : odds >= 10
            ? String.format(Locale.ROOT, "%,.0f", Math.floor(odds))
            : String.format(Locale.ROOT, "%.1f", odds);
  }

  /// `20 minutes`, `2.7 hours`, `3 days`.
  static String time(double minutes) {
    if (minutes < 90) {
      double whole = Math.max(1, Math.ceil(minutes));
      return count(whole) + (whole == 1 ? " minute" : " minutes");
    }
    if (minutes < 36 * 60) {
      return ratio(minutes / 60) + " hours";
    }
    return minutes < 365 * 1440 ? count(Math.rint(minutes / 1440)) + " days" : "more than a year";
  }

  static String time(Duration time) {
    return time(time.toSeconds() / 60.0);
  }

  static String plain(double number) {
    return plain(BigDecimal.valueOf(number));
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
