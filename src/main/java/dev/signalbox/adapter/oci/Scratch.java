package dev.signalbox.adapter.oci;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// A folder for files that are not whole yet. A process that dies leaves one behind; whoever comes
/// here a day later clears it away.
///
/// Their age is counted from the newest file and not from our clock, so a clock that jumps throws
/// nobody's work away.
record Scratch(Path folder) {

  private static final Duration KEPT = Duration.ofDays(1);

  /// A new, empty file with a name of its own.
  Path file() throws IOException {
    Files.createDirectories(folder);
    Path file = Files.createFile(folder.resolve(UUID.randomUUID() + ".part"));
    sweep(Files.getLastModifiedTime(file).toInstant().minus(KEPT));
    return file;
  }

  /// Writes a file whose name appears only when it is whole and on the disk, in the place of what
  /// had that name before. The place has to be on the same file system.
  void write(InputStream bytes, Path into, String name) throws IOException {
    Path part = file();
    try {
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        bytes.transferTo(Channels.newOutputStream(channel));
        channel.force(true);
      }
      Files.move(part, into.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      sync(into);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /// A new name is on the disk only when its folder is.
  static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private void sweep(Instant before) throws IOException {
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, "*.part")) {
      for (Path part : parts) {
        if (Files.getLastModifiedTime(part).toInstant().isBefore(before)) {
          Files.deleteIfExists(part);
        }
      }
    } catch (NoSuchFileException somebodyElseDidIt) {
      // The file has reached its place, or another sweep was quicker; the next one does the rest.
    }
  }
}
