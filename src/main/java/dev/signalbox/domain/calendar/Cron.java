package dev.signalbox.domain.calendar;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.BitSet;
import java.util.Optional;

/// Five fields as crontab(5) has them: minutes, hours, days of the month, months, days of the week.
/// Where both kinds of days are restricted, either of them is enough; a field that begins with `*`
/// restricts nothing in this sense.
///
/// @param text the fields as they were written
/// @param weekdays 1 for Monday to 7 for Sunday
/// @param eitherDay whether a day of the month or a day of the week is enough
public record Cron(
    String text,
    BitSet minutes,
    BitSet hours,
    BitSet days,
    BitSet months,
    BitSet weekdays,
    boolean eitherDay)
    implements Pattern {

  /// Whatever days and months are asked for come together within this many years, for the calendar
  /// repeats after as many.
  private static final int YEARS = 400;

  @Override
  public Optional<WallTime> from(LocalDateTime clock) {
    LocalDate day = clock.toLocalDate();
    int minute = clock.getHour() * 60 + clock.getMinute();
    if (!clock.equals(day.atTime(clock.getHour(), clock.getMinute()))) {
      minute++;
    }
    LocalDate end = day.plusYears(YEARS);
    while (!day.isAfter(end)) {
      if (!months.get(day.getMonthValue())) {
        day = day.withDayOfMonth(1).plusMonths(1);
        minute = 0;
        continue;
      }
      int found = onDay(day) ? minuteFrom(minute) : -1;
      if (found >= 0) {
        return Optional.of(WallTime.of(day, found * 60));
      }
      day = day.plusDays(1);
      minute = 0;
    }
    return Optional.empty();
  }

  @Override
  public Optional<WallTime> until(LocalDateTime clock) {
    LocalDate day = clock.toLocalDate();
    int minute = clock.getHour() * 60 + clock.getMinute();
    LocalDate end = day.minusYears(YEARS);
    while (!day.isBefore(end)) {
      if (!months.get(day.getMonthValue())) {
        day = day.withDayOfMonth(1).minusDays(1);
        minute = 24 * 60 - 1;
        continue;
      }
      int found = onDay(day) ? minuteUntil(minute) : -1;
      if (found >= 0) {
        return Optional.of(WallTime.of(day, found * 60));
      }
      day = day.minusDays(1);
      minute = 24 * 60 - 1;
    }
    return Optional.empty();
  }

  private boolean onDay(LocalDate day) {
    boolean ofMonth = days.get(day.getDayOfMonth());
    boolean ofWeek = weekdays.get(day.getDayOfWeek().getValue());
    return eitherDay ? ofMonth || ofWeek : ofMonth && ofWeek;
  }

  /// The first minute of a day that is at or after this one; -1 if there is none.
  private int minuteFrom(int minute) {
    int hour = hours.nextSetBit(minute / 60);
    if (hour == minute / 60) {
      int found = minutes.nextSetBit(minute % 60);
      if (found >= 0) {
        return hour * 60 + found;
      }
      hour = hours.nextSetBit(hour + 1);
    }
    return hour < 0 ? -1 : hour * 60 + minutes.nextSetBit(0);
  }

  private int minuteUntil(int minute) {
    int hour = hours.previousSetBit(minute / 60);
    if (hour == minute / 60) {
      int found = minutes.previousSetBit(minute % 60);
      if (found >= 0) {
        return hour * 60 + found;
      }
      hour = hour == 0 ? -1 : hours.previousSetBit(hour - 1);
    }
    return hour < 0 ? -1 : hour * 60 + minutes.previousSetBit(59);
  }

  @Override
  public String toString() {
    return text;
  }
}
