package dev.signalbox.history;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A change log that people keep in a file: what is missing is put above the newest release in it,
/// and every byte that was there stays, whatever its encoding, its line breaks and its form.
///
/// The bytes are looked at as Latin-1, where each byte is one character, so that a place in the
/// text is a place in the file.
public final class ChangeLogFile {

  /// A heading of either form that Markdown has.
  private static final Pattern HEADING =
      Pattern.compile(
          "(?m)^ {0,3}(#{1,4})[ \\t]+([^\\r\\n]*)|^([^\\s#][^\\r\\n]*)\\R(?:-{2,}|={2,})[ \\t]*$");

  private ChangeLogFile() {}

  /// A release as the file should have it.
  ///
  /// @param names how headings may name it: its version and its tag
  /// @param markdown its section, from the heading on
  public record Chapter(List<String> names, String markdown) {

    /// The chapter of a section that is released.
    public static Chapter of(ChangeLog.Section section, String markdown) {
      return new Chapter(
          section.release().stream()
              .flatMap(release -> Stream.of(release.version().toString(), release.tag()))
              .toList(),
          markdown);
    }
  }

  /// The file with every chapter that is newer than the newest it has.
  ///
  /// @param file what it is now; empty for a file that is not there
  /// @param chapters newest first
  public static byte[] with(byte[] file, List<Chapter> chapters) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    int newest = chapters.size();
    int at = -1;
    int firstOther = -1;
    Matcher heading = HEADING.matcher(text);
    while (heading.find() && at < 0) {
      String said = heading.group(2) != null ? heading.group(2) : heading.group(3);
      int known = known(said, chapters);
      if (known >= 0) {
        newest = known;
        at = heading.start();
      } else if (firstOther < 0 && isChapter(heading)) {
        firstOther = heading.start();
      }
    }
    List<Chapter> missing = chapters.subList(0, newest);
    if (missing.isEmpty()) {
      return file;
    }
    return inserted(text, at >= 0 ? at : firstOther >= 0 ? firstOther : text.length(), missing);
  }

  /// A section of its own, beside the one where people collect what is to come.
  private static boolean isChapter(Matcher heading) {
    return heading.group(1) != null
        && heading.group(1).length() == 2
        && !heading.group(2).toLowerCase(java.util.Locale.ROOT).contains("unreleased");
  }

  private static int known(String heading, List<Chapter> chapters) {
    for (int i = 0; i < chapters.size(); i++) {
      for (String name : chapters.get(i).names()) {
        if (names(heading, name)) {
          return i;
        }
      }
    }
    return -1;
  }

  /// Whether the words are in the heading, and not as a part of longer ones: `1.2.0` is neither in
  /// `11.2.0` nor in `1.2.0-rc.1`.
  private static boolean names(String heading, String name) {
    for (int i = heading.indexOf(name); i >= 0; i = heading.indexOf(name, i + 1)) {
      int end = i + name.length();
      boolean begins = i == 0 || !continues(heading.charAt(i - 1)) || isV(heading, i - 1);
      boolean ends =
          end == heading.length()
              || !continues(heading.charAt(end))
              || (heading.charAt(end) == '.' && end + 1 == heading.length());
      if (begins && ends) {
        return true;
      }
    }
    return false;
  }

  private static boolean isV(String heading, int i) {
    return (heading.charAt(i) == 'v' || heading.charAt(i) == 'V')
        && (i == 0 || !Character.isLetterOrDigit(heading.charAt(i - 1)));
  }

  private static boolean continues(char c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '+' || c == '_';
  }

  private static byte[] inserted(String text, int at, List<Chapter> missing) {
    var insert = new StringBuilder();
    boolean atEnd = at == text.length();
    if (text.isEmpty()) {
      insert.append(ChangeLogMarkdown.TITLE).append('\n');
    } else if (atEnd) {
      insert.append(text.endsWith("\n") ? "" : "\n").append(text.endsWith("\n\n") ? "" : "\n");
    }
    List<String> chapters = new ArrayList<>();
    missing.forEach(chapter -> chapters.add(chapter.markdown()));
    insert.append(String.join("\n", chapters)).append(atEnd ? "" : "\n");
    String breaks = text.contains("\r\n") ? "\r\n" : "\n";
    byte[] before = text.substring(0, at).getBytes(StandardCharsets.ISO_8859_1);
    byte[] between = insert.toString().replace("\n", breaks).getBytes(StandardCharsets.UTF_8);
    byte[] after = text.substring(at).getBytes(StandardCharsets.ISO_8859_1);
    byte[] whole = new byte[before.length + between.length + after.length];
    System.arraycopy(before, 0, whole, 0, before.length);
    System.arraycopy(between, 0, whole, before.length, between.length);
    System.arraycopy(after, 0, whole, before.length + between.length, after.length);
    return whole;
  }
}
