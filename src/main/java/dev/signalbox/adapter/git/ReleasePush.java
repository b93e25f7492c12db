package dev.signalbox.adapter.git;

import dev.signalbox.adapter.git.AtomicPush.Outcome;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.codebase.FileContent;
import dev.signalbox.port.PortException;
import dev.signalbox.port.SourceRepository.ReleaseCommit;
import dev.signalbox.port.SourceRepository.ReleaseResult;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.InvalidPathException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RemoteRefUpdate;

/// Puts a release commit on the tracked branch together with its tag, by one update that the far
/// side takes as a whole.
///
/// Nothing is ever forced: the branch has to stand at the parent, and the tag's name has to be
/// free. The commit is the same at every try, down to its id, so whatever became of a push is seen
/// from what stands there now.
final class ReleasePush {

  private static final int TRIES = 10;

  private final Remote remote;
  private final Committer committer;
  private final String branch;
  private final ReleaseCommit release;

  ReleasePush(Remote remote, Committer committer, String branch, ReleaseCommit release) {
    this.remote = remote;
    this.committer = committer;
    this.branch = branch;
    this.release = release;
  }

  ReleaseResult run(Repository mirror) throws IOException {
    ObjectId commit;
    ObjectId tag;
    try (ObjectInserter objects = mirror.newObjectInserter()) {
      commit = objects.insert(commit(mirror, objects));
      tag =
          objects.insert(committer.tag(release.tag(), commit, release.tagMessage(), release.at()));
      objects.flush();
    }
    Remote.Standing standing = remote.standing(branch, release.tag());
    Optional<ReleaseResult> there = verdict(standing, commit);
    for (int tries = 1; there.isEmpty(); tries++) {
      Outcome outcome =
          AtomicPush.run(remote, mirror, updates(mirror, standing, commit, tag), what());
      if (outcome instanceof Outcome.Done) {
        return new ReleaseResult.Pushed(Commits.id(commit));
      }
      standing = remote.standing(branch, release.tag());
      there = verdictAfter(standing, commit, tag);
      if (there.isEmpty()) {
        requireHope(outcome, tries);
        LockSupport.parkNanos(tries * Duration.ofMillis(20).toNanos());
      }
    }
    return there.get();
  }

  /// What stands there is ours if an answer was lost and somebody else's tag leads nowhere near it.
  private Optional<ReleaseResult> verdictAfter(
      Remote.Standing standing, ObjectId commit, ObjectId tag) {
    return standing.tag().map(Remote.Tag::object).equals(Optional.of(tag))
        ? Optional.of(new ReleaseResult.Pushed(Commits.id(commit)))
        : verdict(standing, commit);
  }

  /// What stands on the far side means for us; empty if the way is free.
  private Optional<ReleaseResult> verdict(Remote.Standing standing, ObjectId commit) {
    if (standing.tag().isPresent()) {
      CommitId tagged = Commits.id(standing.tag().get().commit());
      return Optional.of(
          tagged.equals(Commits.id(commit))
              ? new ReleaseResult.AlreadyThere(tagged)
              : new ReleaseResult.Taken(tagged));
    }
    Optional<CommitId> head = standing.branch().map(Commits::id);
    return head.equals(Optional.of(release.parent()))
            || head.equals(Optional.of(Commits.id(commit)))
        ? Optional.empty()
        : Optional.of(new ReleaseResult.BranchMoved(head));
  }

  private List<RemoteRefUpdate> updates(
      Repository mirror, Remote.Standing standing, ObjectId commit, ObjectId tag)
      throws IOException {
    var updates = new ArrayList<RemoteRefUpdate>();
    if (!standing.branch().equals(Optional.of(commit))) {
      updates.add(
          update(mirror, commit, Constants.R_HEADS + branch, Commits.object(release.parent())));
    }
    updates.add(update(mirror, tag, Constants.R_TAGS + release.tag(), ObjectId.zeroId()));
    return updates;
  }

  private static RemoteRefUpdate update(
      Repository mirror, ObjectId to, String name, ObjectId expected) throws IOException {
    return new RemoteRefUpdate(mirror, to.name(), to, name, false, null, expected);
  }

  private org.eclipse.jgit.lib.CommitBuilder commit(Repository mirror, ObjectInserter objects)
      throws IOException {
    ObjectId parent = Commits.object(release.parent());
    return committer.commit(parent, tree(mirror, objects, parent), release.message(), release.at());
  }

  /// The parent's files, with some of them replaced. A file keeps its mode.
  private ObjectId tree(Repository mirror, ObjectInserter objects, ObjectId parent)
      throws IOException {
    try (RevWalk walk = new RevWalk(mirror)) {
      DirCache files = DirCache.read(walk.getObjectReader(), walk.parseCommit(parent).getTree());
      DirCacheEditor editor = files.editor();
      for (Map.Entry<String, FileContent> file : release.files().entrySet()) {
        requirePlainFile(files, file.getKey());
        ObjectId blob = objects.insert(Constants.OBJ_BLOB, file.getValue().bytes());
        editor.add(replacement(file.getKey(), blob));
      }
      editor.finish();
      return files.writeTree(objects);
    }
  }

  private static void requirePlainFile(DirCache files, String path) {
    if (!isAllowed(path)) {
      throw new PortException("%s is not a path git allows for a file.".formatted(Quoted.of(path)));
    }
    DirCacheEntry entry = files.getEntry(path);
    boolean passable =
        entry == null ? files.getEntriesWithin(path).length == 0 : isPlain(entry.getFileMode());
    if (!passable) {
      throw new PortException(
          "%s is a link or a folder in the repository, so a release cannot write it."
              .formatted(Quoted.of(path)));
    }
  }

  private static boolean isPlain(FileMode mode) {
    return mode.equals(FileMode.REGULAR_FILE.getBits())
        || mode.equals(FileMode.EXECUTABLE_FILE.getBits());
  }

  private static boolean isAllowed(String path) {
    try {
      return !new DirCacheEntry(path).getPathString().isEmpty();
    } catch (InvalidPathException strange) {
      return false;
    }
  }

  private static DirCacheEditor.PathEdit replacement(String path, ObjectId blob) {
    return new DirCacheEditor.PathEdit(path) {
      @Override
      public void apply(DirCacheEntry entry) {
        if (entry.getRawMode() == 0) {
          entry.setFileMode(FileMode.REGULAR_FILE);
        }
        entry.setObjectId(blob);
      }
    };
  }

  /// @throws PortException unless the next try may fare better
  private void requireHope(Outcome outcome, int tries) {
    if (outcome instanceof Outcome.Unknown(PortException trouble)) {
      throw trouble;
    }
    if (outcome instanceof Outcome.Rejected rejected
        && (tries == TRIES || !rejected.maySucceedLater())) {
      throw new PortException(
          "%s did not take %s: %s. A rule there may protect the branch or such tags: let our user push both."
              .formatted(remote, what(), rejected.why()));
    }
  }

  private String what() {
    return "the release commit and the tag %s".formatted(Quoted.of(release.tag()));
  }
}
