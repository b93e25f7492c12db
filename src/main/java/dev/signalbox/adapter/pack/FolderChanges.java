package dev.signalbox.adapter.pack;

import dev.signalbox.adapter.pack.StoredObject.Kind;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// In which of some folders a commit changes something. Two trees are compared entry by entry; equal
/// names of objects mean equal files, so only what differs on the way to a folder is looked into.
final class FolderChanges {

  private final ObjectStore objects;
  private final CommitGraph graph;
  private Object[] lastAsked = {};
  private FolderTree folders = FolderTree.of(Set.of());

  FolderChanges(ObjectStore objects, CommitGraph graph) {
    this.objects = objects;
    this.graph = graph;
  }

  /// Compared with the first parent; a merge changes only what it has from none of its parents.
  Set<String> of(CommitNode commit, Collection<String> asked) {
    layOut(asked);
    if (commit.isRoot()) {
      return compared(commit.tree, null);
    }
    Set<String> changed = null;
    for (ObjectId parent : commit.parents) {
      Set<String> against = compared(commit.tree, graph.node(parent).tree);
      if (changed == null) {
        changed = against;
      } else {
        changed.retainAll(against);
      }
      if (changed.isEmpty()) {
        break;
      }
    }
    return changed == null ? Set.of() : changed;
  }

  /// The same folders are asked about at every commit.
  private void layOut(Collection<String> asked) {
    Object[] now = asked.toArray();
    if (!Arrays.equals(now, lastAsked)) {
      folders = FolderTree.of(asked);
      lastAsked = now;
    }
  }

  private Set<String> compared(ObjectId now, @Nullable ObjectId before) {
    var changed = new HashSet<String>();
    if (!now.equals(before)) {
      compare(now, before, folders, changed);
    }
    return changed;
  }

  /// @param now null if the folder is not there; the same for `before`
  private void compare(
      @Nullable ObjectId now, @Nullable ObjectId before, FolderTree folder, Set<String> changed) {
    if (!folder.asked().isEmpty()) {
      changed.addAll(folder.asked());
    }
    if (folder.endsHere()) {
      return;
    }
    Tree left = tree(now);
    Tree right = tree(before);
    boolean leftMore = left.next();
    boolean rightMore = right.next();
    while (leftMore || rightMore) {
      int order = !rightMore ? -1 : !leftMore ? 1 : left.compareTo(right);
      if (order != 0 || !left.isSameAs(right)) {
        compareEntry(order <= 0 ? left : null, order >= 0 ? right : null, folder, changed);
      }
      leftMore = order <= 0 ? left.next() : leftMore;
      rightMore = order >= 0 ? right.next() : rightMore;
    }
  }

  private void compareEntry(
      @Nullable Tree left, @Nullable Tree right, FolderTree folder, Set<String> changed) {
    Tree named = left == null ? right : left;
    FolderTree below = named == null ? null : folder.below(named.name());
    if (below != null) {
      compare(folderOf(left), folderOf(right), below, changed);
    }
  }

  private static @Nullable ObjectId folderOf(@Nullable Tree entry) {
    return entry != null && entry.isFolder() ? entry.id() : null;
  }

  private Tree tree(@Nullable ObjectId id) {
    return new Tree(id == null ? new byte[0] : objects.read(id, Kind.TREE));
  }
}
