package dev.signalbox.domain.simulation;

import dev.signalbox.base.Slug;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What happens from outside in a simulation: commits, failures, and what people say.
public sealed interface Given {

  Instant at();

  /// A commit comes to the branch.
  ///
  /// @param builds whether its build goes well
  record Committed(Instant at, String message, boolean builds) implements Given {}

  /// From now on a release fails in an environment: the one that is named, or the next one.
  record Fails(Instant at, Slug environment, Optional<String> release) implements Given {}

  /// Somebody asks for a promotion: of what is named, or of what is next.
  record Asked(Instant at, Slug environment, Optional<String> release) implements Given {}

  /// Somebody says yes or no to what would move into an environment, or to the release that is
  /// named.
  ///
  /// @param as the role they speak for, or the companion they let it go on without
  record Said(
      Instant at, Slug environment, Slug as, boolean yes, Optional<String> release, String reason)
      implements Given {}

  /// CI reports what it found out about what would move into an environment.
  record Checked(
      Instant at, Slug environment, String check, boolean passed, Optional<String> release)
      implements Given {}

  /// A deployment request is answered: the one for what would move in, or for the release that is
  /// named.
  record Answered(
      Instant at, Slug environment, boolean accepted, Optional<String> release, String reason)
      implements Given {}

  /// The next cut of a train is left out.
  record Skipped(Instant at, Slug train, String reason) implements Given {}

  /// The next cut of a train is moved.
  record Moved(Instant at, Slug train, Instant to, String reason) implements Given {}

  /// A train is cut once more.
  record CutNow(Instant at, Slug train, String reason) implements Given {}

  /// How long a release soaks in an environment.
  record Soaks(Instant at, Slug environment, String release, Duration lasting, String reason)
      implements Given {}

  /// A release is found bad, or good again, in an environment.
  record Judged(Instant at, Slug environment, String release, boolean good, String reason)
      implements Given {}
}
