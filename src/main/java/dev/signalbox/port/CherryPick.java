package dev.signalbox.port;

import dev.signalbox.domain.change.CommitId;
import java.time.Instant;
import java.util.List;

/// Commits carried over onto another one, each on top of the one before, as `git cherry-pick -x`
/// does it. What a merge brought to its first parent is carried over as one commit.
///
/// The same wish makes the same commits, down to their ids: who wrote them is as it was, who
/// carried them over is Signalbox, and when is part of the wish.
///
/// @param onto the commit they are put onto
/// @param commits in the order in which they are carried over
/// @param at when they are said to have been carried over; whole seconds count
public record CherryPick(CommitId onto, List<CommitId> commits, Instant at) {

  public CherryPick {
    commits = List.copyOf(commits);
  }

  /// A commit and what it became.
  ///
  /// @param subject the first line of its message
  public record Picked(CommitId commit, CommitId became, String subject) {}

  /// What came of it. Nothing outside our copy has changed, whatever it is.
  public sealed interface Result {

    /// All of them fit. The last one is where a branch of them stands.
    record Clean(List<Picked> picked) implements Result {
      public Clean {
        picked = List.copyOf(picked);
      }
    }

    /// A commit changes what is different there.
    ///
    /// @param files their paths, sorted
    record Conflict(CommitId commit, List<String> files) implements Result {
      public Conflict {
        files = List.copyOf(files);
      }
    }

    /// A commit changes nothing there: all it brings is there already.
    record Nothing(CommitId commit) implements Result {}
  }
}
