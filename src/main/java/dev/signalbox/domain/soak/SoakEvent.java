package dev.signalbox.domain.soak;

import java.time.Instant;

/// What becomes of a release in an environment, as far as its soak depends on it.
public sealed interface SoakEvent {

  /// A promotion into the environment went well.
  record WentWell(Instant at) implements SoakEvent {}

  /// A promotion failed or was breached, or a person found the release bad.
  record WentBad(String why) implements SoakEvent {}

  /// A person found it good, after all.
  record SaidGood(Instant at) implements SoakEvent {}

  /// A person said how long it is to soak.
  record Lasts(Soak.Asked asked) implements SoakEvent {}
}
