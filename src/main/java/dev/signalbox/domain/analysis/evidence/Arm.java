package dev.signalbox.domain.analysis.evidence;

/// The two versions that are compared in a rollout.
public enum Arm {
  /// The new version.
  CANARY,
  /// The old version, serving at the same time.
  BASELINE
}
