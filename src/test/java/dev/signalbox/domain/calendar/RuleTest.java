package dev.signalbox.domain.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.fortuna.ical4j.model.Recur;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Recurrence rules beside another implementation of RFC 5545, and where the two of us might differ
/// beside what the RFC says itself.
class RuleTest {

  private static final LocalDateTime FROM = LocalDateTime.of(1997, 9, 2, 9, 0);

  /// Most are examples of RFC 5545, section 3.8.5.3.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "FREQ=DAILY;COUNT=10",
        "FREQ=DAILY;UNTIL=19971224",
        "FREQ=DAILY;INTERVAL=10;COUNT=5",
        "FREQ=DAILY;BYMONTH=1",
        "FREQ=WEEKLY;COUNT=10",
        "FREQ=WEEKLY;INTERVAL=2;WKST=SU",
        "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
        "FREQ=MONTHLY;COUNT=10;BYDAY=1FR",
        "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
        "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO",
        "FREQ=MONTHLY;BYMONTHDAY=-3",
        "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15",
        "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1",
        "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15",
        "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU",
        "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
        "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13",
        "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
        "FREQ=MONTHLY;BYMONTHDAY=31",
        "FREQ=YEARLY;COUNT=10;BYMONTH=6,7",
        "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200",
        "FREQ=YEARLY;BYDAY=20MO",
        "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
        "FREQ=YEARLY;BYMONTH=3;BYDAY=TH",
        "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"
      })
  void a_rule_happens_when_another_reader_says(String rule) {
    var other = new Recur<LocalDateTime>(rule);
    List<LocalDateTime> expected =
        other.getDates(FROM, FROM, FROM.plusYears(12)).stream()
            .filter(time -> time.isBefore(FROM.plusYears(12)))
            .limit(300)
            .toList();
    Pattern ours = read(rule + " 09:00 from 1997-09-02");

    assertThat(expected).isNotEmpty();
    List<LocalDateTime> times = new ArrayList<>();
    Optional<WallTime> next = ours.from(FROM);
    while (next.isPresent() && times.size() < expected.size()) {
      times.add(next.get().clock());
      next = ours.from(next.get().clock().plusNanos(1));
    }
    assertThat(times).isEqualTo(expected);
    Optional<WallTime> last = ours.until(expected.getLast());
    for (LocalDateTime time : expected.reversed()) {
      assertThat(last.map(WallTime::clock)).contains(time);
      last = ours.until(time.minusNanos(1));
    }
    assertThat(last).isEmpty();
  }

  @Test
  void a_day_that_a_month_has_not_is_left_out() {
    Recurrence last = new Recurrence(read("FREQ=MONTHLY;BYMONTHDAY=31 10:00"), ZoneOffset.UTC);

    assertThat(last.next(Instant.parse("2026-01-31T10:00:00Z")))
        .contains(Instant.parse("2026-03-31T10:00:00Z"));
  }

  @Test
  void a_rule_ends_where_it_says() {
    Recurrence until =
        new Recurrence(
            read("FREQ=WEEKLY;BYDAY=TU;UNTIL=20260120 10:00 from 2026-01-06"),
            ZoneId.of("Europe/London"));

    assertThat(until.next(Instant.parse("2026-01-13T10:00:00Z")))
        .contains(Instant.parse("2026-01-20T10:00:00Z"));
    assertThat(until.next(Instant.parse("2026-01-20T10:00:00Z"))).isEmpty();
    assertThat(until.last(Instant.parse("2030-01-01T00:00:00Z")))
        .contains(Instant.parse("2026-01-20T10:00:00Z"));
    assertThat(until.last(Instant.parse("2026-01-06T09:59:59Z"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FREQ=HOURLY 10:00",
        "FREQ=MONTHLY 10:00",
        "FREQ=DAILY",
        "FREQ=DAILY;BYHOUR=9 10:00",
        "FREQ=DAILY;INTERVAL=2 10:00",
        "FREQ=DAILY;COUNT=2;UNTIL=20270101 10:00 from 2026-01-01",
        "FREQ=WEEKLY;BYDAY=2TU 10:00",
        "FREQ=WEEKLY;BYMONTHDAY=2 10:00",
        "FREQ=MONTHLY;BYDAY=6TU 10:00",
        "FREQ=MONTHLY;BYMONTHDAY=32 10:00",
        "FREQ=MONTHLY;BYWEEKNO=3 10:00",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30 10:00",
        "FREQ=DAILY;FREQ=DAILY 10:00",
        "FREQ=DAILY;BYEASTER=1 10:00",
        "FREQ=DAILY;UNTIL=20260230 10:00"
      })
  void what_makes_no_sense_is_told(String rule) {
    assertThat(RecurrenceText.read(rule))
        .isInstanceOfSatisfying(
            Parsed.Bad.class,
            bad -> {
              assertThat(bad.fact()).isNotBlank();
              assertThat(bad.next()).isNotBlank();
            });
  }

  private static Pattern read(String text) {
    return switch (RecurrenceText.read(text)) {
      case Parsed.Good<RecurrenceText>(RecurrenceText good) -> good.pattern();
      case Parsed.Bad<RecurrenceText>(String fact, String next) ->
          throw new AssertionError(fact + " " + next);
    };
  }
}
