package dev.signalbox.adapter.git;

import dev.signalbox.disk.Removal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Folders and all that is in them.
final class Folder {

  private Folder() {}

  /// Removes everything in a folder and leaves the folder.
  static void empty(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.toList()) {
        Removal.of(entry);
      }
    }
  }

  static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }
}
