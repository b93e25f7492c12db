package dev.signalbox.adapter.process;

import dev.signalbox.disk.Removal;
import dev.signalbox.port.PortException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// Files that appear whole or not at all, and stay when the machine goes down.
final class Disk {

  private Disk() {}

  /// Writes aside, then renames. Two writers at once leave the file of one of them.
  static void write(Path file, String text) {
    Path aside = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
    try {
      try (var channel =
          FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
      settle(file.resolveSibling("."));
    } catch (IOException e) {
      throw trouble("cannot be written", file, e);
    }
  }

  /// The text of a small file; empty if there is none.
  static Optional<String> read(Path file) {
    try {
      return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw trouble("cannot be read", file, e);
    }
  }

  static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw trouble("cannot be made", folder, e);
    }
  }

  /// A folder that only we can look into; its parents are anybody's.
  static void makePrivateFolder(Path folder) {
    Path parent = folder.resolveSibling(".").normalize();
    makeFolder(parent);
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        settle(parent);
      }
    } catch (IOException e) {
      throw trouble("cannot be made", folder, e);
    }
  }

  /// What stands in a folder, by name; nothing if there is no folder.
  static List<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw trouble("cannot be listed", folder, e);
    }
  }

  /// Removes a file or a folder with all it holds. Links are removed, never followed.
  static void remove(Path root) {
    try {
      Removal.of(root);
    } catch (IOException e) {
      throw trouble("cannot be removed", root, e);
    }
  }

  /// A sentence for what the disk refused.
  static PortException trouble(String what, Path file, IOException e) {
    return new PortException(
        "%s %s (%s). Look at the disk and at the rights of its folder.".formatted(file, what, e),
        e);
  }

  /// A new name is on the disk when its folder is.
  private static void settle(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
