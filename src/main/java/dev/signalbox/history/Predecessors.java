package dev.signalbox.history;

import dev.signalbox.domain.change.CommitId;
import dev.signalbox.port.LocalHistory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which release each release follows: the highest lower one in its own history. The nearest is found
/// by a short walk, and what lies between the two by number is asked for.
final class Predecessors {

  /// So many single questions are cheaper than one about all.
  private static final int ASKED_SINGLY = 4;

  private final LocalHistory history;
  private final List<Tagged> releases;
  private final Map<CommitId, List<Integer>> onCommit = new HashMap<>();

  /// @param releases lowest first
  Predecessors(LocalHistory history, List<Tagged> releases) {
    this.history = history;
    this.releases = releases;
    for (int i = 0; i < releases.size(); i++) {
      onCommit.computeIfAbsent(releases.get(i).commit(), _ -> new ArrayList<>()).add(i);
    }
  }

  /// @param rank of the release among all
  Optional<Tagged> of(int rank) {
    return nearest(rank).map(near -> releases.get(highest(near, rank)));
  }

  private Optional<Integer> nearest(int rank) {
    List<Integer> found = new ArrayList<>();
    history.walk(
        releases.get(rank).commit(),
        Set.of(),
        false,
        visited -> {
          onCommit.getOrDefault(visited.id(), List.of()).stream()
              .filter(other -> other < rank)
              .max(Integer::compare)
              .ifPresent(found::add);
          return found.isEmpty();
        });
    return found.stream().findFirst();
  }

  private int highest(int near, int rank) {
    CommitId commit = releases.get(rank).commit();
    for (int other = rank - 1; other > near; other--) {
      if (rank - other > ASKED_SINGLY) {
        return highestOfMany(near, other, commit);
      }
      if (history.isAncestor(releases.get(other).commit(), commit)) {
        return other;
      }
    }
    return near;
  }

  private int highestOfMany(int near, int from, CommitId commit) {
    Set<CommitId> asked = new HashSet<>();
    for (int other = from; other > near; other--) {
      asked.add(releases.get(other).commit());
    }
    Set<CommitId> within = history.ancestorsAmong(asked, commit);
    int other = from;
    while (other > near && !within.contains(releases.get(other).commit())) {
      other--;
    }
    return other;
  }
}
