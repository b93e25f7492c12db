package dev.signalbox.adapter.postgres;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waiting that always ends: with what was waited for, or at its limit.
final class Patience {
  private Patience() {}

  private static final Duration PAUSE = Duration.ofMillis(5);

  /// Whether the condition was met within the limit. It is asked at least once.
  static boolean until(Duration limit, BooleanSupplier condition) {
    long begun = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - begun >= limit.toNanos()) {
        return false;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return true;
  }
}
