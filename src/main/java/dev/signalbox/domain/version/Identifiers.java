package dev.signalbox.domain.version;

import java.util.List;

/// The order of pre-releases, by their identifiers: numbers before words, numbers by their size,
/// fewer identifiers before more, and none at all after everything.
final class Identifiers {

  private Identifiers() {}

  static int compare(List<String> one, List<String> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return Boolean.compare(one.isEmpty(), other.isEmpty());
    }
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      int byIdentifier = compare(one.get(i), other.get(i));
      if (byIdentifier != 0) {
        return byIdentifier;
      }
    }
    return Integer.compare(one.size(), other.size());
  }

  private static int compare(String one, String other) {
    boolean number = isNumber(one);
    if (number != isNumber(other)) {
      return number ? -1 : 1;
    }
    return number && one.length() != other.length()
        ? Integer.compare(one.length(), other.length())
        : one.compareTo(other);
  }

  /// Digits without a zero in front, however many: dates and times are among them.
  static boolean isNumber(String identifier) {
    for (int i = 0; i < identifier.length(); i++) {
      if (identifier.charAt(i) < '0' || identifier.charAt(i) > '9') {
        return false;
      }
    }
    return !identifier.isEmpty();
  }
}
