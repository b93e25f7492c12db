package dev.signalbox.domain.calendar;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.calendar.Calendar.Demand;
import dev.signalbox.domain.gate.Gate;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Schedules among holidays, and the calendar's gates.
class ScheduleTest {

  private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");
  private static final Holidays US = new Holidays(List.of(country("US")), Map.of());

  @Test
  void a_holiday_tuesday_moves_as_the_team_says_and_says_why() {
    Instant before = Instant.parse("2026-12-01T00:00:00Z");
    Holidays eve =
        new Holidays(List.of(), Map.of(LocalDate.of(2026, 12, 8), "the day of the move"));
    String text = "every other TUE 10:00 from 2026-12-08";

    assertThat(schedule(text, eve, OnHoliday.RUN).next(before))
        .hasValueSatisfying(
            one -> assertThat(one.at()).contains(Instant.parse("2026-12-08T18:00:00Z")));
    assertThat(schedule(text, eve, OnHoliday.DAY_BEFORE).next(before))
        .hasValueSatisfying(one -> {
          assertThat(one.at()).contains(Instant.parse("2026-12-07T18:00:00Z"));
          assertThat(one.planned()).isEqualTo(LocalDateTime.of(2026, 12, 8, 10, 0));
          assertThat(one.why())
              .contains(
                  "Tuesday 8 December 2026 is the day of the move, so it moves to Monday 7 December"
                      + " 2026.");
        });
    assertThat(schedule(text, eve, OnHoliday.DAY_AFTER).next(before).flatMap(Occurrence::at))
        .contains(Instant.parse("2026-12-09T18:00:00Z"));
    Schedule skipping = schedule(text, eve, OnHoliday.SKIP);
    assertThat(skipping.next(before))
        .hasValueSatisfying(one -> {
          assertThat(one.at()).isEmpty();
          assertThat(one.why())
              .contains("Tuesday 8 December 2026 is the day of the move, so it is left out.");
        });
    assertThat(skipping.nextThatHappens(before).flatMap(Occurrence::at))
        .contains(Instant.parse("2026-12-22T18:00:00Z"));
  }

  @Test
  void a_thursday_at_24_belongs_to_thursday() {
    Schedule thursdays = schedule("THU 24:00", US, OnHoliday.DAY_BEFORE);

    assertThat(thursdays.next(Instant.parse("2026-11-24T00:00:00Z")))
        .as("Thanksgiving")
        .hasValueSatisfying(one -> {
          assertThat(one.day()).isEqualTo(LocalDate.of(2026, 11, 26));
          assertThat(one.at()).contains(Instant.parse("2026-11-26T08:00:00Z"));
          assertThat(one.why())
              .hasValueSatisfying(why ->
                  assertThat(why).contains("is Thanksgiving Day (US), so it moves to Wednesday"));
        });
  }

  @Test
  void countries_and_regions_have_their_own_days() {
    assertThat(US.on(LocalDate.of(2026, 7, 4))).contains("Independence Day (US)");
    assertThat(US.on(LocalDate.of(2026, 7, 3))).contains("Independence Day, observed (US)");
    assertThat(US.on(LocalDate.of(2026, 7, 1))).isEmpty();
    assertThat(new Holidays(List.of(country("CA")), Map.of()).on(LocalDate.of(2026, 7, 1)))
        .contains("Canada Day (CA)");
    assertThat(new Holidays(List.of(country("DE")), Map.of()).on(LocalDate.of(2026, 11, 1)))
        .isEmpty();
    assertThat(new Holidays(List.of(country("DE-BY")), Map.of()).on(LocalDate.of(2026, 11, 1)))
        .isPresent();
  }

  /// Every policy beside one that lists all that is planned, moves it day by day, and sorts.
  @Test
  void next_and_last_go_through_what_was_moved_in_order() {
    Random chance = new Random(20260105);
    for (int round = 0; round < 60; round++) {
      Map<LocalDate, String> days = new HashMap<>();
      for (int i = 0; i < 60; i++) {
        days.put(LocalDate.of(2026, 1, 1).plusDays(chance.nextInt(200)), "off");
      }
      String text =
          List.of("MON-FRI 10:00", "THU 24:00", "0 9,17 * * *", "SAT,SUN 23:30").get(round % 4);
      OnHoliday policy = List.of(OnHoliday.values()).get(round / 4 % 3);
      Schedule schedule = schedule(text, new Holidays(List.of(), days), policy);
      TreeMap<Instant, Occurrence> expected = new TreeMap<>();
      naively(schedule.recurrence(), days, policy).stream()
          .sorted(Comparator.comparing(one -> one.why().isEmpty()))
          .forEach(one -> expected.put(one.place(), one));

      List<Instant> places = new ArrayList<>(expected.keySet());
      places.removeIf(at ->
          at.isBefore(Instant.parse("2026-02-20T00:00:00Z"))
              || at.isAfter(Instant.parse("2026-06-10T00:00:00Z")));
      for (int i = 1; i < places.size(); i++) {
        Instant at = places.get(i);
        Instant before = places.get(i - 1);
        Occurrence due = requireNonNull(expected.get(at));
        String which = "%s %s around %s (round %d)".formatted(text, policy, at, round);
        assertThat(schedule.next(before).map(Occurrence::place)).as(which).contains(at);
        assertThat(schedule.next(before)).as(which).map(Occurrence::at).contains(due.at());
        assertThat(schedule.last(at).map(Occurrence::place)).as(which).contains(at);
        assertThat(schedule.last(at.minusNanos(1)).map(Occurrence::place))
            .as(which)
            .contains(before);
      }
    }
  }

  private static List<Occurrence> naively(
      Recurrence recurrence, Map<LocalDate, String> days, OnHoliday policy) {
    List<Occurrence> all = new ArrayList<>();
    Optional<WallTime> time = recurrence.nextTime(Instant.parse("2025-12-01T00:00:00Z"));
    while (time.isPresent() && time.get().day().isBefore(LocalDate.of(2026, 10, 1))) {
      WallTime planned = time.get();
      LocalDate day = planned.day();
      while (days.containsKey(day) && policy != OnHoliday.SKIP) {
        day = day.plusDays(policy == OnHoliday.DAY_BEFORE ? -1 : 1);
      }
      boolean out = policy == OnHoliday.SKIP && days.containsKey(day);
      long moved = day.toEpochDay() - planned.day().toEpochDay();
      all.add(
          new Occurrence(
              planned.clock(),
              planned.day(),
              ZONE,
              out
                  ? Optional.empty()
                  : Optional.of(planned.clock().plusDays(moved).atZone(ZONE).toInstant()),
              days.containsKey(planned.day()) ? Optional.of("off") : Optional.empty()));
      time = recurrence.nextTime(planned.in(ZONE));
    }
    return all;
  }

  @Test
  void what_denies_beats_what_allows_and_a_rollback_goes_always() {
    Slug office = new Slug("office");
    var window =
        new Window(
            office,
            List.of(
                new Window.Times(
                    Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY), 9 * 3600, 16 * 3600, ZONE)),
            Set.of());
    var freeze =
        new Freeze(
            new Slug("peak"),
            LocalDateTime.of(2026, 11, 23, 0, 0),
            LocalDateTime.of(2026, 12, 1, 0, 0),
            ZONE,
            Set.of(Move.HOTFIX));
    var calendar = new Calendar(ZONE, List.of(window), List.of(freeze), US, OnHoliday.SKIP);
    var demand = new Demand(List.of(office), true);
    Instant frozenMonday = Instant.parse("2026-11-23T18:00:00Z");

    List<Gate> gates = calendar.gates(demand, Move.REGULAR, frozenMonday);
    assertThat(gates).extracting(Gate::name).containsExactly("window", "not-a-holiday", "freeze");
    assertThat(gates).extracting(Gate::isOpen).containsExactly(true, true, false);
    assertThat(calendar.nextOpen(demand, Move.REGULAR, frozenMonday))
        .as("the freeze ends on a Tuesday at midnight, and the office opens at nine")
        .contains(Instant.parse("2026-12-01T17:00:00Z"));
    assertThat(calendar.gates(demand, Move.HOTFIX, frozenMonday)).allMatch(Gate::isOpen);
    assertThat(calendar.nextClose(demand, Move.HOTFIX, frozenMonday))
        .contains(Instant.parse("2026-11-24T00:00:00Z"));
    assertThat(calendar.gates(demand, Move.ROLLBACK, Instant.parse("2026-12-25T08:00:00Z")))
        .allMatch(Gate::isOpen);
    assertThat(
            calendar
                .gates(demand, Move.REGULAR, Instant.parse("2026-12-25T18:00:00Z"))
                .get(1)
                .sentence())
        .isEqualTo("Friday 25 December 2026 is Christmas (US).");
    assertThat(calendar.nextClose(Demand.NOTHING, Move.ROLLBACK, frozenMonday)).isEmpty();
  }

  private static Schedule schedule(String text, Holidays holidays, OnHoliday policy) {
    return new Schedule(
        ((Parsed.Good<RecurrenceText>) RecurrenceText.read(text)).value().in(ZONE),
        holidays,
        policy);
  }

  private static Country country(String code) {
    return ((Parsed.Good<Country>) Country.read(code)).value();
  }
}
