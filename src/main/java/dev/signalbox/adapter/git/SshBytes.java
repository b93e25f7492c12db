package dev.signalbox.adapter.git;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// How SSH writes values one after another (RFC 4251, section 5): each with its length before it.
final class SshBytes {

  private SshBytes() {}

  static byte[] of(byte[] value) {
    return ByteBuffer.allocate(4 + value.length).putInt(value.length).put(value).array();
  }

  static byte[] text(String value) {
    return of(plain(value));
  }

  /// Without a length.
  static byte[] plain(String value) {
    return value.getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] join(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /// @throws RuntimeException if there is no such value
  static byte[] take(ByteBuffer from) {
    int length = from.getInt();
    if (length < 0 || length > from.remaining()) {
      throw new IllegalArgumentException("a value of %d bytes".formatted(length));
    }
    byte[] value = new byte[length];
    from.get(value);
    return value;
  }

  static String takeText(ByteBuffer from) {
    return new String(take(from), StandardCharsets.US_ASCII);
  }

  /// Whether a word and a zero byte come next; goes past them.
  static boolean takeLine(ByteBuffer from, String word) {
    byte[] wanted = plain(word + '\0');
    byte[] there = new byte[Math.min(wanted.length, from.remaining())];
    from.get(there);
    return Arrays.equals(wanted, there);
  }
}
