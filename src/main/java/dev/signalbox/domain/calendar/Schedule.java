package dev.signalbox.domain.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A recurrence among holidays: what falls on one is left out or moved, and says why.
public record Schedule(Recurrence recurrence, Holidays holidays, OnHoliday onHoliday) {

  /// A row of holidays longer than this moves nothing across it: what falls into it is left out.
  static final int LONGEST_MOVE = 31;

  /// What happens, or is left out, next: strictly after an instant; empty if nothing ever.
  public Optional<Occurrence> next(Instant after) {
    if (!moves()) {
      return recurrence.nextTime(after).map(this::occurrence);
    }
    Optional<WallTime> time = recurrence.nextTime(beforeTheRow(after));
    Optional<Occurrence> best = Optional.empty();
    while (time.isPresent() && mayComeFirst(time.get(), best)) {
      Occurrence one = occurrence(time.get());
      if (one.place().isAfter(after) && best.filter(b -> !comesBefore(one, b)).isEmpty()) {
        best = Optional.of(one);
      }
      time = recurrence.nextTime(time.get().in(zone()));
    }
    return best;
  }

  /// What happened, or was left out, last: at or before an instant; empty if nothing ever did.
  public Optional<Occurrence> last(Instant until) {
    if (!moves()) {
      return recurrence.lastTime(until).map(this::occurrence);
    }
    Optional<WallTime> time = recurrence.lastTime(afterTheRow(until));
    Optional<Occurrence> best = Optional.empty();
    while (time.isPresent() && mayComeLast(time.get(), best)) {
      Occurrence one = occurrence(time.get());
      if (!one.place().isAfter(until) && best.filter(b -> !comesAfter(one, b)).isEmpty()) {
        best = Optional.of(one);
      }
      time = recurrence.lastTime(time.get().in(zone()).minusNanos(1));
    }
    return best;
  }

  /// The next one that is not left out.
  public Optional<Occurrence> nextThatHappens(Instant after) {
    Optional<Occurrence> one = next(after);
    for (int leftOut = 0; leftOut < 1000 && one.isPresent(); leftOut++) {
      if (one.get().at().isPresent()) {
        return one;
      }
      one = next(one.get().place());
    }
    return Optional.empty();
  }

  /// All after one instant and up to another, in their order.
  public List<Occurrence> between(Instant after, Instant until) {
    List<Occurrence> all = new ArrayList<>();
    Optional<Occurrence> one = next(after);
    while (one.isPresent() && !one.get().place().isAfter(until)) {
      all.add(one.get());
      one = next(one.get().place());
    }
    return List.copyOf(all);
  }

  private ZoneId zone() {
    return recurrence.zone();
  }

  private boolean moves() {
    return !holidays.isEmpty()
        && (onHoliday == OnHoliday.DAY_BEFORE || onHoliday == OnHoliday.DAY_AFTER);
  }

  private Occurrence occurrence(WallTime time) {
    Optional<String> holiday =
        onHoliday == OnHoliday.RUN ? Optional.empty() : holidays.on(time.day());
    if (holiday.isEmpty()) {
      return occurrence(time, Optional.of(time.in(zone())), Optional.empty());
    }
    String because = "%s is %s".formatted(Days.date(time.day()), holiday.get());
    return openDay(time.day())
        .map(day ->
            occurrence(
                time,
                Optional.of(time.on(day).in(zone())),
                Optional.of(because + ", so it moves to " + Days.date(day) + ".")))
        .orElseGet(() ->
            occurrence(time, Optional.empty(), Optional.of(because + ", so it is left out.")));
  }

  private Occurrence occurrence(WallTime time, Optional<Instant> at, Optional<String> why) {
    return new Occurrence(time.clock(), time.day(), zone(), at, why);
  }

  /// The day that something planned on a holiday moves to.
  private Optional<LocalDate> openDay(LocalDate holiday) {
    int step =
        switch (onHoliday) {
          case DAY_BEFORE -> -1;
          case DAY_AFTER -> 1;
          case SKIP, RUN -> 0;
        };
    for (int days = 1; step != 0 && days <= LONGEST_MOVE; days++) {
      LocalDate day = holiday.plusDays((long) step * days);
      if (holidays.on(day).isEmpty()) {
        return Optional.of(day);
      }
    }
    return Optional.empty();
  }

  /// What is planned on a row of holidays up to this instant may still come: look from before it.
  private Instant beforeTheRow(Instant after) {
    LocalDate day = LocalDateTime.ofInstant(after, zone()).toLocalDate().minusDays(2);
    for (int days = 0; days < LONGEST_MOVE && holidays.on(day).isPresent(); days++) {
      day = day.minusDays(1);
    }
    return WallTime.instant(day.atStartOfDay(), zone());
  }

  private Instant afterTheRow(Instant until) {
    LocalDate day = LocalDateTime.ofInstant(until, zone()).toLocalDate().plusDays(2);
    for (int days = 0; days < LONGEST_MOVE && holidays.on(day).isPresent(); days++) {
      day = day.plusDays(1);
    }
    return WallTime.instant(day.plusDays(1).atStartOfDay(), zone());
  }

  private boolean mayComeFirst(WallTime time, Optional<Occurrence> best) {
    return best.isEmpty()
        || !time.in(zone()).isAfter(best.get().place())
        || (holidays.on(time.day()).isPresent()
            && time.day().toEpochDay() <= dayOf(best.get().place()).toEpochDay() + LONGEST_MOVE);
  }

  private boolean mayComeLast(WallTime time, Optional<Occurrence> best) {
    return best.isEmpty()
        || !time.in(zone()).isBefore(best.get().place())
        || (holidays.on(time.day()).isPresent()
            && time.day().toEpochDay() >= dayOf(best.get().place()).toEpochDay() - LONGEST_MOVE);
  }

  private LocalDate dayOf(Instant instant) {
    return LocalDateTime.ofInstant(instant, zone()).toLocalDate();
  }

  /// Of two at one instant the one that was planned there counts.
  private static boolean comesBefore(Occurrence one, Occurrence other) {
    int order = one.place().compareTo(other.place());
    return order < 0 || (order == 0 && other.why().isPresent() && one.why().isEmpty());
  }

  private static boolean comesAfter(Occurrence one, Occurrence other) {
    int order = one.place().compareTo(other.place());
    return order > 0 || (order == 0 && other.why().isPresent() && one.why().isEmpty());
  }
}
