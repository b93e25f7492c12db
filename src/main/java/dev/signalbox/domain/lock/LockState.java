package dev.signalbox.domain.lock;

import dev.signalbox.base.RunId;
import java.time.Instant;
import java.util.Optional;

/// Who holds an environment.
public sealed interface LockState {

  record Free() implements LockState {}

  /// @param purpose what the run is here for, such as `v1.1.0`
  record HeldByRun(RunId run, String purpose, Instant since) implements LockState {}

  /// @param until when the person's lock ends by itself; empty if somebody has to end it
  record HeldByPerson(String person, String reason, Instant since, Optional<Instant> until)
      implements LockState {

    boolean over(Instant now) {
      return until.isPresent() && !until.get().isAfter(now);
    }
  }
}
