package dev.signalbox.domain.calendar;

import dev.signalbox.base.Reason;
import dev.signalbox.base.Slug;
import dev.signalbox.base.Utc;
import dev.signalbox.domain.gate.Gate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The calendar of a service: its zone, windows, freezes and holidays. What denies beats what
/// allows: a freeze holds inside an open window, and two windows are open where both are. A
/// rollback is let through always.
///
/// @param zone where it is which day
/// @param onHoliday what becomes of a train or a start that falls on a holiday
public record Calendar(
    ZoneId zone,
    List<Window> windows,
    List<Freeze> freezes,
    Holidays holidays,
    OnHoliday onHoliday) {

  /// The calendar of a service that has none.
  public static final Calendar NONE =
      new Calendar(ZoneOffset.UTC, List.of(), List.of(), Holidays.NONE, OnHoliday.RUN);

  /// How far ahead an opening is looked for.
  private static final Duration AHEAD = Duration.ofDays(3660);

  public Calendar {
    windows = List.copyOf(windows);
    freezes = List.copyOf(freezes);
  }

  /// What an environment asks of the calendar before anything moves in.
  ///
  /// @param windows that have to be open, all of them
  /// @param notAHoliday whether it has to be a day that is no holiday
  public record Demand(List<Slug> windows, boolean notAHoliday) {

    public static final Demand NOTHING = new Demand(List.of(), false);

    public Demand {
      windows = List.copyOf(windows);
    }
  }

  /// A recurrence among the calendar's holidays.
  public Schedule schedule(Recurrence recurrence) {
    return new Schedule(recurrence, holidays, onHoliday);
  }

  public Optional<Window> window(Slug name) {
    return windows.stream().filter(window -> window.name().equals(name)).findFirst();
  }

  /// What the calendar says to a move at this instant: a gate for every window and for the holiday
  /// that are asked for, and one for every freeze that holds. A closed gate says when the move can
  /// go on, all of them together considered.
  public List<Gate> gates(Demand demand, Move move, Instant now) {
    List<Gate> gates = new ArrayList<>();
    boolean open = holding(demand, move, now).isEmpty();
    Optional<Instant> opensAt = open ? Optional.empty() : nextOpen(demand, move, now);
    demand.windows().forEach(name -> gates.add(window(needed(name), move, now, opensAt)));
    if (demand.notAHoliday()) {
      gates.add(holiday(move, now, opensAt));
    }
    freezes.stream()
        .filter(freeze -> freeze.at(now))
        .map(freeze -> frozen(freeze, move, opensAt))
        .forEach(gates::add);
    return List.copyOf(gates);
  }

  /// The first instant at or after this one at which nothing in the calendar holds the move; empty
  /// if there is none within ten years.
  public Optional<Instant> nextOpen(Demand demand, Move move, Instant from) {
    Instant now = from;
    while (now.isBefore(from.plus(AHEAD))) {
      List<Optional<Instant>> holding = holding(demand, move, now);
      if (holding.isEmpty()) {
        return Optional.of(now);
      }
      if (holding.stream().anyMatch(Optional::isEmpty)) {
        return Optional.empty();
      }
      now = holding.stream().flatMap(Optional::stream).max(Instant::compareTo).orElseThrow();
    }
    return Optional.empty();
  }

  /// The first instant after this one at which something in the calendar holds the move; empty if
  /// there is none within ten years. Where it is held now, that is now.
  public Optional<Instant> nextClose(Demand demand, Move move, Instant from) {
    Instant now = from;
    Instant end = from.plus(AHEAD);
    while (now.isBefore(end)) {
      if (!holding(demand, move, now).isEmpty()) {
        return Optional.of(now);
      }
      Optional<Instant> next = nextChange(demand, move, now);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      now = next.get();
    }
    return Optional.empty();
  }

  /// The name of the holiday that it is here at an instant.
  public Optional<String> holiday(Instant now) {
    return holidays.on(dayOf(now));
  }

  /// When each of what holds a move lets go by itself: empty where it never does.
  private List<Optional<Instant>> holding(Demand demand, Move move, Instant now) {
    List<Optional<Instant>> until = new ArrayList<>();
    demand.windows().stream()
        .map(this::needed)
        .filter(window -> !window.letsThrough(move) && !window.isOpen(now))
        .forEach(window -> until.add(window.nextOpen(now)));
    if (demand.notAHoliday() && move != Move.ROLLBACK && holiday(now).isPresent()) {
      until.add(Optional.of(midnight(dayOf(now).plusDays(1))));
    }
    freezes.stream()
        .filter(freeze -> freeze.at(now) && !freeze.letsThrough(move))
        .forEach(freeze -> until.add(Optional.of(freeze.ends())));
    return until;
  }

  /// The next instant after an open one at which anything in the calendar may begin to hold.
  private Optional<Instant> nextChange(Demand demand, Move move, Instant now) {
    List<Instant> changes = new ArrayList<>();
    demand.windows().stream()
        .map(this::needed)
        .filter(window -> !window.letsThrough(move))
        .forEach(window -> window.nextClose(now).ifPresent(changes::add));
    if (demand.notAHoliday() && move != Move.ROLLBACK && !holidays.isEmpty()) {
      changes.add(midnight(dayOf(now).plusDays(1)));
    }
    freezes.stream()
        .filter(freeze -> !freeze.letsThrough(move))
        .map(Freeze::begins)
        .filter(now::isBefore)
        .forEach(changes::add);
    return changes.stream().min(Instant::compareTo);
  }

  private Gate window(Window window, Move move, Instant now, Optional<Instant> opensAt) {
    String name = "window";
    if (window.isOpen(now)) {
      return Gate.open(
          name, "The window %s is open (%s).".formatted(window.name(), window.times()));
    }
    return window.letsThrough(move)
        ? Gate.open(name, "The window %s lets a %s through.".formatted(window.name(), move))
        : Gate.closed(
            name,
            new Reason(
                "window-closed",
                "The window %s is closed; it is open %s.".formatted(window.name(), window.times()),
                CLEARED_BY_THE_FLOW,
                opensAt));
  }

  private Gate holiday(Move move, Instant now, Optional<Instant> opensAt) {
    String name = "not-a-holiday";
    String day = Days.date(dayOf(now));
    Optional<String> holiday = holiday(now);
    if (holiday.isEmpty()) {
      return Gate.open(name, day + " is no holiday.");
    }
    return move == Move.ROLLBACK
        ? Gate.open(
            name, "%s is %s, and a rollback goes all the same.".formatted(day, holiday.get()))
        : Gate.closed(
            name,
            new Reason(
                "holiday",
                "%s is %s.".formatted(day, holiday.get()),
                CLEARED_BY_THE_FLOW,
                opensAt));
  }

  private Gate frozen(Freeze freeze, Move move, Optional<Instant> opensAt) {
    String name = "freeze";
    return freeze.letsThrough(move)
        ? Gate.open(name, "The freeze %s lets a %s through.".formatted(freeze.name(), move))
        : Gate.closed(
            name,
            new Reason(
                "frozen",
                "The freeze %s lasts until %s."
                    .formatted(freeze.name(), Utc.at(freeze.ends(), zone)),
                CLEARED_BY_THE_FLOW,
                opensAt));
  }

  private static final String CLEARED_BY_THE_FLOW =
      "time, or whoever may change the calendar in the flow file";

  private Window needed(Slug name) {
    return window(name)
        .orElseThrow(() -> new IllegalStateException("no window '" + name + "'. Indicates a bug."));
  }

  private LocalDate dayOf(Instant instant) {
    return LocalDateTime.ofInstant(instant, zone).toLocalDate();
  }

  private Instant midnight(LocalDate day) {
    return WallTime.instant(day.atStartOfDay(), zone);
  }
}
