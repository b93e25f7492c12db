package dev.signalbox.adapter.oci;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Removing what stands below a path. Links are removed, never followed.
final class Trees {

  private Trees() {}

  /// Removes a file or a directory and all in it, if it is there.
  static void delete(Path path) throws IOException {
    delete(path, each -> true);
  }

  /// Removes what is there and meant; a directory that keeps something stays.
  static void delete(Path path, Predicate<Path> meant) throws IOException {
    if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            return remove(file);
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
              throws IOException {
            return remove(directory);
          }

          private FileVisitResult remove(Path each) throws IOException {
            if (meant.test(each)) {
              Files.delete(each);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
