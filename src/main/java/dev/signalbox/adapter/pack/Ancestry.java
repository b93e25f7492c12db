package dev.signalbox.adapter.pack;

import java.util.Comparator;
import java.util.PriorityQueue;

/// The ancestors of one commit, found as far as somebody asked: of a thousand tags one after the
/// other, each costs only what the ones before did not.
///
/// When an ancestor is looked for, its own history is painted, newest first, until nothing is left
/// at the edge of ours that is not painted. Between the two no commit is in the ancestor's history,
/// so the way to it is found however wrong the clocks were.
final class Ancestry {

  static final Comparator<CommitNode> NEWEST_FIRST =
      (one, other) ->
          one.time != other.time
              ? Long.compare(other.time, one.time)
              : Integer.compare(one.number, other.number);

  private static final int OURS = 1;
  private static final int AT_THE_EDGE = 2;
  private static final int PAINTED = 4;

  private final CommitGraph graph;
  private final ObjectId descendant;
  private final Marks marks = new Marks();
  private final PriorityQueue<CommitNode> edge = new PriorityQueue<>(NEWEST_FIRST);

  Ancestry(CommitGraph graph, ObjectId descendant) {
    this.graph = graph;
    this.descendant = descendant;
    reach(graph.node(descendant));
  }

  ObjectId descendant() {
    return descendant;
  }

  /// Whether a commit is an ancestor, or the descendant itself.
  boolean has(CommitNode asked) {
    return marks.has(asked, OURS) || new Search(asked).run();
  }

  private boolean reach(CommitNode node) {
    if (marks.has(node, OURS)) {
      return false;
    }
    marks.put(node, OURS | AT_THE_EDGE);
    return edge.add(node);
  }

  private final class Search {

    private final CommitNode asked;
    private final Marks paint = new Marks();
    private final PriorityQueue<CommitNode> painted = new PriorityQueue<>(NEWEST_FIRST);

    /// How many at the edge may still lead to the commit.
    private int hopeful = edge.size();

    Search(CommitNode asked) {
      this.asked = asked;
      paint(asked);
    }

    boolean run() {
      while (hopeful > 0) {
        CommitNode ours = edge.element();
        CommitNode theirs = painted.peek();
        if (theirs != null && NEWEST_FIRST.compare(theirs, ours) <= 0) {
          painted.remove();
          for (ObjectId id : theirs.parents) {
            paint(graph.node(id));
          }
        } else if (moveOn(edge.remove())) {
          return true;
        }
      }
      return false;
    }

    /// Moves the edge behind one commit; true if the one that is looked for is there.
    private boolean moveOn(CommitNode node) {
      marks.remove(node, AT_THE_EDGE);
      boolean isPainted = paint.has(node, PAINTED);
      hopeful -= isPainted ? 0 : 1;
      boolean found = false;
      for (ObjectId id : node.parents) {
        CommitNode parent = graph.node(id);
        if (isPainted) {
          paint(parent);
        }
        if (reach(parent) && !paint.has(parent, PAINTED)) {
          hopeful++;
        }
        found |= parent == asked;
      }
      return found;
    }

    private void paint(CommitNode node) {
      if (!paint.has(node, PAINTED)) {
        paint.put(node, PAINTED);
        painted.add(node);
        hopeful -= marks.has(node, AT_THE_EDGE) ? 1 : 0;
      }
    }
  }
}
