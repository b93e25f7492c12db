package dev.signalbox.domain.analysis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/// So many requests, and how many of them failed. Doubles, because counters are; whole numbers add
/// up exactly.
public record Traffic(double requests, double errors) {

  public static final Traffic NONE = new Traffic(0, 0);

  public Traffic plus(Traffic more) {
    return new Traffic(requests + more.requests, errors + more.errors);
  }

  /// Whether a larger share failed than the threshold lets through.
  ///
  /// @param threshold from 0 to 1
  boolean exceeds(double threshold) {
    return errors > 0 && errors / requests > threshold;
  }

  /// Whether errors were counted that were no requests: then the two do not belong together.
  boolean contradictsItself() {
    return errors > requests;
  }

  /// `3 of 412 requests failed (0.7 %)`. The share has as many digits as it takes to see on which
  /// side of the threshold it lies.
  String told(double threshold) {
    return requests == 0 && errors == 0
        ? "no request was counted"
        : "%s of %s requests failed%s"
            .formatted(number(errors), number(requests), share(threshold));
  }

  private String share(double threshold) {
    if (requests == 0) {
      return "";
    }
    var exact = new BigDecimal(errors / requests).movePointRight(2);
    var limit = percent(threshold);
    int side = Double.compare(errors / requests, threshold);
    BigDecimal rounded = exact;
    for (int digits = 1; digits <= 9; digits++) {
      rounded = exact.setScale(digits, RoundingMode.HALF_UP);
      if (rounded.compareTo(limit) == side && rounded.signum() == exact.signum()) {
        break;
      }
    }
    return " (" + plain(rounded) + " %)";
  }

  /// A share as people write it: `0.01` is `1`.
  static BigDecimal percent(double share) {
    return BigDecimal.valueOf(share).movePointRight(2).round(new MathContext(6));
  }

  static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  static String number(double value) {
    return String.format(Locale.ROOT, value == Math.rint(value) ? "%,.0f" : "%,.1f", value);
  }
}
