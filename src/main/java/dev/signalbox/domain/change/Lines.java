package dev.signalbox.domain.change;

import java.util.Arrays;
import java.util.BitSet;

/// A message line by line, without the white space at the end of each. Lines are counted from 0
/// here; people count from 1.
final class Lines {

  private final String text;
  private final int[] starts;
  private final int[] ends;
  private final int count;
  private final int first;
  private final BitSet quoted;

  private Lines(String text, int[] starts, int[] ends, int count, int first, BitSet quoted) {
    this.text = text;
    this.starts = starts;
    this.ends = ends;
    this.count = count;
    this.first = first;
    this.quoted = quoted;
  }

  /// @param message its lines may end as those of any system do; a byte order mark is no part of it
  static Lines of(String message) {
    String text =
        message.indexOf('\r') < 0
            ? message
            : message.replace("\r\n", "\n").replace('\r', '\n');
    int[] starts = new int[16];
    int[] ends = new int[16];
    int count = 0;
    int at = text.startsWith("\uFEFF") ? 1 : 0;
    var fences = new Fences();
    while (at < text.length()) {
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, 2 * count);
        ends = Arrays.copyOf(ends, 2 * count);
      }
      int feed = text.indexOf('\n', at);
      int end = feed < 0 ? text.length() : feed;
      starts[count] = at;
      ends[count] = withoutSpace(text, at, end);
      fences.see(text, at, ends[count], count);
      count++;
      at = end + 1;
    }
    return new Lines(text, starts, ends, count, 0, fences.quoted());
  }

  private static int withoutSpace(String text, int start, int end) {
    int to = end;
    while (to > start && text.charAt(to - 1) <= ' ') {
      to--;
    }
    return to;
  }

  /// One past the last line.
  int end() {
    return count;
  }

  /// The first line that counts.
  int begin() {
    return first;
  }

  /// Only the lines from `from` up to `to`, which keep their numbers.
  Lines within(int from, int to) {
    return new Lines(text, starts, ends, to, from, quoted);
  }

  boolean blank(int line) {
    return starts[line] == ends[line];
  }

  /// The character that a line begins with; a line feed if it is blank.
  char initial(int line) {
    return blank(line) ? '\n' : text.charAt(starts[line]);
  }

  String at(int line) {
    return text.substring(starts[line], ends[line]);
  }

  boolean startsWith(int line, String words) {
    return text.startsWith(words, starts[line]) && starts[line] + words.length() <= ends[line];
  }

  /// Whether the line is part of something that is quoted: fenced or folded away, marked as a quote,
  /// or indented like code.
  boolean quoted(int line) {
    char initial = initial(line);
    return initial == '>' || initial == '\t' || startsWith(line, "    ") || quoted.get(line);
  }

  /// The next line from `from` on that is not blank; [#end] if there is none.
  int filled(int from) {
    int line = from;
    while (line < count && blank(line)) {
      line++;
    }
    return line;
  }

  /// The lines from `from` up to `to` as one text, without the blank ones around them.
  String join(int from, int to) {
    int begin = Math.min(filled(from), to);
    int end = to;
    while (end > begin && blank(end - 1)) {
      end--;
    }
    return begin == end ? "" : text.substring(starts[begin], ends[end - 1]);
  }
}
