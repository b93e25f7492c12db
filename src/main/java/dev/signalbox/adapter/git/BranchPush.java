package dev.signalbox.adapter.git;

import dev.signalbox.adapter.git.AtomicPush.Outcome;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.port.PortException;
import dev.signalbox.port.SourceRepository.BranchResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.RemoteRefUpdate;

/// Moves one branch on the far side, only while it stands where we expect it: nobody's work is lost
/// that we do not know of.
///
/// Whatever comes of a push, the far side is asked where the branch stands: an answer may be lost
/// when the work is done.
final class BranchPush {

  private static final int TRIES = 10;

  private final Remote remote;
  private final String name;
  private final ObjectId to;
  private final Optional<ObjectId> from;

  /// @param from empty if the branch must not be there yet
  BranchPush(Remote remote, String name, CommitId to, Optional<CommitId> from) {
    this.remote = remote;
    this.name = name;
    this.to = Commits.object(to);
    this.from = from.map(Commits::object);
  }

  BranchResult run(Repository mirror) throws IOException {
    Optional<BranchResult> there = verdict(new BranchResult.AlreadyThere());
    for (int tries = 1; there.isEmpty(); tries++) {
      Outcome outcome = push(mirror);
      if (outcome instanceof Outcome.Done) {
        return new BranchResult.Pushed();
      }
      there = verdict(new BranchResult.Pushed());
      if (there.isEmpty()) {
        requireHope(outcome, tries);
        LockSupport.parkNanos(tries * Duration.ofMillis(20).toNanos());
      }
    }
    return there.get();
  }

  /// What stands on the far side means for us; empty if the way is free.
  private Optional<BranchResult> verdict(BranchResult ifThere) {
    Optional<ObjectId> stands = remote.branch(name);
    if (stands.equals(Optional.of(to))) {
      return Optional.of(ifThere);
    }
    return stands.equals(from)
        ? Optional.empty()
        : Optional.of(new BranchResult.Elsewhere(stands.map(Commits::id)));
  }

  private Outcome push(Repository mirror) throws IOException {
    RemoteRefUpdate update =
        new RemoteRefUpdate(
            mirror,
            to.name(),
            to,
            Constants.R_HEADS + name,
            from.isPresent(),
            null,
            from.orElse(ObjectId.zeroId()));
    return AtomicPush.run(remote, mirror, List.of(update), what());
  }

  /// @throws PortException unless the next try may fare better
  private void requireHope(Outcome outcome, int tries) {
    if (outcome instanceof Outcome.Unknown(PortException trouble)) {
      throw trouble;
    }
    if (outcome instanceof Outcome.Rejected rejected
        && (tries == TRIES || !rejected.maySucceedLater())) {
      throw new PortException(
          "%s did not take %s: %s. A rule there may protect such branches: let our user push them."
              .formatted(remote, what(), rejected.why()));
    }
  }

  private String what() {
    return "the branch " + Quoted.of(name);
  }
}
