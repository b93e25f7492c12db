package dev.signalbox.domain.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;

/// One time of a schedule. What was planned is its identity: moved or not, it is the same one.
///
/// @param planned what the clock was to show
/// @param day the day people count it to; the day before, where the plan says 24:00
/// @param at when it happens; empty if it is left out
/// @param why it is left out or moved, as a sentence; empty if it happens as planned
public record Occurrence(
    LocalDateTime planned, LocalDate day, ZoneId zone, Optional<Instant> at, Optional<String> why) {

  /// When it was to happen.
  public Instant plannedAt() {
    return WallTime.instant(planned, zone);
  }

  /// Where it stands among the others: when it happens, or when it would have.
  public Instant place() {
    return at.orElseGet(this::plannedAt);
  }
}
