package dev.signalbox.history;

import dev.signalbox.base.Inert;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Text from outside as Markdown that shows it and does nothing: no link, no picture, no tag, no
/// heading, no list. Only code between two backticks stays code, for people write it so on purpose.
public final class Markdown {

  private static final Pattern BLANK_LINES = Pattern.compile("\\R[ \\t]*\\R\\s*");
  private static final Pattern BREAKS = Pattern.compile("\\s*[\\r\\n\\t]\\s*");

  private Markdown() {}

  /// One line; breaks become spaces.
  public static String line(String text) {
    String shown = Inert.line(oneLine(text));
    var escaped = new StringBuilder(shown.length() + 16);
    int codeUntil = -1;
    for (int i = 0; i < shown.length(); i++) {
      char c = shown.charAt(i);
      if (i <= codeUntil) {
        escaped.append(c);
        continue;
      }
      if (c == '`') {
        codeUntil = codeEnd(shown, i);
        escaped.append(codeUntil < 0 ? "\\`" : "`");
        continue;
      }
      if (acts(shown, i)) {
        escaped.append('\\');
      }
      switch (c) {
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /// The paragraphs of a text, each on one line.
  static List<String> paragraphs(String text) {
    return Stream.of(BLANK_LINES.split(text.strip())).map(Markdown::line).toList();
  }

  private static String oneLine(String text) {
    boolean already = text.chars().noneMatch(c -> c == '\n' || c == '\r' || c == '\t');
    return already ? text.strip() : BREAKS.matcher(text.strip()).replaceAll(" ");
  }

  /// Where a code span ends that begins here; -1 if none does.
  private static int codeEnd(String text, int from) {
    int end = text.indexOf('`', from + 1);
    boolean alone = end > from + 1 && !at(text, from - 1, '`') && !at(text, end + 1, '`');
    return alone ? end : -1;
  }

  private static boolean acts(String text, int i) {
    return switch (text.charAt(i)) {
      case '\\', '*', '[', ']', '~', '|' -> true;
      case '_' -> !between(text, i);
      case '&' -> i + 1 < text.length() && (wordy(text, i + 1) || at(text, i + 1, '#'));
      case ':' -> text.startsWith("://", i);
      case '.' -> (i >= 3 && text.regionMatches(true, i - 3, "www", 0, 3)) || numbers(text, i);
      case ')' -> numbers(text, i);
      case '#', '-', '+', '=' -> i == 0;
      default -> false;
    };
  }

  /// Whether everything before this is digits and a blank behind it, so that a list would begin.
  private static boolean numbers(String text, int end) {
    if (end + 1 < text.length() && text.charAt(end + 1) != ' ') {
      return false;
    }
    for (int i = 0; i < end; i++) {
      if (!Character.isDigit(text.charAt(i))) {
        return false;
      }
    }
    return end > 0;
  }

  private static boolean between(String text, int i) {
    return i > 0 && wordy(text, i - 1) && i + 1 < text.length() && wordy(text, i + 1);
  }

  private static boolean wordy(String text, int i) {
    return Character.isLetterOrDigit(text.charAt(i));
  }

  private static boolean at(String text, int i, char c) {
    return i >= 0 && i < text.length() && text.charAt(i) == c;
  }
}
