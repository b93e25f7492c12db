package dev.signalbox.domain.change;

import java.util.Optional;

/// A line and the number of the pull request that a forge has put behind it: `a basket (#12)`,
/// `a basket (!12)`, `a basket (pull request #12)`.
///
/// @param text the line without the number
record Numbered(String text, Optional<Integer> number) {

  private static final int MOST_DIGITS = 9;

  static Numbered of(String line) {
    int open = line.endsWith(")") ? line.lastIndexOf('(') : -1;
    if (open <= 0) {
      return new Numbered(line, Optional.empty());
    }
    String within = line.substring(open + 1, line.length() - 1);
    int sign = within.startsWith("pull request #") ? "pull request ".length() : 0;
    boolean marked = within.length() > sign && "#!".indexOf(within.charAt(sign)) >= 0;
    Optional<Integer> number = marked ? number(within.substring(sign + 1)) : Optional.empty();
    return number.isEmpty()
        ? new Numbered(line, number)
        : new Numbered(line.substring(0, open).strip(), number);
  }

  /// The number that these digits are, if they are digits and nothing else.
  static Optional<Integer> number(String digits) {
    return digits.isEmpty() ? Optional.empty() : leading(digits, 0).filter(n -> end(digits, 0) == digits.length());
  }

  /// The number that the text begins with from `from` on.
  static Optional<Integer> leading(String text, int from) {
    int end = end(text, from);
    return end == from || end - from > MOST_DIGITS
        ? Optional.empty()
        : Optional.of(Integer.valueOf(text.substring(from, end)));
  }

  private static int end(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }
}
