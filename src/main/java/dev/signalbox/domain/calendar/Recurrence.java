package dev.signalbox.domain.calendar;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;

/// When something happens again and again: a pattern on the clocks of a zone. A time that clocks
/// jump over happens at the first instant after the jump; a time that they show twice happens once,
/// the first time; and times that fall together happen once.
public record Recurrence(Pattern pattern, ZoneId zone) {

  /// When it happens next, strictly after an instant; empty if never again.
  public Optional<Instant> next(Instant after) {
    return nextTime(after).map(time -> time.in(zone));
  }

  /// When it happened last, at or before an instant; empty if never.
  public Optional<Instant> last(Instant until) {
    return lastTime(until).map(time -> time.in(zone));
  }

  /// The same as a time on the wall.
  Optional<WallTime> nextTime(Instant after) {
    LocalDateTime from = LocalDateTime.ofInstant(after, zone);
    Optional<WallTime> time = pattern.from(from);
    while (time.isPresent() && !time.get().in(zone).isAfter(after)) {
      time = pattern.from(time.get().clock().plusNanos(1));
    }
    return time;
  }

  Optional<WallTime> lastTime(Instant until) {
    Optional<WallTime> time = pattern.until(WallTime.latest(until, zone));
    while (time.isPresent() && time.get().in(zone).isAfter(until)) {
      time = pattern.until(time.get().clock().minusNanos(1));
    }
    return time;
  }

  /// As a team writes it, with its zone: `FRI 10:00 Europe/London`.
  @Override
  public String toString() {
    return pattern + " " + zone;
  }
}
