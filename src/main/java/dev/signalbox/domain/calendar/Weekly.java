package dev.signalbox.domain.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import java.util.Set;

/// Days of the week at one time: `FRI 10:00`, `THU 24:00`, `every other TUE 10:00 from 2026-01-06`.
///
/// @param seconds of the day, 0 to 86 400; the end of a day belongs to that day
/// @param every how many weeks lie between, 1 for each week; weeks begin on Monday
/// @param from the first day that counts; there is one wherever weeks are left out
public record Weekly(Set<DayOfWeek> days, int seconds, int every, Optional<LocalDate> from)
    implements Pattern {

  public Weekly {
    days = Set.copyOf(days);
    if (days.isEmpty() || seconds < 0 || seconds > 86_400 || every < 1) {
      throw new IllegalArgumentException("no days, no time or no weeks");
    }
    if (every > 1 && from.isEmpty()) {
      throw new IllegalArgumentException("which weeks count is not said");
    }
  }

  @Override
  public Optional<WallTime> from(LocalDateTime clock) {
    LocalDate earliest = clock.toLocalDate().minusDays(1);
    LocalDate day = from.filter(earliest::isBefore).orElse(earliest);
    while (true) {
      if (!inTurn(day)) {
        day = mondayOf(day).plusWeeks(1);
      } else if (days.contains(day.getDayOfWeek())
          && !WallTime.of(day, seconds).clock().isBefore(clock)) {
        return Optional.of(WallTime.of(day, seconds));
      } else {
        day = day.plusDays(1);
      }
    }
  }

  @Override
  public Optional<WallTime> until(LocalDateTime clock) {
    LocalDate day = clock.toLocalDate();
    while (from.isEmpty() || !day.isBefore(from.get())) {
      if (!inTurn(day)) {
        day = mondayOf(day).minusDays(1);
      } else if (days.contains(day.getDayOfWeek())
          && !WallTime.of(day, seconds).clock().isAfter(clock)) {
        return Optional.of(WallTime.of(day, seconds));
      } else {
        day = day.minusDays(1);
      }
    }
    return Optional.empty();
  }

  private boolean inTurn(LocalDate day) {
    return every == 1
        || Math.floorMod(
                (mondayOf(day).toEpochDay() - mondayOf(from.orElseThrow()).toEpochDay()) / 7, every)
            == 0;
  }

  private static LocalDate mondayOf(LocalDate day) {
    return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }

  @Override
  public String toString() {
    return switch (every) {
          case 1 -> "";
          case 2 -> "every other ";
          case 3 -> "every third ";
          case 4 -> "every fourth ";
          default -> "every %d weeks on ".formatted(every);
        }
        + Days.text(days)
        + " "
        + Days.clock(seconds)
        + from.map(day -> " from " + day).orElse("");
  }
}
