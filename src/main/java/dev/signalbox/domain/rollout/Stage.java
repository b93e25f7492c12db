package dev.signalbox.domain.rollout;

import java.time.Duration;

/// One step of a rollout: how much traffic, and for how long.
///
/// @param atLeast before this time no evidence is good enough to go on
/// @param atMost after this time the flow says what is done without evidence
public record Stage(Exposure exposure, Duration atLeast, Duration atMost) {

  public Stage {
    if (atLeast.isNegative() || atMost.compareTo(atLeast) < 0) {
      throw new IllegalArgumentException(
          "A step of a rollout lasts at least %s and at most %s: the second is the shorter one."
              .formatted(atLeast, atMost));
    }
  }
}
