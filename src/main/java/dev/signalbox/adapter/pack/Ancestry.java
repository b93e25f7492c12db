package dev.signalbox.adapter.pack;

import java.util.Comparator;
import java.util.PriorityQueue;

/// Whether a commit is in the history of another one. Both histories are painted at once, newest
/// first, until nothing is left that only the descendant has: between the two no commit is in the
/// ancestor's history, so the way is found however wrong the clocks were.
final class Ancestry {

  static final Comparator<CommitNode> NEWEST_FIRST =
      Comparator.comparingLong((CommitNode node) -> -node.time).thenComparingInt(n -> n.number);

  private static final int OF_ANCESTOR = 1;
  private static final int OF_DESCENDANT = 2;
  private static final int WAITING = 4;

  private final CommitGraph graph;
  private final Marks marks = new Marks();
  private final PriorityQueue<CommitNode> waiting = new PriorityQueue<>(NEWEST_FIRST);

  /// How many wait that only the descendant has.
  private int hopeful;

  private Ancestry(CommitGraph graph) {
    this.graph = graph;
  }

  static boolean holds(CommitGraph graph, ObjectId ancestor, ObjectId descendant) {
    return ancestor.equals(descendant)
        || new Ancestry(graph).paint(graph.node(ancestor), graph.node(descendant));
  }

  private boolean paint(CommitNode ancestor, CommitNode descendant) {
    mark(ancestor, OF_ANCESTOR);
    mark(descendant, OF_DESCENDANT);
    while (hopeful > 0) {
      CommitNode node = waiting.remove();
      marks.remove(node, WAITING);
      boolean ofAncestor = marks.has(node, OF_ANCESTOR);
      boolean ofDescendant = marks.has(node, OF_DESCENDANT);
      if (ofDescendant && !ofAncestor) {
        hopeful--;
      }
      for (ObjectId id : node.parents) {
        CommitNode parent = graph.node(id);
        if (ofDescendant && parent == ancestor) {
          return true;
        }
        if (ofAncestor) {
          mark(parent, OF_ANCESTOR);
        }
        if (ofDescendant) {
          mark(parent, OF_DESCENDANT);
        }
      }
    }
    return false;
  }

  private void mark(CommitNode node, int flag) {
    if (marks.has(node, flag)) {
      return;
    }
    boolean waits = marks.has(node, WAITING);
    boolean counted = waits && isHopeful(node);
    marks.put(node, flag | WAITING);
    if (!waits) {
      waiting.add(node);
    }
    hopeful += (isHopeful(node) ? 1 : 0) - (counted ? 1 : 0);
  }

  private boolean isHopeful(CommitNode node) {
    return marks.has(node, OF_DESCENDANT) && !marks.has(node, OF_ANCESTOR);
  }
}
