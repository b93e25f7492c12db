package dev.signalbox.domain.rollout;

/// What is done when a step's time is up and there is evidence neither for nor against the release.
public enum OnInconclusive {
  /// It stays at its exposure until there is evidence, or a person decides.
  HOLD,
  /// It goes on, as long as there were measurements at all.
  ADVANCE,
  /// All traffic goes back.
  ABORT
}
