package dev.signalbox.domain.codebase;

/// Where a version stands in a text, without quotes and blanks around it.
///
/// @param start the first character, from 0
/// @param end behind the last one
record Spot(int start, int end) {

  String in(String text) {
    return text.substring(start, end);
  }

  /// The line it begins in, from 1.
  int line(String text) {
    return lineAt(text, start);
  }

  static int lineAt(String text, int offset) {
    return 1 + (int) text.chars().limit(offset).filter(letter -> letter == '\n').count();
  }

  /// The spot without the blanks at its ends.
  Spot stripped(String text) {
    int from = start;
    int to = end;
    while (from < to && Character.isWhitespace(text.charAt(from))) {
      from++;
    }
    while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
      to--;
    }
    return new Spot(from, to);
  }

  boolean isEmpty() {
    return start == end;
  }
}
