package dev.signalbox.history;

import dev.signalbox.domain.change.CommitId;
import dev.signalbox.port.LocalHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which releases are in a commit's own history.
sealed interface Reach {

  /// The highest of some releases that is in the history, of which some are expected to be.
  Optional<Tagged> highest(Releases releases);

  /// The same, where few or none are expected to be.
  Optional<Tagged> reached(Releases releases);

  /// What is not known is asked for. The nearest release is found by a short walk; only what is
  /// higher has to be asked for then, and that is rarely much.
  record Asked(LocalHistory history, CommitId at) implements Reach {

    /// So many single questions are cheaper than one about all.
    private static final int ASKED_SINGLY = 4;

    @Override
    public Optional<Tagged> highest(Releases releases) {
      Optional<Tagged> nearest = nearest(releases);
      return nearest
          .flatMap(near -> reached(releases.higherThan(near.version())))
          .or(() -> nearest);
    }

    private Optional<Tagged> nearest(Releases releases) {
      if (releases.none()) {
        return Optional.empty();
      }
      var byCommit = releases.byCommit();
      List<Tagged> found = new ArrayList<>();
      history.walk(
          at,
          Set.of(),
          false,
          visited -> {
            Optional.ofNullable(byCommit.get(visited.id())).ifPresent(found::add);
            return found.isEmpty();
          });
      return found.stream().findFirst();
    }

    @Override
    public Optional<Tagged> reached(Releases releases) {
      var byCommit = releases.byCommit();
      List<CommitId> first =
          releases.all().stream().map(Tagged::commit).distinct().limit(ASKED_SINGLY).toList();
      return first.stream()
          .filter(commit -> history.isAncestor(commit, at))
          .findFirst()
          .map(byCommit::get)
          .or(() ->
              first.size() < ASKED_SINGLY
                  ? Optional.empty()
                  : new Known(history.ancestorsAmong(byCommit.keySet(), at)).reached(releases));
    }
  }

  /// What is in the history is known already.
  record Known(Set<CommitId> commits) implements Reach {

    @Override
    public Optional<Tagged> highest(Releases releases) {
      return reached(releases);
    }

    @Override
    public Optional<Tagged> reached(Releases releases) {
      return releases.highest(t -> commits.contains(t.commit()));
    }
  }
}
