package dev.signalbox.domain.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When a delivery that was not taken is tried again: soon at first, then ever more rarely, for a
/// day.
public final class Retry {

  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration FOR = Duration.ofHours(24);

  private Retry() {}

  /// @param attempts how many have failed, this one included
  /// @return empty if it is time to give up
  public static Optional<Instant> after(int attempts, Instant raised, Instant now) {
    if (now.isAfter(raised.plus(FOR))) {
      return Optional.empty();
    }
    Duration doubled = FIRST.multipliedBy(1L << Math.min(attempts - 1, 20));
    return Optional.of(now.plus(doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST));
  }
}
