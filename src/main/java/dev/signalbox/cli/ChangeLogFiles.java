package dev.signalbox.cli;

import dev.signalbox.history.ChangeLogFile;
import dev.signalbox.history.ChangeLogFile.Chapter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;

/// Brings a change log's file up to date: replaced as a whole or not at all, and not touched where
/// nothing is missing.
final class ChangeLogFiles {

  private ChangeLogFiles() {}

  /// @return whether anything was missing
  static boolean write(Path named, List<Chapter> chapters) {
    try {
      Path file = Files.exists(named) ? named.toRealPath() : named.toAbsolutePath();
      byte[] before = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
      byte[] after = ChangeLogFile.with(before, chapters);
      if (Arrays.equals(before, after)) {
        return false;
      }
      replace(file, after);
      return true;
    } catch (IOException broken) {
      throw new CommandFailed(
          1, "'%s' can not be written: %s".formatted(named, broken.getMessage()));
    }
  }

  private static void replace(Path file, byte[] content) throws IOException {
    Path beside = Files.createTempFile(file.getParent(), ".changelog-", ".new");
    try {
      Files.write(beside, content, StandardOpenOption.SYNC);
      var view =
          Files.getFileAttributeView(beside, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
      if (view != null) {
        view.setPermissions(
            Files.exists(file)
                ? Files.getPosixFilePermissions(file)
                : PosixFilePermissions.fromString("rw-r--r--"));
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(beside);
    }
  }
}
