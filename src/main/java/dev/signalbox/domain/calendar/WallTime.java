package dev.signalbox.domain.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;

/// A time as the clock on the wall shows it, and the day people count it to: `THU 24:00` is Friday
/// 00:00 on the clock and belongs to Thursday.
public record WallTime(LocalDate day, LocalDateTime clock) {

  /// @param seconds since midnight, 0 to 86 400
  static WallTime of(LocalDate day, int seconds) {
    return new WallTime(day, day.atStartOfDay().plusSeconds(seconds));
  }

  static WallTime of(LocalDateTime clock) {
    return new WallTime(clock.toLocalDate(), clock);
  }

  /// The same time of the clock on another day.
  WallTime on(LocalDate other) {
    return new WallTime(other, clock.plusDays(other.toEpochDay() - day.toEpochDay()));
  }

  /// When the clocks of a zone show it.
  public Instant in(ZoneId zone) {
    return instant(clock, zone);
  }

  /// When the clocks of a zone show a time. A time that clocks jump over is the first instant after
  /// the jump; a time that they show twice is the first of the two.
  public static Instant instant(LocalDateTime clock, ZoneId zone) {
    ZoneRules rules = zone.getRules();
    List<ZoneOffset> offsets = rules.getValidOffsets(clock);
    return offsets.isEmpty()
        ? rules.getTransition(clock).getInstant()
        : clock.toInstant(offsets.getFirst());
  }

  /// The latest time of the clock that may have been shown first at or before an instant.
  static LocalDateTime latest(Instant until, ZoneId zone) {
    LocalDateTime clock = LocalDateTime.ofInstant(until, zone);
    ZoneOffsetTransition transition = zone.getRules().getTransition(clock);
    return transition != null && transition.isOverlap() ? transition.getDateTimeBefore() : clock;
  }
}
