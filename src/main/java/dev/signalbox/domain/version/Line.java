package dev.signalbox.domain.version;

import java.util.Optional;

/// The versions that may be released from a branch, so that a line of an older version never meets
/// the numbers of another.
///
/// @param floor the lowest, itself included
/// @param below the lowest that is too high
/// @param channel the pre-releases that are made there; empty leaves it to the scheme
public record Line(
    Optional<Version> floor, Optional<Version> below, Optional<String> channel) {

  public static final Line OPEN =
      new Line(Optional.empty(), Optional.empty(), Optional.empty());

  boolean tooLow(Version version) {
    return floor.filter(f -> version.compareTo(f) < 0).isPresent();
  }

  boolean tooHigh(Version version) {
    return below.filter(b -> version.compareTo(b) >= 0).isPresent();
  }
}
