package dev.signalbox.domain.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A recurrence rule of RFC 5545, section 3.3.10, by years, months, weeks or days. Days that do not
/// exist, such as 30 February, are left out, as the RFC has it.
///
/// @param text as it was written
/// @param days which days of a period count
/// @param times seconds of the day, ascending
/// @param positions BYSETPOS: which times of a period count, from 1 or from the end by -1; empty if
///   all do
/// @param interval how many periods lie between
/// @param from the first day that counts; periods are counted from the one it is in
/// @param end when it ends
public record Rule(
    String text,
    RuleDays days,
    List<Integer> times,
    Set<Integer> positions,
    int interval,
    LocalDate from,
    End end)
    implements Pattern {

  /// Beyond this many years nothing is looked for: the Gregorian calendar repeats after 400.
  private static final int YEARS = 800;

  /// When a rule ends.
  public sealed interface End {

    record Never() implements End {}

    /// @param last the last time that counts
    record Until(LocalDateTime last) implements End {}

    record After(int times) implements End {}
  }

  public Rule {
    times = List.copyOf(times);
    positions = Set.copyOf(positions);
  }

  @Override
  public Optional<WallTime> from(LocalDateTime clock) {
    if (end instanceof End.After(int most)) {
      return counted(most).stream()
          .filter(time -> !time.isBefore(clock))
          .findFirst()
          .map(WallTime::of);
    }
    LocalDate first = clock.toLocalDate().isBefore(from) ? from : clock.toLocalDate();
    LocalDate period = inTurn(days.periodOf(first), 1);
    LocalDate limit = first.plusYears(YEARS);
    while (!period.isAfter(limit) && !over(period)) {
      for (LocalDateTime time : timesIn(period)) {
        if (!time.isBefore(clock)) {
          return Optional.of(WallTime.of(time));
        }
      }
      period = days.plus(period, interval);
    }
    return Optional.empty();
  }

  @Override
  public Optional<WallTime> until(LocalDateTime clock) {
    if (end instanceof End.After(int most)) {
      return counted(most).stream()
          .takeWhile(time -> !time.isAfter(clock))
          .reduce((_, later) -> later)
          .map(WallTime::of);
    }
    LocalDateTime last =
        end instanceof End.Until(LocalDateTime until) && until.isBefore(clock) ? until : clock;
    if (last.toLocalDate().isBefore(from)) {
      return Optional.empty();
    }
    LocalDate period = inTurn(days.periodOf(last.toLocalDate()), -1);
    LocalDate limit = last.toLocalDate().minusYears(YEARS);
    LocalDate begin = days.periodOf(from);
    while (!period.isBefore(begin) && !period.isBefore(limit)) {
      for (LocalDateTime time : timesIn(period).reversed()) {
        if (!time.isAfter(last)) {
          return Optional.of(WallTime.of(time));
        }
      }
      period = days.plus(period, -interval);
    }
    return Optional.empty();
  }

  /// All times of a rule that ends after so many.
  private List<LocalDateTime> counted(int most) {
    List<LocalDateTime> all = new ArrayList<>();
    LocalDate period = days.periodOf(from);
    LocalDate limit = from.plusYears(YEARS);
    while (all.size() < most && !period.isAfter(limit)) {
      all.addAll(timesIn(period));
      period = days.plus(period, interval);
    }
    return all.subList(0, Math.min(most, all.size()));
  }

  private boolean over(LocalDate period) {
    return end instanceof End.Until(LocalDateTime last) && period.isAfter(last.toLocalDate());
  }

  /// The period itself, or the nearest in a direction that is not left out.
  private LocalDate inTurn(LocalDate period, int direction) {
    int beside =
        (int) Math.floorMod(days.periodsBetween(days.periodOf(from), period), (long) interval);
    if (beside == 0) {
      return period;
    }
    return days.plus(period, direction > 0 ? interval - beside : -beside);
  }

  private List<LocalDateTime> timesIn(LocalDate period) {
    List<LocalDateTime> all = new ArrayList<>();
    for (LocalDate day : days.in(period)) {
      for (int time : times) {
        all.add(day.atStartOfDay().plusSeconds(time));
      }
    }
    List<LocalDateTime> counting = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      LocalDateTime time = all.get(i);
      boolean chosen =
          positions.isEmpty() || positions.contains(i + 1) || positions.contains(i - all.size());
      boolean running =
          !time.toLocalDate().isBefore(from)
              && !(end instanceof End.Until(LocalDateTime last) && time.isAfter(last));
      if (chosen && running) {
        counting.add(time);
      }
    }
    return counting;
  }

  @Override
  public String toString() {
    return text;
  }

  /// A day of the week, of any week or of the n-th of its month or year.
  ///
  /// @param nth 0 for any, 1 for the first, -1 for the last
  public record NthDay(int nth, DayOfWeek day) {}
}
