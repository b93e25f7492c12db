package dev.signalbox.domain.lock;

import dev.signalbox.base.RunId;
import dev.signalbox.base.Utc;
import dev.signalbox.domain.audit.Fact;
import java.time.Instant;
import java.util.Optional;

/// What happened to a lock.
public sealed interface LockFact extends Fact {

  /// A run holds the environment from now on.
  record LockAcquired(RunId run, String purpose, Fence fence, Instant at) implements LockFact {
    @Override
    public String sentence() {
      return "%s took the lock for %s (fence %s)".formatted(run, purpose, fence);
    }
  }

  /// A run acts in an environment that it does not hold: it has a fence of its own, no more.
  record TurnBegun(RunId run, Fence fence) implements LockFact {
    @Override
    public String sentence() {
      return "%s has its turn (fence %s)".formatted(run, fence);
    }
  }

  /// A person holds the environment from now on.
  record LockTaken(String person, String reason, Fence fence, Instant at, Optional<Instant> until)
      implements LockFact {
    @Override
    public String sentence() {
      return "%s locked it: %s".formatted(person, reason)
          + until.map(end -> " (until " + Utc.at(end) + ")").orElse("");
    }
  }

  record LockReleased(String holder) implements LockFact {
    @Override
    public String sentence() {
      return "the lock of %s was released".formatted(holder);
    }
  }

  record LockExpired(String person) implements LockFact {
    @Override
    public String sentence() {
      return "the lock of %s came to its end".formatted(person);
    }
  }
}
