package dev.signalbox.flow.problem;

import java.util.stream.Collectors;

/// Text from outside, made fit to be shown: what a terminal or a page would obey or hide instead of
/// showing is written as an escape, in braces, by its number in Unicode.
public final class Visible {

  private static final int LONGEST_QUOTE = 60;

  private Visible() {}

  /// The text with everything deceptive escaped.
  public static String of(String text) {
    return text.codePoints().mapToObj(Visible::of).collect(Collectors.joining());
  }

  /// In single quotes and cut to a length that fits into a sentence.
  public static String quoted(String text) {
    int length = text.codePointCount(0, Math.min(text.length(), 2 * LONGEST_QUOTE + 2));
    return length <= LONGEST_QUOTE
        ? "'" + of(text) + "'"
        : "'" + of(text.substring(0, text.offsetByCodePoints(0, LONGEST_QUOTE - 1))) + "…'";
  }

  static String of(int character) {
    return deceives(character)
        ? "\\u{" + Integer.toHexString(character) + "}"
        : Character.toString(character);
  }

  /// Whether the character has no face of its own, or turns the direction of those around it.
  private static boolean deceives(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> writesToTheLeft(character);
    };
  }

  private static boolean writesToTheLeft(int character) {
    byte direction = Character.getDirectionality(character);
    return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
        || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC
        || direction == Character.DIRECTIONALITY_ARABIC_NUMBER;
  }
}
