package dev.signalbox.adapter.pack;

import java.nio.charset.StandardCharsets;

/// The lines at the top of a commit or a tag, one after the other; a blank one ends them.
final class Lines {

  private final byte[] raw;
  private int at;

  Lines(byte[] raw) {
    this.raw = raw;
  }

  /// Whether there is a line more.
  boolean more() {
    return at < raw.length && raw[at] != '\n';
  }

  boolean standsAt(String word) {
    if (at + word.length() > raw.length) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (raw[at + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// The object named behind a word; goes to the next line.
  ///
  /// @throws IllegalArgumentException if that does not stand there
  ObjectId idBehind(String word) {
    if (!standsAt(word)) {
      throw new IllegalArgumentException("lacks its line '%s'".formatted(word.strip()));
    }
    ObjectId id = ObjectId.ofText(raw, at + word.length());
    next();
    return id;
  }

  /// Goes to the line that begins so, or to the end of the lines.
  void skipTo(String word) {
    while (more() && !standsAt(word)) {
      next();
    }
  }

  void next() {
    at = Math.min(raw.length, end() + 1);
  }

  /// Where the line begins; behind the last one this is the blank line.
  int at() {
    return at;
  }

  /// Where the line ends.
  int end() {
    int end = at;
    while (end < raw.length && raw[end] != '\n') {
      end++;
    }
    return end;
  }

  /// The line's text behind a word of that length.
  String behind(int word) {
    return new String(raw, at + word, Math.max(0, end() - at - word), StandardCharsets.ISO_8859_1);
  }

  /// The seconds at the end of a line such as `committer Ada <ada@example.org> 1772442000 +0000`;
  /// zero if there are none.
  long timeAtEnd() {
    int from = end() - 1;
    while (from >= at && raw[from] != '>') {
      from--;
    }
    return seconds(from + 1);
  }

  private long seconds(int from) {
    int digit = from;
    while (digit < raw.length && raw[digit] == ' ') {
      digit++;
    }
    boolean before = digit < raw.length && raw[digit] == '-';
    long value = 0;
    for (digit += before ? 1 : 0; digit < raw.length && raw[digit] >= '0' && raw[digit] <= '9'; digit++) {
      value = Math.min(value * 10 + raw[digit] - '0', Long.MAX_VALUE / 100);
    }
    return before ? -value : value;
  }
}
