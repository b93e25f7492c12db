package dev.signalbox.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.app.Calendars;
import dev.signalbox.app.Calendars.CalendarView;
import dev.signalbox.app.Shortcuts;
import dev.signalbox.base.Decision;
import dev.signalbox.base.ServiceId;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.audit.Shortcut;
import dev.signalbox.domain.calendar.CalendarEvent;
import dev.signalbox.domain.calendar.ICalendar;
import dev.signalbox.fixture.TestDatabase;
import dev.signalbox.store.Definitions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The calendar of a service shows what is to come, and a feed of it is the same every time.
class CalendarsTest {

  private final Path folder = TestDatabase.passableFolder();
  private final Lives lives = new Lives(folder, journal -> journal);
  private final LocalDate today = LocalDate.ofInstant(lives.clock().instant(), ZoneOffset.UTC);
  private final Commanded shop =
      new Commanded(
          folder,
          """
          signalbox: 1
          service: commanded
          build:
            - run: ./build.sh
            - publish: { files: dist, image: embedded/commanded, tags: ["{commit}"] }
          release: { scheme: semver, from: conventional-commits, tag: "v{version}" }
          deploy: { command: "true" }
          calendar:
            zone: UTC
            holidays: { also: { %s: the day of the move } }
            peak: { freeze: %s/%s, lets-through: [hotfix] }
            office: { open: MON-FRI 09:00-16:00 }
          rota:
            release-manager: { turns: weekly, of: [ann, ben] }
          trains:
            daily: { cuts: 0 12 * * * }
          environments:
            staging:
              takes: { train: daily }
              starts: MON-FRI 13:00
              steps: [deploy]
          """
              .formatted(today.plusDays(3), today.plusDays(5), today.plusDays(6)));

  @AfterEach
  void close() {
    lives.close();
  }

  @Test
  void trains_starts_freezes_holidays_and_duties_stand_in_one_calendar() {
    shop.commit("feat: begin");
    ServiceId service = lives.add(shop.remote());
    lives.settle(service);
    lives.go(service);

    CalendarView view = view();
    assertThat(view.windows()).containsExactly("office: MON-FRI 09:00-16:00 UTC");
    assertThat(view.events())
        .extracting(CalendarEvent::kind)
        .contains("train", "start", "freeze", "holiday", "duty");
    assertThat(view.events()).extracting(CalendarEvent::uid).doesNotHaveDuplicates();
    Instant move = today.plusDays(3).atTime(12, 0).toInstant(ZoneOffset.UTC);
    assertThat(view.events().stream().filter(event -> event.kind().equals("train")))
        .hasSizeGreaterThan(100)
        .filteredOn(event -> event.from().equals(move))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.happens()).isFalse();
          assertThat(event.why())
              .hasValueSatisfying(
                  why -> assertThat(why).endsWith("is the day of the move, so it is left out."));
        });
    assertThat(of(view, "freeze").getFirst())
        .satisfies(freeze -> {
          assertThat(freeze.from())
              .isEqualTo(today.plusDays(5).atStartOfDay().toInstant(ZoneOffset.UTC));
          assertThat(freeze.to())
              .contains(today.plusDays(7).atStartOfDay().toInstant(ZoneOffset.UTC));
          assertThat(freeze.why()).contains("It lets a hotfix and a rollback through.");
        });
    assertThat(of(view, "duty"))
        .extracting(CalendarEvent::title)
        .contains("ann is release-manager");
    String feed = ICalendar.of("x", view.events(), view.now());
    lives.clock().advance(Duration.ofSeconds(1));
    assertThat(ICalendar.of("x", view().events(), view.now())).isEqualTo(feed);
  }

  @Test
  void what_people_did_beside_the_process_is_counted_with_their_reasons() {
    shop.commit("feat: begin");
    ServiceId service = lives.add(shop.remote());
    lives.settle(service);
    lives.go(service);
    var shortcuts = new Shortcuts(lives.database(), lives.clock());
    assertThat(shortcuts.of("commanded", Duration.ofDays(30)))
        .isEqualTo(Decision.accept(List.of()));

    Actor ann = Actor.unproven("ann");
    assertThat(lives.trains().skip("commanded", "daily", "the fair", ann))
        .isInstanceOf(Decision.Accepted.class);
    assertThat(lives.trains().cut("commanded", "daily", false, "it burns", ann))
        .isInstanceOf(Decision.Accepted.class);

    String month = lives.clock().instant().toString().substring(0, 7);
    assertThat(shortcuts.of("commanded", Duration.ofDays(30)))
        .isEqualTo(
            Decision.accept(
                List.of(
                    new Shortcut(month, "cut-skipped", 1, List.of("the fair")),
                    new Shortcut(month, "extra-cut", 1, List.of("it burns")))));
  }

  private CalendarView view() {
    var calendars =
        new Calendars(lives.database(), new Definitions(), lives.plans(), lives.clock());
    return switch (calendars.of("commanded")) {
      case Decision.Accepted<CalendarView>(CalendarView view) -> view;
      case Decision.Refused<CalendarView>(var refusal) ->
          throw new AssertionError(refusal.sentence());
    };
  }

  private static List<CalendarEvent> of(CalendarView view, String kind) {
    return view.events().stream().filter(event -> event.kind().equals(kind)).toList();
  }
}
