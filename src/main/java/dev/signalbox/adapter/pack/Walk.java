package dev.signalbox.adapter.pack;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/// One walk through a history: children before their parents, newest first among equals.
///
/// Commits are explored newest first, ahead of being handed over. When a single one is left to
/// explore, whatever comes later is in its history, and whatever was explored so far is not: that
/// can be handed over. So a line of commits flows, branches wait for the commit they began at, and no
/// wrong clock upsets the order. Only a second first commit, which leads nowhere, makes the rest
/// wait for the end.
final class Walk {

  private static final int SEEN = 1;
  private static final int EXPLORED = 2;
  private static final int EXCLUDED = 4;

  /// How far a clock may be wrong before a commit in an excluded history is missed.
  private static final long CLOCKS_DIFFER = 24 * 60 * 60;

  private final CommitGraph graph;
  private final boolean firstParents;
  private final boolean limited;
  private final Marks marks = new Marks();
  private final PriorityQueue<CommitNode> frontier =
      new PriorityQueue<>(Ancestry.NEWEST_FIRST);
  private final PriorityQueue<CommitNode> ready = new PriorityQueue<>(Ancestry.NEWEST_FIRST);

  /// By number, how many children of a commit were explored and not handed over.
  private int[] children = new int[64];

  private int wantedAhead;
  private long oldestWanted = Long.MAX_VALUE;
  private boolean rootSeen;

  Walk(CommitGraph graph, ObjectId upTo, Collection<ObjectId> excluded, boolean firstParents) {
    this.graph = graph;
    this.firstParents = firstParents;
    this.limited = !excluded.isEmpty();
    see(graph.nodeToVisit(upTo));
    for (ObjectId id : excluded) {
      CommitNode node = graph.node(id);
      see(node);
      exclude(node);
    }
  }

  /// Hands the commits over until the visitor says that it is enough.
  void run(Predicate<CommitNode> visitor) {
    while (!explored()) {
      explore(frontier.remove());
      if (!limited && frontier.size() == 1 && !rootSeen && !handOver(visitor)) {
        return;
      }
    }
    handOver(visitor);
  }

  private boolean explored() {
    CommitNode next = frontier.peek();
    return next == null
        || (limited && wantedAhead == 0 && next.time < oldestWanted - CLOCKS_DIFFER);
  }

  private void explore(CommitNode node) {
    marks.put(node, EXPLORED);
    boolean excluded = marks.has(node, EXCLUDED);
    if (!excluded) {
      wantedAhead--;
      oldestWanted = Math.min(oldestWanted, node.time);
      rootSeen |= node.isRoot();
      if (waitingChildren(node) == 0) {
        ready.add(node);
      }
    }
    for (ObjectId id : followed(node, excluded)) {
      CommitNode parent = excluded ? graph.node(id) : graph.nodeToVisit(id);
      see(parent);
      if (excluded) {
        exclude(parent);
      } else {
        count(parent, 1);
      }
    }
  }

  private void see(CommitNode node) {
    if (!marks.has(node, SEEN)) {
      marks.put(node, SEEN);
      frontier.add(node);
      wantedAhead++;
    }
  }

  /// Excludes a commit and whatever of its history was come by.
  private void exclude(CommitNode start) {
    Deque<CommitNode> left = new ArrayDeque<>();
    left.push(start);
    while (!left.isEmpty()) {
      CommitNode node = left.pop();
      if (marks.has(node, EXCLUDED)) {
        continue;
      }
      marks.put(node, EXCLUDED);
      if (!marks.has(node, EXPLORED)) {
        wantedAhead--;
        continue;
      }
      for (ObjectId id : node.parents) {
        CommitNode parent = graph.node(id);
        see(parent);
        left.push(parent);
      }
    }
  }

  private boolean handOver(Predicate<CommitNode> visitor) {
    while (!ready.isEmpty()) {
      CommitNode node = ready.remove();
      if (marks.has(node, EXCLUDED)) {
        continue;
      }
      boolean goOn = visitor.test(node);
      graph.forgetText(node);
      if (!goOn) {
        return false;
      }
      for (ObjectId id : followed(node, false)) {
        CommitNode parent = graph.node(id);
        count(parent, -1);
        if (waitingChildren(parent) == 0 && marks.has(parent, EXPLORED)) {
          ready.add(parent);
        }
      }
    }
    return true;
  }

  private ObjectId[] followed(CommitNode node, boolean excluded) {
    return firstParents && !excluded && node.parents.length > 1
        ? Arrays.copyOf(node.parents, 1)
        : node.parents;
  }

  private int waitingChildren(CommitNode node) {
    return node.number < children.length ? children[node.number] : 0;
  }

  private void count(CommitNode node, int more) {
    if (node.number >= children.length) {
      children = Arrays.copyOf(children, Math.max(node.number + 1, children.length * 2));
    }
    children[node.number] += more;
  }
}
