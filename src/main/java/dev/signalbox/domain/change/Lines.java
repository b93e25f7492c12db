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

  /// @param text its lines may end as those of any system do; a byte order mark is no part of it
  static Lines of(String text) {
    int[] starts = new int[16];
    int[] ends = new int[16];
    int count = 0;
    int length = text.length();
    int at = length > 0 && text.charAt(0) == '\uFEFF' ? 1 : 0;
    var fences = new Fences();
    while (at < length) {
      int end = at;
      while (end < length && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
        end++;
      }
      int next =
          end + 1 < length && text.charAt(end) == '\r' && text.charAt(end + 1) == '\n'
              ? end + 2
              : end + 1;
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, 2 * count);
        ends = Arrays.copyOf(ends, 2 * count);
      }
      while (end > at && text.charAt(end - 1) <= ' ') {
        end--;
      }
      starts[count] = at;
      ends[count] = end;
      fences.see(text, at, end, count);
      count++;
      at = next;
    }
    return new Lines(text, starts, ends, count, 0, fences.quoted());
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
    if (begin == end) {
      return "";
    }
    String joined = text.substring(starts[begin], ends[end - 1]);
    return joined.indexOf('\r') < 0
        ? joined
        : joined.replace("\r\n", "\n").replace('\r', '\n');
  }
}
