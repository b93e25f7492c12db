package dev.signalbox.domain.calendar;

import dev.signalbox.domain.calendar.Rule.NthDay;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.WeekFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Which days of a period a rule of RFC 5545 means. An empty set restricts nothing.
///
/// @param monthDays days of the month, from the end by negative numbers
/// @param yearDays days of the year, likewise
/// @param weeks numbers of weeks of the year, likewise; by years only
/// @param weekStart the day that weeks begin on
public record RuleDays(
    Frequency frequency,
    Set<Integer> months,
    Set<Integer> monthDays,
    Set<Integer> yearDays,
    Set<Integer> weeks,
    Set<NthDay> weekdays,
    DayOfWeek weekStart) {

  /// The periods of a rule.
  public enum Frequency {
    YEARLY,
    MONTHLY,
    WEEKLY,
    DAILY
  }

  public RuleDays {
    months = Set.copyOf(months);
    monthDays = Set.copyOf(monthDays);
    yearDays = Set.copyOf(yearDays);
    weeks = Set.copyOf(weeks);
    weekdays = Set.copyOf(weekdays);
  }

  /// The first day of the period that a day is in. Where weeks of the year count, a year begins
  /// with its first week.
  LocalDate periodOf(LocalDate day) {
    return switch (frequency) {
      case YEARLY -> weeks.isEmpty() ? day.withDayOfYear(1) : firstWeek(weekYear(day));
      case MONTHLY -> day.withDayOfMonth(1);
      case WEEKLY -> day.with(TemporalAdjusters.previousOrSame(weekStart));
      case DAILY -> day;
    };
  }

  LocalDate plus(LocalDate period, int periods) {
    return switch (frequency) {
      case YEARLY ->
          weeks.isEmpty() ? period.plusYears(periods) : firstWeek(weekYear(period) + periods);
      case MONTHLY -> period.plusMonths(periods);
      case WEEKLY -> period.plusWeeks(periods);
      case DAILY -> period.plusDays(periods);
    };
  }

  long periodsBetween(LocalDate from, LocalDate to) {
    return switch (frequency) {
      case YEARLY ->
          weeks.isEmpty() ? to.getYear() - from.getYear() : weekYear(to) - weekYear(from);
      case MONTHLY -> ChronoUnit.MONTHS.between(from, to);
      case WEEKLY -> ChronoUnit.WEEKS.between(from, to);
      case DAILY -> ChronoUnit.DAYS.between(from, to);
    };
  }

  /// The days of a period that count, in order.
  List<LocalDate> in(LocalDate period) {
    List<LocalDate> days = new ArrayList<>();
    LocalDate end = plus(period, 1);
    LocalDate day = period;
    while (day.isBefore(end)) {
      if (!months.isEmpty() && !months.contains(day.getMonthValue())) {
        day = day.withDayOfMonth(1).plusMonths(1);
      } else {
        if (counts(day)) {
          days.add(day);
        }
        day = day.plusDays(1);
      }
    }
    return days;
  }

  private boolean counts(LocalDate day) {
    return hasNumber(monthDays, day.getDayOfMonth(), day.lengthOfMonth())
        && hasNumber(yearDays, day.getDayOfYear(), day.lengthOfYear())
        && (weeks.isEmpty() || inWeek(day))
        && (weekdays.isEmpty() || weekdays.stream().anyMatch(nth -> is(nth, day)));
  }

  private static boolean hasNumber(Set<Integer> numbers, int number, int of) {
    return numbers.isEmpty() || numbers.contains(number) || numbers.contains(number - of - 1);
  }

  private boolean is(NthDay nth, LocalDate day) {
    if (nth.day() != day.getDayOfWeek()) {
      return false;
    }
    if (nth.nth() == 0) {
      return true;
    }
    boolean ofMonth = frequency == Frequency.MONTHLY || !months.isEmpty();
    int number = ofMonth ? day.getDayOfMonth() : day.getDayOfYear();
    int of = ofMonth ? day.lengthOfMonth() : day.lengthOfYear();
    return nth.nth() > 0
        ? (number - 1) / 7 + 1 == nth.nth()
        : -((of - number) / 7 + 1) == nth.nth();
  }

  private boolean inWeek(LocalDate day) {
    WeekFields fields = WeekFields.of(weekStart, 4);
    long week = day.get(fields.weekOfWeekBasedYear());
    int year = weekYear(day);
    long of = ChronoUnit.WEEKS.between(firstWeek(year), firstWeek(year + 1));
    return weeks.contains((int) week) || weeks.contains((int) (week - of - 1));
  }

  private int weekYear(LocalDate day) {
    return day.get(WeekFields.of(weekStart, 4).weekBasedYear());
  }

  /// The first day of a year's first week, which has at least four days of it.
  private LocalDate firstWeek(int year) {
    return LocalDate.of(year, 1, 4).with(TemporalAdjusters.previousOrSame(weekStart));
  }
}
