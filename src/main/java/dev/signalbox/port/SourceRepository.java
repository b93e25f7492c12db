package dev.signalbox.port;

import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.codebase.FileContent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The repository of one service, through a copy of our own. Every method may throw
/// [PortException].
public interface SourceRepository {

  /// Brings our copy up to date and says where the tracked branch and the tags stand.
  Heads fetch();

  /// What has come to the tracked branch, along the first parents of its merges, oldest first.
  ///
  /// @param after the last commit already seen; empty takes the head alone
  /// @param head the commit the branch stands at
  Arrival arrivedSince(Optional<CommitId> after, CommitId head);

  /// All commits that `upTo` has and `after` has not, newest first, merges included.
  List<Commit> between(Optional<CommitId> after, CommitId upTo);

  /// The history of our copy: what the last fetch brought, and what others bring later. It stays
  /// open as long as the repository does; nobody else closes it.
  LocalHistory history();

  /// Whether `ancestor` is in the history of `descendant`; a commit is in its own.
  boolean isAncestor(CommitId ancestor, CommitId descendant);

  /// The branch that is tracked.
  String branch();

  /// A file as it was at a commit; empty if it was not there.
  ///
  /// @param limit the most bytes to read; a larger file is cut there
  Optional<byte[]> read(CommitId commit, String path, int limit);

  /// Writes the files of a commit into an empty directory, without history, and nothing outside it.
  void checkout(CommitId commit, Path directory);

  /// Where the far side's tag points now, asked there and not of our copy.
  Optional<CommitId> remoteTag(String name);

  /// Makes an annotated tag and pushes it in one atomic update that fails if the name is taken.
  TagResult pushTag(String name, CommitId commit, String message);

  /// Puts a commit onto the tracked branch and an annotated tag onto that commit, both at once or
  /// neither, and only while the branch stands at the commit's parent. The same wish makes the same
  /// commit, so that after a lost answer it is found and not made again.
  ReleaseResult pushRelease(ReleaseCommit release);

  /// The commits in the history of `head` whose names begin with these digits.
  List<CommitId> meantBy(String digits, CommitId head);

  /// Carries commits over onto another one, in our copy alone.
  CherryPick.Result pick(CherryPick pick);

  /// Brings one more branch into our copy, whether we follow it or not, and says where it stands;
  /// empty if there is none of that name.
  Optional<CommitId> fetchBranch(String name);

  /// Moves a branch to a commit, or makes it, and only while it stands where we expect it.
  ///
  /// @param from where it has to stand; empty if it must not be there yet
  BranchResult pushBranch(String name, CommitId to, Optional<CommitId> from);

  /// @param head empty while the branch has no commit
  /// @param tags every tag and the commit it leads to
  /// @param lines the branches that are followed beside the tracked one, as far as they are there
  record Heads(Optional<CommitId> head, Map<String, CommitId> tags, Map<String, CommitId> lines) {

    /// A repository of which nothing but the tracked branch is followed.
    public Heads(Optional<CommitId> head, Map<String, CommitId> tags) {
      this(head, tags, Map.of());
    }
  }

  sealed interface BranchResult {

    record Pushed() implements BranchResult {}

    /// The branch stood there already.
    record AlreadyThere() implements BranchResult {}

    /// The branch stands elsewhere than it should. Nothing was changed.
    ///
    /// @param to empty if there is no such branch
    record Elsewhere(Optional<CommitId> to) implements BranchResult {}
  }

  sealed interface Arrival {

    /// Oldest first; empty if nothing has come.
    record Commits(List<Commit> commits) implements Arrival {}

    /// The last commit we saw is no longer on the branch: somebody pushed with force.
    record HistoryRewritten(Commit head) implements Arrival {}
  }

  sealed interface TagResult {

    record Pushed() implements TagResult {}

    /// The very same tag was there already.
    record AlreadyThere() implements TagResult {}

    /// The name leads to another commit. Nothing was changed.
    record Taken(CommitId by) implements TagResult {}
  }

  /// A commit that says of itself that it is a release.
  ///
  /// @param parent the commit that is released; the branch has to stand there
  /// @param files what differs from the parent, by path; a file that is not there is made
  /// @param at when it is said to have been made: the same at every try
  record ReleaseCommit(
      CommitId parent,
      Map<String, FileContent> files,
      String message,
      String tag,
      String tagMessage,
      Instant at) {

    public ReleaseCommit {
      files = Map.copyOf(files);
    }
  }

  sealed interface ReleaseResult {

    record Pushed(CommitId commit) implements ReleaseResult {}

    /// The very same commit was there already under that tag.
    record AlreadyThere(CommitId commit) implements ReleaseResult {}

    /// The branch has gone on to another commit. Nothing was changed.
    ///
    /// @param to empty if there is no branch any more
    record BranchMoved(Optional<CommitId> to) implements ReleaseResult {}

    /// The name of the tag leads to another commit. Nothing was changed.
    record Taken(CommitId by) implements ReleaseResult {}
  }
}
