package dev.signalbox.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// A file of values between commas, line by line: never more than one line of it in memory. A value
/// may stand in double quotes, and then has commas and doubled quotes, but no line break.
final class CsvFile implements Closeable {

  private static final int BUFFER = 1 << 18;
  private static final int KNOWN = 1 << 12;

  /// No line of counts is longer.
  private static final int LONGEST = 1 << 16;

  private final InputStream in;
  private byte[] bytes = new byte[BUFFER];
  private int filled;
  private int next;
  private int start;
  private int end;
  private int line;
  private int fields;
  private final byte[][] knownBytes = new byte[KNOWN][0];
  private final String[] knownTexts = new String[KNOWN];
  private int[] starts = new int[16];
  private int[] ends = new int[16];

  CsvFile(Path file) throws IOException {
    in = Files.newInputStream(file);
  }

  /// Goes on to the next line that has anything in it.
  boolean next() throws IOException {
    do {
      if (!read()) {
        return false;
      }
      line++;
    } while (start == end);
    split();
    return true;
  }

  private boolean read() throws IOException {
    int at = next;
    while (true) {
      while (at < filled && bytes[at] != '\n') {
        at++;
      }
      if (at < filled) {
        settle(at, at + 1);
        return true;
      }
      if (at - next > LONGEST) {
        throw new IOException("line %d is longer than any line of counts".formatted(line + 1));
      }
      int kept = filled - next;
      System.arraycopy(bytes, next, bytes, 0, kept);
      at -= next;
      next = 0;
      filled = kept;
      if (filled == bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * bytes.length);
      }
      int more = in.read(bytes, filled, bytes.length - filled);
      if (more < 0) {
        if (kept == 0) {
          return false;
        }
        settle(filled, filled);
        return true;
      }
      filled += more;
    }
  }

  private void settle(int endOfLine, int following) {
    start = next;
    end = endOfLine > start && bytes[endOfLine - 1] == '\r' ? endOfLine - 1 : endOfLine;
    next = following;
    boolean hasMark =
        line == 0
            && end - start >= 3
            && (bytes[start] & 0xff) == 0xef
            && (bytes[start + 1] & 0xff) == 0xbb
            && (bytes[start + 2] & 0xff) == 0xbf;
    start += hasMark ? 3 : 0;
  }

  private void split() {
    fields = 0;
    int from = start;
    boolean quoted = false;
    for (int at = start; at <= end; at++) {
      if (at < end && bytes[at] == '"') {
        quoted = !quoted;
      } else if (at == end || (bytes[at] == ',' && !quoted)) {
        if (fields == starts.length) {
          starts = Arrays.copyOf(starts, 2 * fields);
          ends = Arrays.copyOf(ends, 2 * fields);
        }
        starts[fields] = from;
        ends[fields++] = at;
        from = at + 1;
      }
    }
  }

  int fields() {
    return fields;
  }

  /// Counted from 1.
  int line() {
    return line;
  }

  /// Where a value begins, counted from 1; of one that is missing, behind the line's end.
  int column(int field) {
    return (field < fields ? starts[field] : end) - start + 1;
  }

  boolean isEmpty(int field) {
    return field >= fields || starts[field] == ends[field];
  }

  /// The text of a value; the same object again for the texts that come again and again.
  String text(int field) {
    if (isEmpty(field)) {
      return "";
    }
    int hash = 1;
    for (int at = starts[field]; at < ends[field]; at++) {
      hash = 31 * hash + bytes[at];
    }
    int slot = (hash ^ (hash >>> 16)) & (KNOWN - 1);
    byte[] known = knownBytes[slot];
    if (!says(field, known)) {
      knownBytes[slot] = Arrays.copyOfRange(bytes, starts[field], ends[field]);
      knownTexts[slot] = fresh(field);
    }
    return knownTexts[slot];
  }

  private String fresh(int field) {
    int from = starts[field];
    int to = ends[field];
    boolean quoted = to - from >= 2 && bytes[from] == '"' && bytes[to - 1] == '"';
    String text =
        quoted
            ? new String(bytes, from + 1, to - from - 2, StandardCharsets.UTF_8)
            : new String(bytes, from, to - from, StandardCharsets.UTF_8);
    return quoted ? text.replace("\"\"", "\"") : text;
  }

  private boolean says(int field, byte[] text) {
    return Arrays.equals(bytes, starts[field], ends[field], text, 0, text.length);
  }

  /// A number; NaN if it is none.
  double number(int field) {
    if (isEmpty(field)) {
      return Double.NaN;
    }
    int to = ends[field];
    boolean negative = bytes[starts[field]] == '-';
    int from = starts[field] + (negative ? 1 : 0);
    long whole = 0;
    for (int at = from; at < to; at++) {
      int digit = bytes[at] - '0';
      if (digit < 0 || digit > 9 || to - from > 15) {
        return slowly(text(field));
      }
      whole = 10 * whole + digit;
    }
    return from == to ? Double.NaN : negative ? -whole : whole;
  }

  private static double slowly(String text) {
    try {
      return Double.parseDouble(text.strip().replace("+Inf", "Infinity"));
    } catch (NumberFormatException none) {
      return Double.NaN;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
