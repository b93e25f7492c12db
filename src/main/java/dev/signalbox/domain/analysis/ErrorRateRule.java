package dev.signalbox.domain.analysis;

import java.time.Duration;
import java.time.Instant;

/// What a monitor asks of a deployment: the error rate stays at or under a threshold for a while.
///
/// @param threshold the share of requests that may fail, from 0 to 1
/// @param lasting how long must be watched, at least a second
/// @param longest how far apart two good samples may be for the time between them to count as
///   watched
/// @param leastRequests a breach takes at least so many requests
/// @param leastErrors and at least so many errors
public record ErrorRateRule(
    double threshold, Duration lasting, Duration longest, int leastRequests, int leastErrors) {

  /// The duration falls into so many slices, and a fifth of them is recent. Traffic is kept a slice
  /// at a time, so that a week's monitor keeps no more than a minute's.
  private static final int SLICES = 60;

  private static final int RECENT_SLICES = SLICES / 5;

  public ErrorRateRule {
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException(
          "A threshold of " + threshold + " is not a share. Expected a number from 0 to 1.");
    }
    if (lasting.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("A monitor lasts at least a second, not " + lasting + ".");
    }
    if (!longest.isPositive() || leastRequests < 1 || leastErrors < 1) {
      throw new IllegalArgumentException(
          "The longest stretch, the least requests and the least errors are all more than zero.");
    }
  }

  /// The usual rule: two readings in a row may be missed, and a breach takes 20 requests, 5 of them
  /// failed: every reading is one more chance to be wrong, and one or two errors are no rate.
  ///
  /// @param interval how often the counters are read
  public static ErrorRateRule of(double threshold, Duration lasting, Duration interval) {
    return new ErrorRateRule(threshold, lasting, interval.multipliedBy(3), 20, 5);
  }

  /// The same without a threshold: requests are counted, and any share of them may fail.
  public static ErrorRateRule counting(Duration lasting, Duration interval) {
    return of(1, lasting, interval);
  }

  /// Whether the time between two good samples counts as watched.
  boolean bridges(Instant from, Instant to) {
    return Duration.between(from, to).compareTo(longest) <= 0;
  }

  /// Whether this much traffic shows a breach.
  boolean brokenBy(Traffic traffic) {
    return traffic.requests() >= leastRequests
        && traffic.errors() >= leastErrors
        && traffic.exceeds(threshold)
        && !traffic.contradictsItself();
  }

  /// The number of the slice an instant falls into.
  long slice(Instant at) {
    return Math.floorDiv(Math.multiplyExact(at.toEpochMilli(), SLICES), lasting.toMillis());
  }

  /// Whether a slice is among the most recent fifth, seen from the slice that is filled now.
  boolean recent(long slice, long now) {
    return slice > now - RECENT_SLICES;
  }
}
