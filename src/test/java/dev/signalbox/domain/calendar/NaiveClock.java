package dev.signalbox.domain.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// The clock on a wall, watched from one instant to the next and never computed: what a clock shows
/// for the first time happens then, and what it jumped over happens when it has jumped. It knows
/// the offset of an instant and nothing else about zones.
final class NaiveClock {

  private static final int STEP = 15;

  /// Epoch minutes at which the hand first stood at a quarter of an hour.
  private long[] at = new long[1 << 16];

  /// What the clock showed then, as minutes since 1970 on the wall.
  private long[] clock = new long[1 << 16];

  private int size;

  NaiveClock(ZoneId zone, LocalDate from, LocalDate to) {
    long now = from.toEpochDay() * 1440;
    long end = to.toEpochDay() * 1440;
    long showing = shown(zone, now);
    long highest = showing;
    while (now < end) {
      long later = shown(zone, now + STEP);
      boolean steady = later == showing + STEP && showing % STEP == 0;
      now += steady ? STEP : 1;
      showing = steady ? later : shown(zone, now);
      for (long quarter = (Math.floorDiv(highest, STEP) + 1) * STEP;
          quarter <= showing;
          quarter += STEP) {
        add(now, quarter);
      }
      highest = Math.max(highest, showing);
    }
  }

  private void add(long now, long quarter) {
    if (size == at.length) {
      at = Arrays.copyOf(at, 2 * size);
      clock = Arrays.copyOf(clock, 2 * size);
    }
    at[size] = now;
    clock[size++] = quarter;
  }

  private static long shown(ZoneId zone, long minute) {
    long seconds = minute * 60;
    return Math.floorDiv(
        seconds + zone.getRules().getOffset(Instant.ofEpochSecond(seconds)).getTotalSeconds(), 60);
  }

  /// When it happens: on days of a kind, at minutes of a kind. Together is once.
  List<Instant> happens(Predicate<LocalDate> day, LongPredicate minuteOfDay) {
    List<Instant> all = new ArrayList<>();
    long known = Long.MIN_VALUE;
    boolean counts = false;
    long before = Long.MIN_VALUE;
    for (int i = 0; i < size; i++) {
      long today = Math.floorDiv(clock[i], 1440L);
      if (today != known) {
        known = today;
        counts = day.test(LocalDate.ofEpochDay(today));
      }
      if (counts && minuteOfDay.test(clock[i] - today * 1440) && at[i] != before) {
        all.add(Instant.ofEpochSecond(at[i] * 60));
        before = at[i];
      }
    }
    return all;
  }

  /// When each quarter of an hour was shown first, for whoever counts by themselves.
  List<Shown> all() {
    return IntStream.range(0, size)
        .mapToObj(i ->
            new Shown(
                Instant.ofEpochSecond(at[i] * 60),
                LocalDateTime.ofEpochSecond(clock[i] * 60, 0, ZoneOffset.UTC)))
        .toList();
  }

  record Shown(Instant at, LocalDateTime clock) {}
}
