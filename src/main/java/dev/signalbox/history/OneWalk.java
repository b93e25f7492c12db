package dev.signalbox.history;

import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.version.Component;
import dev.signalbox.port.LocalHistory;
import dev.signalbox.port.LocalHistory.Visited;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The commits of many components, each since its own last release, by one walk from a commit into
/// its past. Every commit on the way carries which components have released it already, and hands
/// that on to its parents; the walk ends where all have.
final class OneWalk {

  private final List<Component> components;
  private final List<List<Commit>> commits = new ArrayList<>();
  private final Map<CommitId, BitSet> releasesOn = new HashMap<>();
  private final Map<CommitId, BitSet> ahead = new HashMap<>();
  private final Map<String, BitSet> byFolder = new HashMap<>();
  private final Set<CommitId> stillOpen = new HashSet<>();
  private final BitSet nowhere = new BitSet();

  OneWalk(LocalHistory history, CommitId at, List<Component> components, List<Range> ranges) {
    this.components = components;
    for (int i = 0; i < components.size(); i++) {
      int component = i;
      commits.add(new ArrayList<>());
      ranges
          .get(i)
          .last()
          .ifPresent(last ->
              releasesOn.computeIfAbsent(last.commit(), _ -> new BitSet()).set(component));
      for (String folder : components.get(i).folders()) {
        byFolder.computeIfAbsent(folder, _ -> new BitSet()).set(component);
      }
      if (components.get(i).folders().isEmpty()) {
        nowhere.set(i);
      }
    }
    stillOpen.add(at);
    history.walk(at, Set.of(), false, this::visit);
  }

  /// The commits of each component, newest first, in the order of the components.
  List<List<Commit>> commits() {
    return commits;
  }

  private boolean visit(Visited visited) {
    BitSet released = ahead.remove(visited.id());
    if (released == null) {
      released = new BitSet();
      released.or(nowhere);
    }
    BitSet here = releasesOn.get(visited.id());
    if (here != null) {
      released.or(here);
    }
    stillOpen.remove(visited.id());
    if (released.cardinality() < components.size()) {
      collect(visited, released);
    }
    for (CommitId parent : visited.parents()) {
      handOn(released, parent);
    }
    return !stillOpen.isEmpty();
  }

  private void collect(Visited visited, BitSet released) {
    List<String> folders = new ArrayList<>();
    byFolder.forEach((folder, of) -> {
      BitSet open = (BitSet) of.clone();
      open.andNot(released);
      if (!open.isEmpty()) {
        folders.add(folder);
      }
    });
    BitSet touched = new BitSet();
    visited.changedAmong(folders).forEach(folder -> touched.or(byFolder.get(folder)));
    touched.andNot(released);
    if (!touched.isEmpty()) {
      Commit commit = visited.commit();
      touched.stream().forEach(component -> commits.get(component).add(commit));
    }
  }

  private void handOn(BitSet released, CommitId parent) {
    BitSet merged = ahead.computeIfAbsent(parent, _ -> new BitSet());
    merged.or(released);
    if (merged.cardinality() < components.size()) {
      stillOpen.add(parent);
    } else {
      stillOpen.remove(parent);
    }
  }
}
