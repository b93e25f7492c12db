package dev.signalbox.flow.problem;

import java.util.ArrayList;
import java.util.List;

/// One line of a file as a terminal shows it, and how far to the right the caret stands. Deceptive
/// characters are escaped, tabs are spaces, and a long line is cut around the caret.
///
/// @param indent how many columns of the terminal stand before the caret
record Excerpt(String text, int indent) {

  private static final int MOST_BEFORE = 60;
  private static final int MOST = 100;
  private static final String CUT = "…";

  /// @param column counted from 1, in characters; one past the end is the end of the line
  static Excerpt of(String line, int column) {
    int[] characters = line.codePoints().toArray();
    int caret = Math.min(column - 1, characters.length);

    int from = caret;
    int before = 0;
    while (from > 0 && before + width(characters[from - 1]) <= MOST_BEFORE) {
      before += width(characters[--from]);
    }
    int upTo = caret;
    int after = 0;
    while (upTo < characters.length && before + after + width(characters[upTo]) <= MOST) {
      after += width(characters[upTo++]);
    }

    List<String> shown = new ArrayList<>();
    for (int i = from; i < upTo; i++) {
      shown.add(shown(characters[i]));
    }
    boolean cutBefore = from > 0;
    boolean cutAfter = upTo < characters.length;
    return new Excerpt(
        (cutBefore ? CUT : "") + String.join("", shown) + (cutAfter ? CUT : ""),
        before + (cutBefore ? 1 : 0));
  }

  private static String shown(int character) {
    return character == '\t' ? "  " : Visible.of(character);
  }

  private static int width(int character) {
    String shown = shown(character);
    return shown.codePointCount(0, shown.length()) > 1
        ? shown.length()
        : columns(shown.codePointAt(0));
  }

  /// How many columns a terminal gives a character: none to an accent, two to the wide ones of East
  /// Asian scripts and to emoji (Unicode Standard Annex 11).
  private static int columns(int character) {
    int type = Character.getType(character);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    return isWide(character) ? 2 : 1;
  }

  private static boolean isWide(int character) {
    return between(character, 0x1100, 0x115F)
        || between(character, 0x2E80, 0xA4CF)
        || between(character, 0xAC00, 0xD7A3)
        || between(character, 0xF900, 0xFAFF)
        || between(character, 0xFE30, 0xFE6F)
        || between(character, 0xFF00, 0xFF60)
        || between(character, 0xFFE0, 0xFFE6)
        || between(character, 0x1F300, 0x1F64F)
        || between(character, 0x1F680, 0x1F6FF)
        || between(character, 0x1F900, 0x1F9FF)
        || between(character, 0x20000, 0x3FFFD);
  }

  private static boolean between(int character, int first, int last) {
    return first <= character && character <= last;
  }
}
