package dev.signalbox.adapter.git;

import dev.signalbox.adapter.git.AtomicPush.Outcome;
import dev.signalbox.port.PortException;
import dev.signalbox.port.SourceRepository.TagResult;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.RemoteRefUpdate;

/// Puts one annotated tag on the far side, if its name is free there.
///
/// The far side decides, and it alone: our copy gets no tag of its own, the next fetch brings it.
/// Whatever comes of a push, the far side is asked what stands there now: an answer may be lost
/// when the work is done, and a rejection does not say who was first.
final class TagPush {

  /// How often a name is asked for that is locked: by somebody else's push, or by a crash long ago.
  private static final int TRIES = 10;

  private final Remote remote;
  private final String name;
  private final ObjectId commit;
  private final Committer committer;

  TagPush(Remote remote, Committer committer, String name, ObjectId commit) {
    this.remote = remote;
    this.committer = committer;
    this.name = name;
    this.commit = commit;
  }

  TagResult run(Repository mirror, Instant now, String message) throws IOException {
    Optional<TagResult> there = verdict(ObjectId.zeroId());
    if (there.isPresent()) {
      return there.get();
    }
    ObjectId tag = insert(mirror, now, message);
    for (int tries = 1; ; tries++) {
      Outcome outcome = push(mirror, tag);
      if (outcome instanceof Outcome.Done) {
        return new TagResult.Pushed();
      }
      there = verdict(tag);
      if (there.isPresent()) {
        return there.get();
      }
      requireHope(outcome, tries);
      LockSupport.parkNanos(tries * Duration.ofMillis(20).toNanos());
    }
  }

  /// @throws PortException unless the next try may fare better
  private void requireHope(Outcome outcome, int tries) {
    if (outcome instanceof Outcome.Unknown(PortException trouble)) {
      throw trouble;
    }
    if (outcome instanceof Outcome.Rejected rejected
        && (tries == TRIES || !rejected.maySucceedLater())) {
      throw new PortException(
          "%s did not take the tag %s: %s. A rule there may protect such names."
              .formatted(remote, Quoted.of(name), rejected.why()));
    }
  }

  /// What the far side's tag of this name means for us; empty if there is none.
  ///
  /// @param ours the tag we tried to put there
  private Optional<TagResult> verdict(ObjectId ours) {
    return remote
        .tag(name)
        .map(tag ->
            tag.object().equals(ours)
                ? new TagResult.Pushed()
                : tag.commit().equals(commit)
                    ? new TagResult.AlreadyThere()
                    : new TagResult.Taken(Commits.id(tag.commit())));
  }

  private ObjectId insert(Repository mirror, Instant now, String message) throws IOException {
    try (ObjectInserter objects = mirror.newObjectInserter()) {
      ObjectId id = objects.insert(committer.tag(name, commit, message, now));
      objects.flush();
      return id;
    }
  }

  /// Expects the name to be free.
  private Outcome push(Repository mirror, ObjectId tag) throws IOException {
    RemoteRefUpdate update =
        new RemoteRefUpdate(
            mirror, tag.name(), tag, Constants.R_TAGS + name, false, null, ObjectId.zeroId());
    return AtomicPush.run(remote, mirror, List.of(update), "the tag " + Quoted.of(name));
  }
}
