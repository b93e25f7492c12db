package dev.signalbox.adapter.git;

import dev.signalbox.domain.change.CommitId;
import dev.signalbox.port.PortException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/// The files of a commit, written byte for byte as they are stored: no line ending is changed, no
/// filter runs and no large file is fetched from elsewhere, whatever attributes or configuration
/// say. So the same commit is the same files on every machine.
///
/// The tree is read twice. First it is inspected, so that a hostile one leaves nothing behind; then
/// it is written, symbolic links last of all, so that no file is written through one.
final class Checkout {

  private final ObjectReader reader;
  private final RevTree tree;
  private final CommitId commit;
  private final Path directory;

  private Checkout(ObjectReader reader, RevTree tree, CommitId commit, Path directory) {
    this.reader = reader;
    this.tree = tree;
    this.commit = commit;
    this.directory = directory;
  }

  /// Writes into an empty directory, and leaves it empty if that fails.
  static Path write(Repository mirror, CommitId commit, Path directory) throws IOException {
    requireEmpty(directory);
    try (ObjectReader reader = mirror.newObjectReader();
        RevWalk walk = new RevWalk(reader)) {
      RevTree tree = walk.parseCommit(Commits.object(commit)).getTree();
      new Checkout(reader, tree, commit, directory).write();
      return directory;
    }
  }

  private void write() throws IOException {
    Map<String, String> links = new Inspection(reader, tree, commit).links();
    try {
      writeFiles();
      writeLinks(links);
    } catch (IOException | RuntimeException failure) {
      Folder.empty(directory);
      if (failure instanceof IOException && !MirrorDamaged.isBehind(failure)) {
        throw unwritten(failure);
      }
      throw failure;
    }
  }

  private void writeFiles() throws IOException {
    try (TreeWalk entries = new TreeWalk(reader)) {
      entries.addTree(tree);
      while (entries.next()) {
        Path path = path(entries.getPathString());
        if (entries.isSubtree()) {
          Files.createDirectory(path);
          entries.enterSubtree();
        } else if (FileMode.GITLINK.equals(entries.getRawMode(0))) {
          Files.createDirectory(path);
        } else if (!FileMode.SYMLINK.equals(entries.getRawMode(0))) {
          writeFile(entries, path);
        }
      }
    }
  }

  private void writeFile(TreeWalk entry, Path path) throws IOException {
    try (OutputStream file =
        Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      reader.open(entry.getObjectId(0), Constants.OBJ_BLOB).copyTo(file);
    }
    if (FileMode.EXECUTABLE_FILE.equals(entry.getRawMode(0))) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private void writeLinks(Map<String, String> links) throws IOException {
    for (Map.Entry<String, String> link : links.entrySet()) {
      Files.createSymbolicLink(path(link.getKey()), relative(link.getValue()));
    }
  }

  private Path path(String inTree) {
    return directory.resolve(relative(inTree));
  }

  private Path relative(String path) {
    try {
      return Path.of(path);
    } catch (InvalidPathException unmappable) {
      throw Inspection.refused(
          commit,
          "has a path %s, which this locale cannot write; start Signalbox with LC_ALL=C.UTF-8"
              .formatted(Quoted.of(path)));
    }
  }

  private static void requireEmpty(Path directory) throws IOException {
    Files.createDirectories(directory);
    if (!Folder.isEmpty(directory)) {
      throw new PortException(
          "The directory %s is not empty, and a commit's files are only written into an empty one."
              .formatted(directory));
    }
  }

  private PortException unwritten(Exception cause) {
    return new PortException(
        "The files of commit %s cannot be written into %s: %s. Check the disk under it."
            .formatted(commit.brief(), directory, Trouble.said(cause)),
        cause);
  }
}
