package dev.signalbox.adapter.pack;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// Files that are read at once. Only what is a file is opened: a pipe would keep us waiting.
final class SmallFile {

  /// For more at once the JVM takes memory of its own, and gives it back, at every read.
  private static final int PIECE = 8 * 1024;

  private SmallFile() {}

  /// @throws IOException also if it is longer than any such file is
  static byte[] read(Path file) throws IOException {
    try (var in = new RandomAccessFile(file.toFile(), "r")) {
      long length = in.length();
      if (length > Limits.FILE) {
        throw new IOException("%s has more than %d bytes".formatted(file, Limits.FILE));
      }
      byte[] bytes = new byte[(int) length];
      int done = 0;
      while (done < bytes.length) {
        int more = in.read(bytes, done, Math.min(PIECE, bytes.length - done));
        if (more < 0) {
          return Arrays.copyOf(bytes, done);
        }
        done += more;
      }
      return bytes;
    }
  }

  /// The text of a file; empty if there is none.
  static Optional<String> text(Path file) throws IOException {
    return Files.isRegularFile(file)
        ? Optional.of(new String(read(file), StandardCharsets.UTF_8))
        : Optional.empty();
  }
}
