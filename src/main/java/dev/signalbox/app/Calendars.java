package dev.signalbox.app;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.calendar.Calendar;
import dev.signalbox.domain.calendar.CalendarEvent;
import dev.signalbox.domain.calendar.Freeze;
import dev.signalbox.domain.calendar.Occurrence;
import dev.signalbox.domain.environment.Environment;
import dev.signalbox.domain.environment.Environment.Starts;
import dev.signalbox.domain.plan.Plan;
import dev.signalbox.domain.plan.Plan.Coming;
import dev.signalbox.domain.plan.Plan.TrainPlan;
import dev.signalbox.domain.rota.Rota;
import dev.signalbox.domain.rota.Rota.Turn;
import dev.signalbox.domain.train.Train;
import dev.signalbox.flow.Flow;
import dev.signalbox.store.Database;
import dev.signalbox.store.Definitions;
import dev.signalbox.store.ServiceStore.ServiceRow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What stands in the calendar of a service: trains, slots, freezes, holidays and duties to come.
public final class Calendars {

  private static final Duration AHEAD = Duration.ofDays(120);
  private static final int MOST = 400;
  private static final int TURNS = 24;

  private final Database database;
  private final Definitions definitions;
  private final Plans plans;
  private final InstantSource clock;

  public Calendars(Database database, Definitions definitions, Plans plans, InstantSource clock) {
    this.database = database;
    this.definitions = definitions;
    this.plans = plans;
    this.clock = clock;
  }

  /// @param zone where it is which day
  /// @param now when this was looked at
  /// @param windows the windows that environments ask for, each as the team writes it
  public record CalendarView(
      String service, String zone, Instant now, List<String> windows, List<CalendarEvent> events) {}

  /// Everything to come within four months, in order.
  public Decision<CalendarView> of(String service) {
    Instant now = clock.instant();
    return database
        .read(tx -> Named.flow(tx, definitions, service))
        .map(process -> {
          ServiceRow row = process.service();
          Flow flow = process.flow();
          List<CalendarEvent> events = new ArrayList<>();
          trains(row, flow, now, events);
          starts(row, flow, now, events);
          freezes(row, flow.calendar(), now, events);
          holidays(row, flow.calendar(), now, events);
          duties(row, flow, now, events);
          return new CalendarView(
              row.name().text(),
              flow.calendar().zone().getId(),
              now,
              flow.calendar().windows().stream()
                  .map(window -> "%s: %s".formatted(window.name(), window.times()))
                  .toList(),
              events.stream()
                  .sorted(Comparator.comparing(CalendarEvent::from))
                  .limit(MOST)
                  .toList());
        });
  }

  /// The services that have a calendar.
  public List<String> services() {
    return database.read(
        tx -> tx.services().all().stream().map(service -> service.name().text()).toList());
  }

  /// What the planner knows of a train comes from the planner: a cut may be moved or left out by a
  /// person. What is beyond comes from the schedule.
  private void trains(ServiceRow row, Flow flow, Instant now, List<CalendarEvent> events) {
    Optional<Plan> plan = plans.look(row.id());
    for (Train train : flow.trains()) {
      List<Coming> known =
          plan.stream()
              .flatMap(p -> p.trains().stream())
              .filter(t -> t.train().equals(train.name()))
              .map(TrainPlan::coming)
              .findFirst()
              .orElse(List.of());
      known.forEach(coming ->
          events.add(
              event(
                  row,
                  "train",
                  train.name() + " is cut",
                  coming.planned(),
                  coming.at(),
                  !coming.leftOut(),
                  coming.why())));
      Instant beyond = known.isEmpty() ? now : known.getLast().at();
      train
          .cuts()
          .between(beyond, now.plus(AHEAD))
          .forEach(one -> events.add(event(row, "train", train.name() + " is cut", one)));
    }
  }

  private static void starts(ServiceRow row, Flow flow, Instant now, List<CalendarEvent> events) {
    for (Environment environment : flow.process().environments()) {
      if (environment.starts() instanceof Starts.At at) {
        at.schedule()
            .between(now, now.plus(AHEAD))
            .forEach(slot -> events.add(event(row, "start", environment.name() + " starts", slot)));
      }
    }
  }

  private static CalendarEvent event(ServiceRow row, String kind, String title, Occurrence one) {
    return event(row, kind, title, one.plannedAt(), one.place(), one.at().isPresent(), one.why());
  }

  private static CalendarEvent event(
      ServiceRow row,
      String kind,
      String title,
      Instant planned,
      Instant at,
      boolean happens,
      Optional<String> why) {
    return new CalendarEvent(
        uid(row, kind, title.replace(' ', '-') + "-" + planned),
        kind,
        happens ? title : title + " (left out)",
        at,
        Optional.empty(),
        Optional.empty(),
        happens,
        why);
  }

  private static void freezes(
      ServiceRow row, Calendar calendar, Instant now, List<CalendarEvent> events) {
    for (Freeze freeze : calendar.freezes()) {
      if (freeze.ends().isAfter(now)) {
        String through =
            Stream.concat(
                    Stream.of("rollback"), freeze.letsThrough().stream().map(Object::toString))
                .distinct()
                .sorted()
                .map("a "::concat)
                .collect(Collectors.joining(" and "));
        events.add(
            new CalendarEvent(
                uid(row, "freeze", freeze.name().text()),
                "freeze",
                "freeze " + freeze.name(),
                freeze.begins(),
                Optional.of(freeze.ends()),
                Optional.empty(),
                true,
                Optional.of("It lets %s through.".formatted(through))));
      }
    }
  }

  private static void holidays(
      ServiceRow row, Calendar calendar, Instant now, List<CalendarEvent> events) {
    LocalDate today = LocalDate.ofInstant(now, calendar.zone());
    for (long ahead = 0; ahead <= AHEAD.toDays(); ahead++) {
      LocalDate day = today.plusDays(ahead);
      calendar
          .holidays()
          .on(day)
          .ifPresent(name ->
              events.add(
                  new CalendarEvent(
                      uid(row, "holiday", day.toString()),
                      "holiday",
                      name,
                      day.atStartOfDay(calendar.zone()).toInstant(),
                      Optional.empty(),
                      Optional.of(day),
                      true,
                      Optional.empty())));
    }
  }

  private void duties(ServiceRow row, Flow flow, Instant now, List<CalendarEvent> events) {
    for (Rota rota : flow.rotas()) {
      List<Rota.Swap> swaps = database.read(tx -> tx.rotas().swaps(row.id(), rota.role()));
      for (Turn turn : rota.turnsFrom(now, TURNS, swaps)) {
        if (turn.begins().isBefore(now.plus(AHEAD))) {
          events.add(duty(row, rota.role(), turn));
        }
      }
    }
  }

  private static CalendarEvent duty(ServiceRow row, Slug role, Turn turn) {
    return new CalendarEvent(
        uid(row, "duty", role + "-" + turn.begins()),
        "duty",
        "%s is %s".formatted(turn.person(), role),
        turn.begins(),
        turn.ends(),
        Optional.empty(),
        true,
        turn.swap().map(swap -> "Swapped: " + swap.reason()));
  }

  private static String uid(ServiceRow row, String kind, String what) {
    return "%s-%s-%s@signalbox".formatted(row.name(), kind, what);
  }
}
