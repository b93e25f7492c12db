package dev.signalbox.domain.calendar;

import dev.signalbox.base.Slug;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// Recurring times in which things may move. Its ends follow the rule of all recurrences: an end in
/// a time that clocks jump over is the first instant after the jump, and one that they show twice
/// is the first of the two.
///
/// @param letsThrough what may move outside of it, too; a rollback always may
public record Window(Slug name, List<Times> open, Set<Move> letsThrough) {

  /// All that a week can hold has been seen after this many days, whatever the clocks do.
  private static final int DAYS = 16;

  /// Days of the week, from one time to another: `MON-THU 09:00-16:00 Europe/Berlin`.
  ///
  /// @param from seconds of the day
  /// @param to seconds of the day, 86 400 at most; not after `from` means on the day after
  public record Times(Set<DayOfWeek> days, int from, int to, ZoneId zone) {

    public Times {
      days = Set.copyOf(days);
      if (from == to || days.isEmpty()) {
        throw new IllegalArgumentException("a window that never opens");
      }
    }

    @Override
    public String toString() {
      return "%s %s-%s %s".formatted(Days.text(days), Days.clock(from), Days.clock(to), zone);
    }
  }

  private record Interval(Instant from, Instant to) {

    boolean has(Instant instant) {
      return !instant.isBefore(from) && instant.isBefore(to);
    }
  }

  public Window {
    open = List.copyOf(open);
    letsThrough = Set.copyOf(letsThrough);
  }

  public boolean isOpen(Instant now) {
    return around(now, 1).stream().anyMatch(interval -> interval.has(now));
  }

  public boolean letsThrough(Move move) {
    return move == Move.ROLLBACK || letsThrough.contains(move);
  }

  /// The first instant at or after this one at which it is open; empty if there is none, as where
  /// the clocks jump over it week by week.
  public Optional<Instant> nextOpen(Instant from) {
    return around(from, DAYS).stream()
        .filter(interval -> interval.to().isAfter(from))
        .map(interval -> interval.from().isAfter(from) ? interval.from() : from)
        .min(Instant::compareTo);
  }

  /// The first instant after this one at which it is closed; empty if it is open for ever.
  public Optional<Instant> nextClose(Instant from) {
    Instant end = from;
    Instant last = from.plus(Duration.ofDays(DAYS - 2));
    while (true) {
      Instant reached = end;
      Optional<Instant> further =
          around(from, DAYS).stream()
              .filter(interval -> interval.has(reached))
              .map(Interval::to)
              .max(Instant::compareTo);
      if (further.isEmpty()) {
        return end.isBefore(last) ? Optional.of(end) : Optional.empty();
      }
      end = further.get();
    }
  }

  private List<Interval> around(Instant now, int ahead) {
    return open.stream()
        .flatMap(times -> {
          LocalDate today = LocalDate.ofInstant(now, times.zone());
          return LongStream.rangeClosed(-2, ahead)
              .mapToObj(today::plusDays)
              .filter(day -> times.days().contains(day.getDayOfWeek()))
              .map(day -> interval(day, times));
        })
        .filter(interval -> interval.from().isBefore(interval.to()))
        .toList();
  }

  private static Interval interval(LocalDate day, Times times) {
    LocalDate end = times.to() > times.from() ? day : day.plusDays(1);
    return new Interval(
        WallTime.of(day, times.from()).in(times.zone()),
        WallTime.of(end, times.to()).in(times.zone()));
  }

  /// When it is open, as a team writes it.
  public String times() {
    return open.stream().map(Times::toString).collect(Collectors.joining(", "));
  }
}
