package dev.signalbox.adapter.pack;

import dev.signalbox.port.PortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where a repository keeps its files.
///
/// @param own what belongs to one work tree: its `HEAD`
/// @param common what all its work trees share: objects, refs, configuration; mostly the same folder
record GitFolder(Path own, Path common) {

  /// The repository that a folder belongs to: the nearest one above it, or itself.
  static GitFolder around(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new PortException("There is no folder %s.".formatted(folder));
    }
    for (Path above = folder.toRealPath(); above != null; above = above.getParent()) {
      for (Optional<GitFolder> found :
          List.of(at(above.resolve(".git")), linked(above.resolve(".git")), at(above))) {
        if (found.isPresent()) {
          return found.get();
        }
      }
    }
    throw new PortException(
        "%s is not in a git repository. Name the folder of one.".formatted(folder));
  }

  /// A file `.git` says where the folder is: in a linked work tree, and in a submodule.
  private static Optional<GitFolder> linked(Path file) throws IOException {
    Optional<String> text = SmallFile.text(file);
    if (text.isEmpty() || !text.get().startsWith("gitdir:")) {
      return Optional.empty();
    }
    Optional<GitFolder> folder = at(named(file, text.get().substring("gitdir:".length())));
    if (folder.isEmpty()) {
      throw new PortException(
          "%s leads to a repository that is not there. Mend it with: git worktree repair"
              .formatted(file));
    }
    return folder;
  }

  private static Optional<GitFolder> at(Path folder) throws IOException {
    if (!Files.isRegularFile(folder.resolve("HEAD"))) {
      return Optional.empty();
    }
    Path shared = folder.resolve("commondir");
    Optional<String> text = SmallFile.text(shared);
    Path common = text.isEmpty() ? folder : named(shared, text.get());
    return Files.isDirectory(common.resolve("objects")) && Files.isDirectory(common.resolve("refs"))
        ? Optional.of(new GitFolder(folder, common))
        : Optional.empty();
  }

  /// The folder that a file names, seen from where the file is.
  private static Path named(Path file, String name) {
    try {
      return file.resolveSibling(name.strip()).normalize();
    } catch (InvalidPathException impossible) {
      throw new PortException("%s names no folder.".formatted(file), impossible);
    }
  }
}
