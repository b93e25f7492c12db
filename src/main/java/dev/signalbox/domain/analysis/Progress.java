package dev.signalbox.domain.analysis;

import java.time.Duration;
import java.util.Locale;

/// How far a monitor is, in numbers for people.
///
/// @param traffic what was counted in the time watched
/// @param threshold the share of requests that may fail, from 0 to 1; 1 is none
/// @param watched how much of the time was watched
/// @param lasting how much must be
public record Progress(Traffic traffic, double threshold, Duration watched, Duration lasting) {

  /// `3 of 412 requests failed (0.7 %), threshold 1 %, 12 of 30 minutes watched.`
  public String sentence() {
    return capital(traffic.told(threshold)) + ", " + rest();
  }

  /// The same without the traffic.
  String rest() {
    Unit unit = Unit.evenFor(lasting);
    Duration shown = watched.compareTo(lasting) < 0 ? watched : lasting;
    return "%s%s of %s watched."
        .formatted(
            threshold < 1
                ? "threshold %s %%, ".formatted(Traffic.plain(Traffic.percent(threshold)))
                : "",
            Traffic.number(unit.in(shown)),
            unit.told(lasting));
  }

  static String capital(String sentence) {
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
  }

  /// A length of time in words, rounded down: `4 minutes`.
  static String told(Duration time) {
    return Unit.fittingFor(time).told(time);
  }

  private enum Unit {
    HOUR(3600),
    MINUTE(60),
    SECOND(1);

    private final long seconds;

    Unit(long seconds) {
      this.seconds = seconds;
    }

    /// The largest of which there are at least two, and no remainder.
    static Unit evenFor(Duration time) {
      for (Unit unit : values()) {
        if (unit.in(time) >= 2 && time.toSeconds() % unit.seconds == 0) {
          return unit;
        }
      }
      return SECOND;
    }

    /// The largest of which there are at least two.
    static Unit fittingFor(Duration time) {
      for (Unit unit : values()) {
        if (unit.in(time) >= 2) {
          return unit;
        }
      }
      return SECOND;
    }

    long in(Duration time) {
      return time.toSeconds() / seconds;
    }

    String told(Duration time) {
      String word = name().toLowerCase(Locale.ROOT);
      return Traffic.number(in(time)) + " " + word + (in(time) == 1 ? "" : "s");
    }
  }
}
