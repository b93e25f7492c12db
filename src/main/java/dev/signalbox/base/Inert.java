package dev.signalbox.base;

/// Text from outside made harmless for a terminal, a log and a page: control characters and those
/// that turn the direction of writing are shown as what they are, instead of doing what they do.
public final class Inert {

  private Inert() {}

  /// One line: line breaks are shown, too.
  public static String line(String text) {
    return shown(text, false);
  }

  /// Several lines: line breaks and tabs stay.
  public static String lines(String text) {
    return shown(text.replace("\r\n", "\n"), true);
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
    return Character.isISOControl(c)
        || c == 0x200E
        || c == 0x200F
        || c == 0x061C
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0x2028
        || c == 0x2029
        || c == 0xFEFF;
  }
}
