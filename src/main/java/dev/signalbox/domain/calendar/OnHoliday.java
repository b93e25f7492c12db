package dev.signalbox.domain.calendar;

/// What becomes of something planned on a holiday.
public enum OnHoliday {
  /// It is left out.
  SKIP,
  /// It happens at the same time on the last day before that is no holiday.
  DAY_BEFORE,
  /// It happens at the same time on the first day after that is no holiday.
  DAY_AFTER,
  /// It happens all the same.
  RUN
}
