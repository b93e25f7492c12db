package dev.signalbox.adapter.pack;

import dev.signalbox.port.PortException;
import java.nio.charset.StandardCharsets;

/// A folder as git stored it, gone through entry by entry in git's order of names: a folder stands
/// where its name would stand with a slash behind it.
final class Tree {

  private static final int FOLDER = 0040000;
  private static final int REGULAR = 0100000;
  private static final int TYPE = 0170000;

  private final byte[] raw;
  private int mode;
  private int name;
  private int nameEnd;
  private int next;

  Tree(byte[] raw) {
    this.raw = raw;
  }

  /// Goes to the next entry; false if there is none.
  ///
  /// @throws PortException if there is none and something else
  boolean next() {
    if (next == raw.length) {
      return false;
    }
    int at = next;
    mode = 0;
    while (at < raw.length && raw[at] >= '0' && raw[at] <= '7') {
      mode = mode << 3 | raw[at++] - '0';
    }
    name = at + 1;
    nameEnd = name;
    while (nameEnd < raw.length && raw[nameEnd] != 0) {
      nameEnd++;
    }
    next = nameEnd + 1 + ObjectId.BYTES;
    if (nameEnd <= name || next > raw.length || raw[at] != ' ') {
      throw new PortException("A folder is damaged. Check the repository with: git fsck");
    }
    return true;
  }

  String name() {
    return new String(raw, name, nameEnd - name, StandardCharsets.UTF_8);
  }

  ObjectId id() {
    return ObjectId.ofBytes(raw, nameEnd + 1);
  }

  boolean isFolder() {
    return (mode & TYPE) == FOLDER;
  }

  /// Neither a link nor a folder nor a submodule.
  boolean isFile() {
    return (mode & TYPE) == REGULAR;
  }

  /// Goes to the entry of that name; false if there is none, and then it is at its end.
  boolean goTo(String wanted) {
    byte[] bytes = wanted.getBytes(StandardCharsets.UTF_8);
    while (next()) {
      if (nameEnd - name == bytes.length && matches(bytes)) {
        return true;
      }
    }
    return false;
  }

  private boolean matches(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (raw[name + i] != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  /// Which of two entries comes first.
  int compareTo(Tree other) {
    int length = nameEnd - name;
    int otherLength = other.nameEnd - other.name;
    int both = Math.min(length, otherLength);
    for (int i = 0; i < both; i++) {
      int order = Integer.compare(raw[name + i] & 0xff, other.raw[other.name + i] & 0xff);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(letter(both, length), other.letter(both, otherLength));
  }

  private int letter(int at, int length) {
    if (at < length) {
      return raw[name + at] & 0xff;
    }
    return isFolder() ? '/' : 0;
  }

  /// Whether two entries are the same thing.
  boolean isSameAs(Tree other) {
    if (mode != other.mode) {
      return false;
    }
    for (int i = 1; i <= ObjectId.BYTES; i++) {
      if (raw[nameEnd + i] != other.raw[other.nameEnd + i]) {
        return false;
      }
    }
    return true;
  }
}
