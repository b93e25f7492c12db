package dev.signalbox.adapter.pack;

/// An object as the difference to another one: pieces copied from there, and pieces put in.
final class Delta {

  private final byte[] delta;
  private int at;

  private Delta(byte[] delta) {
    this.delta = delta;
  }

  /// @throws IndexOutOfBoundsException if the difference leads beyond either of them
  static byte[] apply(byte[] base, byte[] delta) throws Damaged {
    return new Delta(delta).applyTo(base);
  }

  private byte[] applyTo(byte[] base) throws Damaged {
    if (size() != base.length) {
      throw new Damaged("has a delta to another object than it says");
    }
    long size = size();
    if (size > Limits.OBJECT) {
      throw new Damaged("has an object of %d bytes; more than %d are not read".formatted(size, Limits.OBJECT));
    }
    byte[] result = new byte[(int) size];
    int done = 0;
    while (at < delta.length) {
      int command = next();
      if ((command & 0x80) != 0) {
        int from = number(command, 4);
        int length = number(command >> 4, 3);
        if (length == 0) {
          length = 0x10000;
        }
        System.arraycopy(base, from, result, done, length);
        done += length;
      } else if (command != 0) {
        System.arraycopy(delta, at, result, done, command);
        at += command;
        done += command;
      } else {
        throw new Damaged("has a delta with an unknown command");
      }
    }
    if (done != result.length) {
      throw new Damaged("has a delta that makes less than it says");
    }
    return result;
  }

  private int next() {
    return delta[at++] & 0xff;
  }

  /// A number of up to so many bytes, of which only those are there whose bit is set.
  private int number(int present, int bytes) {
    int value = 0;
    for (int i = 0; i < bytes; i++) {
      if ((present >> i & 1) != 0) {
        value |= next() << 8 * i;
      }
    }
    return value;
  }

  private long size() {
    long value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      int part = next();
      value |= (part & 0x7fL) << shift;
      if (part < 0x80) {
        break;
      }
    }
    return value;
  }
}
