package dev.signalbox.domain.rollout;

/// Whether the traffic is as it is wanted, as far as anybody can tell.
public sealed interface Arrival {

  /// It is: whoever splits it says so.
  record AsWanted() implements Arrival {}

  /// Not yet, or nobody can tell.
  ///
  /// @param clearedBy who can help
  record NotYet(String sentence, String clearedBy) implements Arrival {}

  /// It cannot be: the new version is not up.
  record Down(String sentence) implements Arrival {}
}
