package dev.signalbox.domain.rollout;

/// What a person may want of a rollout that is under way.
public enum Wish {
  /// It stays at its exposure.
  PAUSE,
  /// It goes on by itself again.
  RESUME,
  /// It goes to the next step now, without waiting for evidence.
  PROMOTE,
  /// All traffic goes back to the old version.
  ABORT
}
