package dev.signalbox.adapter.git;

import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.port.SourceRepository.Arrival;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;

/// Which commits came after which.
final class History {

  private History() {}

  /// Follows first parents from the head back to the last commit seen: on a branch that takes
  /// merges, these are the states the branch was in, and a merged branch's own commits never were.
  static Arrival arrivedSince(Repository mirror, Optional<CommitId> after, CommitId head)
      throws IOException {
    try (RevWalk walk = new RevWalk(mirror)) {
      RevCommit tip = walk.parseCommit(Commits.object(head));
      if (after.isEmpty()) {
        return new Arrival.Commits(List.of(Commits.from(tip)));
      }
      ObjectId last = Commits.object(after.get());
      List<Commit> arrived = new ArrayList<>();
      for (RevCommit at = tip; !at.equals(last); at = walk.parseCommit(at.getParent(0))) {
        arrived.add(Commits.from(at));
        if (at.getParentCount() == 0) {
          return new Arrival.HistoryRewritten(Commits.from(tip));
        }
      }
      Collections.reverse(arrived);
      return new Arrival.Commits(arrived);
    }
  }

  static List<Commit> between(Repository mirror, Optional<CommitId> after, CommitId upTo)
      throws IOException {
    try (RevWalk walk = new RevWalk(mirror)) {
      walk.sort(RevSort.TOPO);
      walk.sort(RevSort.COMMIT_TIME_DESC, true);
      walk.markStart(walk.parseCommit(Commits.object(upTo)));
      if (after.isPresent()) {
        walk.markUninteresting(walk.parseCommit(Commits.object(after.get())));
      }
      List<Commit> between = new ArrayList<>();
      for (RevCommit at = walk.next(); at != null; at = walk.next()) {
        between.add(Commits.from(at));
      }
      return between;
    }
  }

  static boolean isAncestor(Repository mirror, CommitId ancestor, CommitId descendant)
      throws IOException {
    if (!mirror.getObjectDatabase().has(Commits.object(ancestor))) {
      return false; // We have the whole history of every commit we have.
    }
    try (RevWalk walk = new RevWalk(mirror)) {
      walk.setRetainBody(false);
      return walk.isMergedInto(
          walk.parseCommit(Commits.object(ancestor)), walk.parseCommit(Commits.object(descendant)));
    }
  }

  /// @param digits of a name, as git abbreviates it
  static List<CommitId> meantBy(Repository mirror, String digits, CommitId head)
      throws IOException {
    List<CommitId> meant = new ArrayList<>();
    try (RevWalk walk = new RevWalk(mirror)) {
      RevCommit tip = walk.parseCommit(Commits.object(head));
      for (ObjectId id : walk.getObjectReader().resolve(AbbreviatedObjectId.fromString(digits))) {
        if (mirror.getObjectDatabase().has(id)
            && walk.parseAny(id) instanceof RevCommit commit
            && walk.isMergedInto(commit, tip)) {
          meant.add(Commits.id(commit));
        }
      }
    }
    return meant;
  }
}
