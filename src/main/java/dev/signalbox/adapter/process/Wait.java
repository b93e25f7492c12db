package dev.signalbox.adapter.process;

import dev.signalbox.port.PortException;
import java.time.Duration;

/// Looking again and again at something that nobody will tell us about, for a limited time.
final class Wait {

  private static final Duration PACE = Duration.ofMillis(10);

  private final long begun = System.nanoTime();
  private final Duration atMost;
  private final Duration pace;

  Wait(Duration atMost) {
    this(atMost, PACE);
  }

  Wait(Duration atMost, Duration pace) {
    this.atMost = atMost;
    this.pace = pace;
  }

  /// Pauses, and says whether to look once more.
  boolean more() {
    if (isOver()) {
      return false;
    }
    try {
      Thread.sleep(pace);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PortException("The wait was broken off: this server is going down.", e);
    }
    return true;
  }

  boolean isOver() {
    return System.nanoTime() - begun >= atMost.toNanos();
  }

  /// Such as `1 min 30 s`, or `200 ms`.
  static String inWords(Duration time) {
    if (time.compareTo(Duration.ofSeconds(1)) < 0) {
      return time.toMillis() + " ms";
    }
    long minutes = time.toMinutes();
    int seconds = time.toSecondsPart();
    return minutes == 0
        ? seconds + " s"
        : seconds == 0 ? minutes + " min" : minutes + " min " + seconds + " s";
  }
}
