package dev.signalbox.adapter.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/// Folders with all that is in them.
final class FileTree {
  private FileTree() {}

  /// What a tree weighs: enough to notice that something of it is missing.
  record Weight(long files, long bytes) {
    Weight plus(Weight other) {
      return new Weight(files + other.files, bytes + other.bytes);
    }

    @Override
    public String toString() {
      return files + " files, " + bytes + " bytes";
    }
  }

  /// Makes a folder and what is missing above it. Nobody else may list them; but those that root
  /// makes let others pass, because what root lends to another user lies in them.
  static void makeFolders(Path folder) throws IOException {
    if (Files.exists(folder)) {
      return;
    }
    Path above = folder.getParent();
    if (above != null) {
      makeFolders(above);
    }
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException faster) {
      return;
    }
    boolean root = SystemUser.ours() == SystemUser.ROOT;
    Files.setPosixFilePermissions(
        folder, PosixFilePermissions.fromString(root ? "rwx--x--x" : "rwx------"));
  }

  /// What all files in a folder weigh together; nothing if the folder is missing.
  static Weight weigh(Path root) throws IOException {
    Weight[] sum = {new Weight(0, 0)};
    if (Files.isDirectory(root)) {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              sum[0] =
                  sum[0].plus(new Weight(1, attributes.isRegularFile() ? attributes.size() : 0));
              return FileVisitResult.CONTINUE;
            }
          });
    }
    return sum[0];
  }

  /// Makes sure that what was moved into or out of a folder stays so when the power fails.
  static void settle(Path folder) throws IOException {
    try (FileChannel open = FileChannel.open(folder, StandardOpenOption.READ)) {
      open.force(true);
    }
  }
}
