package dev.signalbox.adapter.pack;

import dev.signalbox.domain.change.CommitId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A commit in the graph of a history: when, from what, with which files. What it says is not kept.
final class CommitNode {

  final ObjectId id;
  final ObjectId tree;
  final ObjectId[] parents;

  /// When it was committed, in seconds; zero if that is not to be read.
  final long time;

  /// Where it stands among all that were read, from 0.
  final int number;

  /// What git stored for it, as long as somebody may soon ask what it says.
  byte @Nullable [] text;

  private @Nullable CommitId commit;

  private CommitNode(ObjectId id, ObjectId tree, ObjectId[] parents, long time, int number) {
    this.id = id;
    this.tree = tree;
    this.parents = parents;
    this.time = time;
    this.number = number;
  }

  /// @throws IndexOutOfBoundsException if it is cut off
  /// @throws IllegalArgumentException if it is none
  static CommitNode read(ObjectId id, byte[] raw, int number) {
    Lines header = new Lines(raw);
    ObjectId tree = header.idBehind("tree ");
    var parents = new ArrayList<ObjectId>(2);
    while (header.standsAt("parent ")) {
      parents.add(header.idBehind("parent "));
    }
    header.skipTo("committer ");
    return new CommitNode(id, tree, parents.toArray(ObjectId[]::new), header.timeAtEnd(), number);
  }

  /// The same without its parents, for where a clone was cut off.
  CommitNode withoutParents() {
    return new CommitNode(id, tree, new ObjectId[0], time, number);
  }

  CommitId commit() {
    CommitId known = commit;
    if (known == null) {
      known = id.commit();
      commit = known;
    }
    return known;
  }

  List<ObjectId> parents() {
    return List.of(parents);
  }

  boolean isRoot() {
    return parents.length == 0;
  }
}
