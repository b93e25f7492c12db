package dev.signalbox.domain.plan;

import dev.signalbox.base.Reason;
import dev.signalbox.base.Slug;
import dev.signalbox.base.Utc;
import dev.signalbox.domain.calendar.Occurrence;
import dev.signalbox.domain.calendar.Schedule;
import dev.signalbox.domain.calendar.WallTime;
import dev.signalbox.domain.environment.Environment;
import dev.signalbox.domain.gate.Gate;
import dev.signalbox.domain.plan.ServiceState.EnvironmentState;
import dev.signalbox.domain.plan.ServiceState.SlotUse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The slots of an environment that starts by a schedule. A slot opens at its instant and closes
/// with the end of that day, or when a promotion has started in it; what is not ready by then waits
/// for the next.
final class Slots {

  private final Schedule schedule;
  private final Slug environment;
  private final Slug service;
  private final EnvironmentState here;
  private final Instant now;

  Slots(Environment environment, Schedule schedule, ServiceState state, Instant now) {
    this.schedule = schedule;
    this.environment = environment.name();
    this.service = state.service();
    this.here = state.environment(environment.name());
    this.now = now;
  }

  /// The offer in the slot that is open now, or with a gate that says when the next one opens.
  Offer put(Offer offer) {
    var gates = new ArrayList<>(offer.gates());
    var wakes = new ArrayList<>(offer.wakes());
    Optional<Occurrence> today = schedule.last(now).filter(this::lastsTillNow);
    Optional<SlotUse> used = today.flatMap(slot -> here.usedIn(slot.plannedAt()));
    Optional<Instant> open = Optional.empty();
    if (today.isPresent() && used.isEmpty()) {
      Instant end = end(today.get());
      gates.add(
          Gate.open(
              "slot",
              "The slot of %s is open until %s."
                  .formatted(
                      Utc.at(today.get().place(), today.get().zone()),
                      Utc.at(end, today.get().zone()))));
      wakes.add(end);
      open = Optional.of(today.get().plannedAt());
    } else {
      gates.add(Gate.closed("slot", closed(used)));
    }
    return new Offer(
        offer.candidate(),
        offer.behind(),
        List.copyOf(gates),
        offer.sentence(),
        open,
        List.copyOf(wakes));
  }

  /// The slot that is open and free now, or else the next that is free.
  Optional<Instant> openOrNext() {
    return schedule
        .last(now)
        .filter(slot -> lastsTillNow(slot) && here.usedIn(slot.plannedAt()).isEmpty())
        .or(() -> free(schedule.nextThatHappens(now)))
        .map(Occurrence::plannedAt);
  }

  /// When something that is ready now can start.
  Optional<Instant> firstStart() {
    return schedule
            .last(now)
            .filter(slot -> lastsTillNow(slot) && here.usedIn(slot.plannedAt()).isEmpty())
            .isPresent()
        ? Optional.of(now)
        : free(schedule.nextThatHappens(now)).map(Occurrence::place);
  }

  private boolean lastsTillNow(Occurrence slot) {
    return slot.at().isPresent() && now.isBefore(end(slot));
  }

  private static Instant end(Occurrence slot) {
    LocalDate day = LocalDate.ofInstant(slot.place(), slot.zone());
    return WallTime.instant(day.plusDays(1).atStartOfDay(), slot.zone());
  }

  private Reason closed(Optional<SlotUse> used) {
    Optional<Occurrence> next = free(schedule.nextThatHappens(now));
    String taken = used.map(use -> "%s went in today's slot. ".formatted(use.what())).orElse("");
    String why =
        schedule
            .next(now)
            .filter(one -> one.at().isEmpty())
            .flatMap(Occurrence::why)
            .map(text -> " " + text)
            .orElse("");
    return new Reason(
        "no-slot",
        taken
            + next.map(slot ->
                    "%s starts %s; the next slot opens at %s.%s"
                        .formatted(
                            environment,
                            schedule.recurrence(),
                            Utc.at(slot.place(), slot.zone()),
                            slot.why().map(text -> " " + text).orElse(why)))
                .orElseGet(() ->
                    "%s starts %s, and there is no slot any more."
                        .formatted(environment, schedule.recurrence())),
        "time, or whoever may promote: signalbox promote %s %s".formatted(service, environment),
        next.map(Occurrence::place));
  }

  /// The first of these and the following that nothing has been put into.
  private Optional<Occurrence> free(Optional<Occurrence> first) {
    Optional<Occurrence> slot = first;
    while (slot.isPresent() && here.usedIn(slot.get().plannedAt()).isPresent()) {
      slot = schedule.nextThatHappens(slot.get().place());
    }
    return slot;
  }
}
