package dev.signalbox.adapter.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.lib.RepositoryCache;
import org.eclipse.jgit.lib.StoredConfig;

/// A bare repository of our own on the disk.
final class Copy {

  private Copy() {}

  static Repository create(Path folder) throws IOException {
    Files.createDirectories(folder);
    Repository copy = new RepositoryBuilder().setBare().setGitDir(folder.toFile()).build();
    copy.create(true);
    StoredConfig config = copy.getConfig();
    config.setBoolean("core", null, "fsyncObjectFiles", true);
    config.setBoolean("core", null, "fsyncRefFiles", true);
    config.setBoolean("gc", null, "autoDetach", false);
    config.setBoolean("pack", null, "buildBitmaps", false); // Nobody clones from us.
    config.save();
    return copy;
  }

  /// Opens a copy that no other process works in: whatever lock is there was left by a kill.
  static Repository open(Path folder) throws IOException {
    sweep(folder);
    return new RepositoryBuilder().setBare().setGitDir(folder.toFile()).setMustExist(true).build();
  }

  /// Joins the packs that many fetches left, once there are dozens of them; takes seconds then. A
  /// pack younger than an hour stays, for whoever reads from it just now.
  static void tidy(Repository copy) {
    copy.autoGC(NullProgressMonitor.INSTANCE);
  }

  /// Whether the folder of an open copy still looks like one.
  static boolean stands(Repository copy) {
    return RepositoryCache.FileKey.isGitRepository(copy.getDirectory(), copy.getFS());
  }

  private static void sweep(Path folder) throws IOException {
    List<Path> left;
    try (Stream<Path> files = Files.walk(folder)) {
      left = files.filter(file -> isLeftover(folder, file)).toList();
    } catch (UncheckedIOException unreadable) {
      throw unreadable.getCause();
    }
    for (Path file : left) {
      Files.delete(file);
    }
  }

  /// JGit locks a file by a `.lock` beside it, and writes objects directly into `objects` before
  /// they get their names.
  private static boolean isLeftover(Path folder, Path file) {
    String name = file.getFileName().toString();
    return Files.isRegularFile(file)
        && (name.endsWith(".lock")
            || name.equals("gc.pid")
            || folder.resolve("objects").equals(file.getParent()));
  }
}
