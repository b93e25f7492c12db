package dev.signalbox.history;

import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.change.MessageRules;
import dev.signalbox.domain.change.Overrides;
import dev.signalbox.domain.change.ReadCommit;
import dev.signalbox.domain.change.ReadCommits;
import dev.signalbox.history.ChangeLog.Section;
import dev.signalbox.history.MessagesAhead.Told;
import dev.signalbox.port.LocalHistory;
import dev.signalbox.port.LocalHistory.Visited;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// Reads the change log of a component in one walk. A commit belongs to the lowest release that
/// contains it: each commit hands the lowest release above it down to its parents, and since
/// children come before parents, a commit knows its release when the walk comes by.
public final class ChangeLogReader {

  private final List<Tagged> releases;
  private final Map<CommitId, List<Integer>> tagged = new HashMap<>();
  private final Map<CommitId, Integer> handedDown = new HashMap<>();
  private final List<List<Told>> commits = new ArrayList<>();
  private final List<Optional<Instant>> dates = new ArrayList<>();
  private final boolean[] seen;

  /// @param releases all that may come by, lowest first
  public ChangeLogReader(List<Tagged> releases) {
    this.releases = List.copyOf(releases);
    this.seen = new boolean[releases.size() + 1];
    for (int rank = 0; rank < releases.size(); rank++) {
      tagged.computeIfAbsent(releases.get(rank).commit(), _ -> new ArrayList<>()).add(rank);
    }
    for (int rank = 0; rank <= releases.size(); rank++) {
      commits.add(new ArrayList<>());
      dates.add(Optional.empty());
    }
    seen[releases.size()] = true;
  }

  /// Walks from a commit to the beginning, or to what is excluded.
  ///
  /// @param within whether a commit changes something in the component
  public ChangeLog read(
      LocalHistory history,
      CommitId upTo,
      Collection<CommitId> excluded,
      boolean firstParents,
      Predicate<Visited> within,
      Overrides overrides,
      MessageRules rules) {
    var messages = new MessagesAhead(overrides, rules);
    history.walk(
        upTo,
        excluded,
        firstParents,
        visited -> {
          take(visited, within, messages);
          return true;
        });
    messages.finish();
    return new ChangeLog(sections(overrides));
  }

  private void take(Visited visited, Predicate<Visited> within, MessagesAhead messages) {
    CommitId id = visited.id();
    List<Integer> own = tagged.getOrDefault(id, List.of());
    Integer above = handedDown.remove(id);
    int rank =
        Math.min(
            own.isEmpty() ? releases.size() : own.getFirst(),
            above == null ? releases.size() : above);
    for (CommitId parent : visited.parents()) {
      handedDown.merge(parent, rank, Math::min);
    }
    boolean matters = within.test(visited);
    if (own.isEmpty() && !matters) {
      return;
    }
    Commit commit = visited.commit();
    for (int release : own) {
      seen[release] = true;
      dates.set(release, Optional.of(commit.authored()));
    }
    if (matters) {
      commits.get(rank).add(messages.read(commit));
    }
  }

  private List<Section> sections(Overrides overrides) {
    int[] ranks =
        IntStream.rangeClosed(0, releases.size())
            .map(i -> releases.size() - i)
            .filter(rank -> seen[rank])
            .toArray();
    return IntStream.range(0, ranks.length)
        .parallel()
        .mapToObj(i -> section(ranks, i, overrides))
        .filter(section -> section.isReleased() || !section.commits().isEmpty())
        .toList();
  }

  private Section section(int[] ranks, int i, Overrides overrides) {
    int rank = ranks[i];
    boolean released = rank < releases.size();
    List<Told> own = new ArrayList<>(commits.get(rank));
    int below = i + 1;
    boolean folds = released && !releases.get(rank).version().preRelease();
    while (folds && below < ranks.length && releases.get(ranks[below]).version().preRelease()) {
      own.addAll(commits.get(ranks[below]));
      below++;
    }
    List<ReadCommit> read =
        ReadCommits.of(
            own.stream().map(Told::commit).toList(),
            own.stream().map(Told::message).toList(),
            overrides);
    return new Section(
        released ? Optional.of(releases.get(rank)) : Optional.empty(),
        below < ranks.length ? Optional.of(releases.get(ranks[below])) : Optional.empty(),
        dates.get(rank),
        read);
  }
}
