package dev.signalbox.adapter.pack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Files that are read at once. Only what is a file is opened: a pipe would keep us waiting.
final class SmallFile {

  private SmallFile() {}

  /// @throws IOException also if it is longer than any such file is
  static byte[] read(Path file) throws IOException {
    try (PagedFile in = PagedFile.open(file)) {
      if (in.size() > Limits.FILE) {
        throw new IOException("%s has more than %s bytes".formatted(file, Limits.FILE));
      }
      return in.bytes(0, (int) in.size());
    }
  }

  /// The text of a file; empty if there is none.
  static Optional<String> text(Path file) throws IOException {
    return Files.isRegularFile(file)
        ? Optional.of(new String(read(file), StandardCharsets.UTF_8))
        : Optional.empty();
  }
}
