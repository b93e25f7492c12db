package dev.signalbox.adapter.git;

import dev.signalbox.domain.change.CommitId;
import dev.signalbox.port.PortException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;

/// A look at everything in a tree before any of it is written: names that would leave the directory
/// or pose as git's own, links that lead out, and trees that unfold without end.
final class Inspection {

  private static final int MOST_FILES = 1_000_000;
  private static final int LONGEST_TARGET = 4095;

  private final ObjectReader reader;
  private final RevTree tree;
  private final CommitId commit;
  private final ObjectChecker checker = new ObjectChecker().setSafeForMacOS(true);

  Inspection(ObjectReader reader, RevTree tree, CommitId commit) {
    this.reader = reader;
    this.tree = tree;
    this.commit = commit;
  }

  /// The symbolic links of a harmless tree: what each says, by its path.
  ///
  /// @throws PortException if the tree is not harmless
  Map<String, String> links() throws IOException {
    Map<String, String> links = new LinkedHashMap<>();
    int files = 0;
    try (TreeWalk entries = new TreeWalk(reader)) {
      entries.addTree(tree);
      while (entries.next()) {
        if (++files > MOST_FILES) {
          throw refused(commit, "has more than %,d files".formatted(MOST_FILES));
        }
        requireHarmless(entries);
        if (FileMode.SYMLINK.equals(entries.getRawMode(0))) {
          links.put(entries.getPathString(), target(entries));
        }
        if (entries.isSubtree()) {
          entries.enterSubtree();
        }
      }
    }
    new Links(links)
        .leavingTheTree()
        .ifPresent(link -> {
          throw refused(
              commit,
              "has a symbolic link %s that leads out of the directory, to %s"
                  .formatted(Quoted.of(link), Quoted.of(links.getOrDefault(link, ""))));
        });
    return links;
  }

  static PortException refused(CommitId commit, String why) {
    return new PortException(
        "The files of commit %s are not written: it %s.".formatted(commit.brief(), why));
  }

  private void requireHarmless(TreeWalk entry) {
    AbstractTreeIterator raw = entry.getTree(AbstractTreeIterator.class);
    byte[] name = new byte[raw.getNameLength()];
    raw.getName(name, 0);
    try {
      checker.checkPathSegment(name, 0, name.length);
    } catch (CorruptObjectException harmful) {
      throw refused(commit, "has a file named %s".formatted(shown(entry)));
    }
    if (entry.getFileMode().getObjectType() == Constants.OBJ_BAD) {
      throw refused(commit, "has %s of a kind git does not know".formatted(shown(entry)));
    }
  }

  private String target(TreeWalk link) throws IOException {
    byte[] bytes;
    try (InputStream blob = reader.open(link.getObjectId(0), Constants.OBJ_BLOB).openStream()) {
      bytes = blob.readNBytes(LONGEST_TARGET + 1);
    }
    String target = new String(bytes, StandardCharsets.UTF_8);
    if (bytes.length > LONGEST_TARGET || target.isEmpty() || target.indexOf('\0') >= 0) {
      throw refused(commit, "has a symbolic link %s that says no path".formatted(shown(link)));
    }
    return target;
  }

  private static String shown(TreeWalk entry) {
    return Quoted.of(entry.getPathString());
  }
}
