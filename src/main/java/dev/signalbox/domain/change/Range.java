package dev.signalbox.domain.change;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Commits by their numbers in a list, children before their parents: who stands behind whom.
final class Range {

  private final List<Commit> commits;
  private final Map<CommitId, Integer> numbers = new HashMap<>();
  private final int[][] parents;
  private final boolean connected;

  Range(List<Commit> commits) {
    this.commits = commits;
    for (int i = 0; i < commits.size(); i++) {
      numbers.putIfAbsent(commits.get(i).id(), i);
    }
    this.parents = new int[commits.size()][];
    boolean anyKnown = false;
    for (int i = 0; i < parents.length; i++) {
      parents[i] = parentsOf(i);
      anyKnown |= parents[i].length > 0;
    }
    this.connected = anyKnown;
  }

  /// Parents that are not in the list are not behind anything.
  private int[] parentsOf(int child) {
    return commits.get(child).parents().stream()
        .mapToInt(parent -> numbers.getOrDefault(parent, -1))
        .filter(parent -> parent > child)
        .toArray();
  }

  int size() {
    return parents.length;
  }

  Commit at(int number) {
    return commits.get(number);
  }

  /// The commit of that id, which may be abbreviated if only one begins with it; -1 if there is none.
  int of(String id) {
    if (id.length() == 40 || id.length() == 64) {
      return numbers.getOrDefault(new CommitId(id), -1);
    }
    int found = -1;
    for (int i = 0; i < commits.size(); i++) {
      if (commits.get(i).id().text().startsWith(id)) {
        if (found >= 0) {
          return -1;
        }
        found = i;
      }
    }
    return found;
  }

  /// Marks what is right behind a commit. Of commits that do not know each other, each stands behind
  /// all before it in the list.
  void mark(int number, BitSet behind) {
    if (!connected && number + 1 < parents.length) {
      behind.set(number + 1);
    }
    for (int parent : parents[number]) {
      behind.set(parent);
    }
  }

  /// What a merge has brought: all that is behind its other parents and not behind its first.
  List<Integer> broughtBy(int merge) {
    List<CommitId> all = commits.get(merge).parents();
    if (all.size() < 2) {
      return List.of();
    }
    var main = new BitSet();
    var side = new BitSet();
    int first = numbers.getOrDefault(all.getFirst(), -1);
    for (int parent : parents[merge]) {
      (parent == first ? main : side).set(parent);
    }
    var brought = new ArrayList<Integer>();
    for (int i = next(main, side, 0); i >= 0 && i < side.length(); i = next(main, side, i + 1)) {
      if (main.get(i)) {
        mark(i, main);
      } else {
        brought.add(i);
        mark(i, side);
      }
    }
    return brought;
  }

  private static int next(BitSet main, BitSet side, int from) {
    int onMain = main.nextSetBit(from);
    int onSide = side.nextSetBit(from);
    return onMain < 0 ? onSide : onSide < 0 ? onMain : Math.min(onMain, onSide);
  }
}
