package dev.signalbox.domain.rollout;

/// Whether the traffic is as it is wanted, as far as anybody can tell.
public sealed interface Readiness {

  /// It is: whoever splits it says so.
  record AsWanted() implements Readiness {}

  /// Not yet, or nobody can tell.
  ///
  /// @param clearedBy who can help
  record NotYet(String sentence, String clearedBy) implements Readiness {}

  /// It cannot be: the new version is not up.
  record Down(String sentence) implements Readiness {}
}
