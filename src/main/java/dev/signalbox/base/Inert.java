package dev.signalbox.base;

/// Text from outside made harmless for a terminal, a log and a page: control characters and those
/// that turn the direction of writing are shown as what they are, instead of doing what they do.
public final class Inert {

  private static final int LONGEST_QUOTE = 120;

  /// Holds emojis together, and does nothing to the text around it.
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private Inert() {}

  /// One line: line breaks are shown, too.
  public static String line(String text) {
    return shown(text, false);
  }

  /// Several lines: line breaks and tabs stay.
  public static String lines(String text) {
    return shown(text.replace("\r\n", "\n"), true);
  }

  /// One line in quotes, cut to a length that a sentence bears: for the names of files.
  public static String quoted(String text) {
    boolean whole = text.codePointCount(0, text.length()) <= LONGEST_QUOTE;
    String start = whole ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST_QUOTE));
    return "'" + line(start) + (whole ? "'" : "…'");
  }

  private static String shown(String text, boolean keepBreaks) {
    if (text.codePoints().noneMatch(c -> acts(c, keepBreaks))) {
      return text;
    }
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(c -> {
          if (acts(c, keepBreaks)) {
            safe.append(c < 0x100 ? "\\x%02x".formatted(c) : "\\u%04x".formatted(c));
          } else {
            safe.appendCodePoint(c);
          }
        });
    return safe.toString();
  }

  private static boolean acts(int c, boolean keepBreaks) {
    if (c == '\n' || c == '\t') {
      return !keepBreaks;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE ->
          c != ZERO_WIDTH_JOINER;
      default -> false;
    };
  }
}
