package dev.signalbox.adapter.pack;

import dev.signalbox.domain.change.CommitId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The name of an object: the twenty bytes of its SHA-1, held as three numbers because a history has
/// very many of them.
final class ObjectId {

  /// How long one is as bytes.
  static final int BYTES = 20;

  /// How long one is as text.
  static final int DIGITS = 40;

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  final long first;
  final long second;
  final int third;

  ObjectId(long first, long second, int third) {
    this.first = first;
    this.second = second;
    this.third = third;
  }

  /// @throws IndexOutOfBoundsException if there are fewer than twenty bytes
  static ObjectId ofBytes(byte[] bytes, int at) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new ObjectId(buffer.getLong(at), buffer.getLong(at + 8), buffer.getInt(at + 16));
  }

  /// @throws IndexOutOfBoundsException if there are fewer than forty bytes
  /// @throws IllegalArgumentException if they are not hexadecimal digits in lower case
  static ObjectId ofText(byte[] text, int at) {
    return new ObjectId(
        digits(text, at, 16), digits(text, at + 16, 16), (int) digits(text, at + 32, 8));
  }

  static ObjectId of(CommitId commit) {
    return ofText(commit.text().getBytes(StandardCharsets.US_ASCII), 0);
  }

  /// Whether forty digits in lower case stand there.
  static boolean isText(byte[] text, int at) {
    if (at + DIGITS > text.length) {
      return false;
    }
    for (int i = at; i < at + DIGITS; i++) {
      if (digit(text[i]) < 0) {
        return false;
      }
    }
    return true;
  }

  CommitId commit() {
    return new CommitId(toString());
  }

  private static long digits(byte[] text, int at, int count) {
    long value = 0;
    for (int i = at; i < at + count; i++) {
      int digit = digit(text[i]);
      if (digit < 0) {
        throw new IllegalArgumentException("not the name of an object");
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private static int digit(byte letter) {
    if (letter >= '0' && letter <= '9') {
      return letter - '0';
    }
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
  }

  private static void write(long value, int digits, byte[] to, int at) {
    long rest = value;
    for (int i = at + digits - 1; i >= at; i--) {
      to[i] = HEX[(int) (rest & 15)];
      rest >>>= 4;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ObjectId that
        && first == that.first
        && second == that.second
        && third == that.third;
  }

  @Override
  public int hashCode() {
    return third;
  }

  @Override
  public String toString() {
    byte[] text = new byte[DIGITS];
    write(first, 16, text, 0);
    write(second, 16, text, 16);
    write(third, 8, text, 32);
    return new String(text, StandardCharsets.ISO_8859_1);
  }
}
