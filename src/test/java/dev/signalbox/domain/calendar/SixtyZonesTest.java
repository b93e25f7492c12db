package dev.signalbox.domain.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.calendar.Window.Times;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Recurrences and windows beside a clock that is only watched, in zones whose clocks jump by hours
/// and half hours, at midnight, over a whole day, and back and forth in one month.
class SixtyZonesTest {

  private static final List<String> ZONES =
      List.of(
          "Africa/Cairo",
          "Africa/Casablanca",
          "Africa/El_Aaiun",
          "Africa/Johannesburg",
          "Africa/Juba",
          "Africa/Sao_Tome",
          "Africa/Tripoli",
          "Africa/Windhoek",
          "America/Araguaina",
          "America/Asuncion",
          "America/Bahia",
          "America/Cancun",
          "America/Caracas",
          "America/Godthab",
          "America/Grand_Turk",
          "America/Havana",
          "America/Los_Angeles",
          "America/Mexico_City",
          "America/Miquelon",
          "America/Montevideo",
          "America/New_York",
          "America/Port-au-Prince",
          "America/Santiago",
          "America/Sao_Paulo",
          "America/Scoresbysund",
          "America/St_Johns",
          "Antarctica/Casey",
          "Antarctica/Macquarie",
          "Antarctica/Troll",
          "Asia/Amman",
          "Asia/Beirut",
          "Asia/Colombo",
          "Asia/Damascus",
          "Asia/Dhaka",
          "Asia/Gaza",
          "Asia/Hebron",
          "Asia/Hovd",
          "Asia/Jerusalem",
          "Asia/Kathmandu",
          "Asia/Kolkata",
          "Asia/Pyongyang",
          "Asia/Tehran",
          "Asia/Tokyo",
          "Atlantic/Azores",
          "Australia/Adelaide",
          "Australia/Eucla",
          "Australia/Lord_Howe",
          "Australia/Sydney",
          "Europe/Berlin",
          "Europe/Chisinau",
          "Europe/Dublin",
          "Europe/Istanbul",
          "Europe/London",
          "Europe/Moscow",
          "Europe/Volgograd",
          "Pacific/Apia",
          "Pacific/Chatham",
          "Pacific/Fakaofo",
          "Pacific/Fiji",
          "Pacific/Norfolk",
          "Pacific/Tongatapu",
          "UTC");

  private static final LocalDate FROM = LocalDate.of(2010, 1, 4);
  private static final LocalDate TO = FROM.plusYears(10);

  /// A recurrence as a team writes it, and the same in the words of a clock.
  private record Case(String text, Predicate<LocalDate> day, LongPredicate minute) {}

  private static final List<Case> CASES =
      List.of(
          new Case("FRI 10:00", weekdays(DayOfWeek.FRIDAY), m -> m == 600),
          new Case("THU 24:00", weekdays(DayOfWeek.FRIDAY), m -> m == 0),
          new Case("SUN,SAT 02:30", weekdays(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), m -> m == 150),
          new Case("MON-FRI 00:00", day -> day.getDayOfWeek().getValue() < 6, m -> m == 0),
          new Case(
              "every other SUN 02:15 from 2010-01-10",
              day -> (day.toEpochDay() - LocalDate.of(2010, 1, 10).toEpochDay()) % 14 == 0,
              m -> m == 135),
          new Case("30 2 * * *", _ -> true, m -> m == 150),
          new Case("0 */12 * * *", _ -> true, m -> m % 720 == 0),
          new Case(
              "45 0,23 13 * FRI",
              day -> day.getDayOfMonth() == 13 || day.getDayOfWeek() == DayOfWeek.FRIDAY,
              m -> m == 45 || m == 23 * 60 + 45),
          new Case("0 0 31 * *", day -> day.getDayOfMonth() == 31, m -> m == 0),
          new Case(
              "FREQ=MONTHLY;BYDAY=2TU 10:00",
              day ->
                  day.getDayOfWeek() == DayOfWeek.TUESDAY
                      && day.getDayOfMonth() > 7
                      && day.getDayOfMonth() < 15,
              m -> m == 600),
          new Case(
              "FREQ=MONTHLY;BYDAY=-1SU;BYHOUR=1,2,3;BYMINUTE=30",
              day ->
                  day.getDayOfWeek() == DayOfWeek.SUNDAY
                      && day.plusDays(7).getMonthValue() != day.getMonthValue(),
              m -> m == 90 || m == 150 || m == 210),
          new Case(
              "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,SU;WKST=SU 00:00 from 2010-01-04",
              day -> {
                long days = day.toEpochDay() - LocalDate.of(2010, 1, 3).toEpochDay();
                return days > 0
                    && days / 7 % 3 == 0
                    && (day.getDayOfWeek() == DayOfWeek.MONDAY
                        || day.getDayOfWeek() == DayOfWeek.SUNDAY);
              },
              m -> m == 0),
          new Case(
              "FREQ=YEARLY;BYMONTH=3,10;BYMONTHDAY=-1,30 02:00",
              day ->
                  (day.getMonthValue() == 3 || day.getMonthValue() == 10)
                      && day.getDayOfMonth() >= 30,
              m -> m == 120));

  private static Predicate<LocalDate> weekdays(DayOfWeek... days) {
    return day -> List.of(days).contains(day.getDayOfWeek());
  }

  @Test
  void recurrences_happen_when_the_clock_shows_it() {
    assertThat(ZONES).hasSizeGreaterThanOrEqualTo(60);
    assertThat(ZONES.parallelStream().flatMap(SixtyZonesTest::wrongIn)).isEmpty();
  }

  private static Stream<String> wrongIn(String name) {
    ZoneId zone = ZoneId.of(name);
    var clock = new NaiveClock(zone, FROM, TO);
    return CASES.stream()
        .flatMap(one ->
            compare(recurrence(one.text(), zone), clock.happens(one.day(), one.minute())).stream()
                .map(fault -> one.text() + " " + name + ": " + fault));
  }

  @Test
  void nothing_changes_with_the_years_of_casablanca_to_come() {
    ZoneId zone = ZoneId.of("Africa/Casablanca");
    var clock = new NaiveClock(zone, LocalDate.of(2020, 1, 6), LocalDate.of(2030, 1, 6));
    for (Case one : CASES.subList(0, 4)) {
      assertThat(compare(recurrence(one.text(), zone), clock.happens(one.day(), one.minute())))
          .isEmpty();
    }
  }

  @Test
  void windows_open_and_close_when_the_clock_shows_it() {
    List<String> wrong = new ArrayList<>();
    for (String name : ZONES) {
      ZoneId zone = ZoneId.of(name);
      var nights =
          new Times(Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), 22 * 3600, 2 * 3600 + 1800, zone);
      var early = new Times(Set.of(DayOfWeek.SUNDAY, DayOfWeek.FRIDAY), 1800, 3 * 3600, zone);
      var window = new Window(new Slug("night"), List.of(nights, early), Set.of());
      List<Instant> changes =
          changesOf(new NaiveClock(zone, FROM, FROM.plusYears(3)), List.of(nights, early));
      Instant now = changes.getFirst();
      boolean open = window.isOpen(now);
      for (int i = 1; i < changes.size(); i++) {
        Optional<Instant> change = open ? window.nextClose(now) : window.nextOpen(now);
        if (!change.equals(Optional.of(changes.get(i)))
            || window.isOpen(change.get().minusNanos(1)) != open
            || window.isOpen(change.get()) == open) {
          wrong.add("%s after %s: %s, not %s".formatted(name, now, change, changes.get(i)));
          break;
        }
        now = changes.get(i);
        open = !open;
      }
    }
    assertThat(wrong).isEmpty();
  }

  /// When a window changes between open and closed, by a clock that is watched.
  private static List<Instant> changesOf(NaiveClock clock, List<Times> times) {
    List<Instant> changes = new ArrayList<>();
    int opened = 0;
    boolean before = false;
    List<NaiveClock.Shown> all = clock.all();
    for (int i = 0; i < all.size(); i++) {
      NaiveClock.Shown shown = all.get(i);
      int second = shown.clock().toLocalTime().toSecondOfDay();
      for (Times one : times) {
        boolean overnight = one.to() <= one.from();
        DayOfWeek today = shown.clock().getDayOfWeek();
        DayOfWeek begun = overnight ? today.minus(1) : today;
        opened += one.from() == second && one.days().contains(today) ? 1 : 0;
        opened -= one.to() == second && one.days().contains(begun) && opened > 0 ? 1 : 0;
      }
      boolean lastOfItsInstant = i + 1 == all.size() || !all.get(i + 1).at().equals(shown.at());
      if (lastOfItsInstant && opened > 0 != before) {
        before = opened > 0;
        changes.add(shown.at());
      }
    }
    return changes;
  }

  private static Recurrence recurrence(String text, ZoneId zone) {
    return switch (RecurrenceText.read(text)) {
      case Parsed.Good<RecurrenceText>(RecurrenceText read) -> read.in(zone);
      case Parsed.Bad<RecurrenceText>(String fact, String next) ->
          throw new AssertionError(text + ": " + fact + " " + next);
    };
  }

  /// The first way in which a recurrence is not what was seen.
  private static Optional<String> compare(Recurrence recurrence, List<Instant> seen) {
    Instant before = seen.getFirst();
    for (Instant at : seen.subList(1, seen.size())) {
      Optional<Instant> next = recurrence.next(before);
      if (!next.equals(Optional.of(at))) {
        return Optional.of("after %s comes %s, not %s".formatted(before, next, at));
      }
      Instant between = before.plusSeconds(ChronoUnit.SECONDS.between(before, at) / 2);
      if (!recurrence.last(at).equals(next)
          || !recurrence.last(at.minusNanos(1)).equals(Optional.of(before))
          || !recurrence.next(between).equals(next)) {
        return Optional.of("around %s it is not the same from behind".formatted(at));
      }
      before = at;
    }
    return Optional.empty();
  }
}
