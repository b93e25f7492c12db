package dev.signalbox.domain.rollout;

import java.time.Instant;

/// Where a rollout stands.
public sealed interface RolloutState {

  /// A step's exposure is wanted, and not there yet.
  ///
  /// @param stage counted from 0
  record Shifting(int stage) implements RolloutState {}

  /// A step's exposure is there: whoever splits the traffic says so.
  ///
  /// @param since when it was
  record Exposed(int stage, Instant since) implements RolloutState {}

  /// A person wants it to stay as it is. Harm still turns it back.
  record Paused(int stage, Instant since, String by, String reason) implements RolloutState {}

  /// All traffic is to go back to the old version.
  ///
  /// @param sentence what people are told
  record Returning(Cause cause, String sentence) implements RolloutState {}

  /// All traffic is back on the old version. The end.
  record Returned(Cause cause, String sentence) implements RolloutState {}

  /// All traffic is to go to the new version, and the old one goes.
  record Completing() implements RolloutState {}

  /// The new version has all traffic, and the old one is gone. The end.
  record Complete() implements RolloutState {}

  /// Why it turned back.
  enum Cause {
    /// The analysis has evidence that the new version does harm.
    HARM,
    /// A person wanted it.
    PERSON,
    /// There was no evidence in time, and the flow says that this is the end.
    INCONCLUSIVE,
    /// The new version did not come up, or did not stay up.
    DOWN
  }

  /// Whether nothing follows any more.
  default boolean over() {
    return this instanceof Returned || this instanceof Complete;
  }
}
