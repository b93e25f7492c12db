package dev.signalbox.domain.calendar;

import dev.signalbox.base.Slug;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Set;

/// A time in which nothing moves but what it lets through: a rollback always.
///
/// @param from the first time of it on the clocks
/// @param to the first time after it
public record Freeze(
    Slug name, LocalDateTime from, LocalDateTime to, ZoneId zone, Set<Move> letsThrough) {

  public Freeze {
    letsThrough = Set.copyOf(letsThrough);
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("the freeze ends before it begins");
    }
  }

  public Instant begins() {
    return WallTime.instant(from, zone);
  }

  public Instant ends() {
    return WallTime.instant(to, zone);
  }

  public boolean at(Instant now) {
    return !now.isBefore(begins()) && now.isBefore(ends());
  }

  public boolean letsThrough(Move move) {
    return move == Move.ROLLBACK || letsThrough.contains(move);
  }
}
