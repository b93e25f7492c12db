package dev.signalbox.port;

import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The history of a git repository on this machine, read as it lies there: no remote is asked, and
/// nothing is written. Every method may throw [PortException].
public interface LocalHistory extends AutoCloseable {

  /// Whether the history was cut off when it was cloned.
  boolean shallow();

  /// The commit that a revision names: `HEAD`, a branch, a tag, a remote's branch, a whole or
  /// unambiguous abbreviated id, each also with `~N` and `^N` behind it; empty if there is none.
  Optional<CommitId> resolve(String revision);

  /// Every tag and the commit it leads to; tags of anything else are left out.
  Map<String, CommitId> tags();

  /// The branch that is checked out, without `refs/heads/`; empty for a detached head.
  Optional<String> branch();

  /// The web address of the remote `origin` as its configuration says it, without a login; empty if
  /// there is none.
  Optional<String> origin();

  /// Commits that `upTo` has and none of `excluded` has, children before their parents, newest first
  /// among equals, handed over one by one. The walk ends early where the visitor says so.
  ///
  /// @param firstParents whether only first parents are followed
  void walk(CommitId upTo, Collection<CommitId> excluded, boolean firstParents, Visitor visitor);

  /// Takes commits during a walk.
  interface Visitor {

    /// @param commit its message is read from the repository only when it is asked for
    /// @return whether to go on
    boolean visit(Visited commit);
  }

  /// A commit that a walk came by.
  interface Visited {

    CommitId id();

    List<CommitId> parents();

    /// The whole commit, with its message.
    Commit commit();

    /// Which of the folders the commit changes something in, compared with its first parent (a merge:
    /// only where it differs from every parent); the folder `""` is the whole tree.
    Set<String> changedAmong(Collection<String> folders);
  }

  /// One commit, whole.
  default Commit commit(CommitId id) {
    var found = new java.util.ArrayList<Commit>();
    walk(
        id,
        List.of(),
        true,
        visited -> {
          found.add(visited.commit());
          return false;
        });
    return found.getFirst();
  }

  /// All of `upTo`'s commits that none of `excluded` has, whole.
  default List<Commit> between(CommitId upTo, Collection<CommitId> excluded) {
    var commits = new java.util.ArrayList<Commit>();
    walk(upTo, excluded, false, visited -> commits.add(visited.commit()));
    return List.copyOf(commits);
  }

  /// Whether `ancestor` is in the history of `descendant`; a commit is in its own.
  boolean isAncestor(CommitId ancestor, CommitId descendant);

  /// Which of the candidates are in the history of `descendant`.
  default Set<CommitId> ancestorsAmong(Collection<CommitId> candidates, CommitId descendant) {
    var found = new java.util.HashSet<CommitId>();
    var wanted = Set.copyOf(candidates);
    walk(
        descendant,
        List.of(),
        false,
        visited -> {
          if (wanted.contains(visited.id())) {
            found.add(visited.id());
          }
          return found.size() < wanted.size();
        });
    return found;
  }

  /// The notes that `git notes --ref` keeps about commits; empty if there is no such ref.
  Map<CommitId, String> notes(String ref);

  /// A file as it was at a commit; empty if it was not there.
  Optional<byte[]> read(CommitId commit, String path);

  /// The files directly in a folder at a commit, by name; empty if there is no such folder.
  List<String> list(CommitId commit, String folder);

  @Override
  void close();
}
