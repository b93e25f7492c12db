package dev.signalbox.disk;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Removing a file, or a folder and all in it. Links are removed, never followed. Somebody else may
/// remove the same at the same time.
public final class Removal {

  private Removal() {}

  /// Done too if nothing is there.
  public static void of(Path path) throws IOException {
    of(path, _ -> true);
  }

  /// Removes only what is meant; a folder that keeps something has to be kept, too.
  public static void of(Path path, Predicate<Path> meant) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.walkFileTree(path, new Visitor(meant));
    }
  }

  private static final class Visitor extends SimpleFileVisitor<Path> {

    private final Predicate<Path> meant;

    Visitor(Predicate<Path> meant) {
      this.meant = meant;
    }

    /// A folder of a team's may be one from which nothing can be removed.
    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes is)
        throws IOException {
      if (!Files.isWritable(folder) || !Files.isExecutable(folder)) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes is) throws IOException {
      return remove(file);
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException trouble) throws IOException {
      if (trouble instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw trouble;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException trouble)
        throws IOException {
      if (trouble != null) {
        throw trouble;
      }
      return remove(folder);
    }

    private FileVisitResult remove(Path path) throws IOException {
      if (meant.test(path)) {
        Files.deleteIfExists(path);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
