package dev.signalbox.journey;

import static dev.signalbox.journey.Decided.accepted;
import static dev.signalbox.journey.Timetable.MIA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.app.Promotions.Wish;
import dev.signalbox.base.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The flow of every other Tuesday, on a real repository and a real database.
class EveryOtherTuesdayTest {

  private final Timetable sync =
      new Timetable(
          Timetable.flow("4-biweekly-release-manager").replace("first: 0.0.1", "first: 0.0.3"),
          Instant.parse("2026-01-05T12:00:00Z"));

  private final People people = new People(sync, "syncstorage");

  @AfterEach
  void close() {
    sync.close();
  }

  @Test
  void production_is_one_cycle_behind_staging_exactly_as_in_the_table() {
    sync.commit("fix: before the table");
    sync.add();
    sync.to("2026-01-06T18:00:01Z");
    staging("ann");
    var table = new ArrayList<List<String>>();
    sync.commit("fix: for week one");
    sync.to("2026-01-20T18:00:01Z");
    assertThat(people.codes("staging"))
        .as("the release is made, and waits for CI and the release manager")
        .containsExactly("no-check", "no-check", "no-word");
    staging("ann");
    assertThat(people.codes("production")).containsExactly("not-accepted", "no-qa", "no-word");
    production("ann");
    table.add(week());
    sync.commit("fix(config): SYNC_LIMIT is needed in week three");
    sync.to("2026-01-27T18:00:01Z");
    table.add(week());
    sync.lives().again();
    sync.to("2026-02-03T18:00:01Z");
    assertThat(Decided.refused(people.say("staging", "ann", "release-manager", true, "")))
        .as("February is another's turn")
        .isEqualTo("ben is release-manager now; you are ann.");
    staging("ben");
    production("ben");
    table.add(week());

    assertThat(table)
        .containsExactly(
            List.of("v0.0.4", "v0.0.3"), List.of("v0.0.4", "v0.0.3"), List.of("v0.0.5", "v0.0.4"));

    sync.to("2026-02-17T18:00:01Z");
    assertThat(sync.facts("cut-unchanged")).as("no change, no release").hasSize(1);
    people.yes("production", "ben", "release-manager");
    people.yes("production", "quinn", "qa");
    assertThat(people.request().text())
        .contains("# v0.0.5 into production", "There now: v0.0.4.", "SYNC_LIMIT");
    people.answer(false, "the database is moved today");
    sync.settle();
    assertThat(sync.reasons("production"))
        .extracting(Reason::sentence)
        .containsExactly(
            "ole of ops declined the deployment request %d for v0.0.5: the database is moved today"
                .formatted(people.request().number()));
    assertThat(week()).as("declined").containsExactly("v0.0.5", "v0.0.4");
    sync.to("2026-02-18T18:00:00Z");
    people.answer(true, "");
    sync.settle();
    assertThat(week()).as("production catches up").containsExactly("v0.0.5", "v0.0.5");
    people.yes("production", "ben", "errors");
    sync.to("2026-03-03T18:00:01Z");
    assertThat(sync.plan("production").verdict().toString())
        .contains(
            "v0.0.5, which staging had at 2026-03-03 10:00 America/Los_Angeles, has been taken.");
    assertThat(sync.facts("dashboards-unwatched"))
        .containsExactly("nobody looked at latency of v0.0.5 in production");
    assertThat(sync.deployed())
        .as("each once")
        .containsExactly(
            "staging 0.0.3",
            "staging 0.0.4",
            "production 0.0.3",
            "staging 0.0.5",
            "production 0.0.4",
            "production 0.0.5");
  }

  @Test
  void a_fix_in_the_place_of_the_planned_release_leaves_nothing_for_its_slot() {
    sync.commit("fix: before");
    sync.add();
    sync.to("2026-01-06T18:00:01Z");
    staging("ann");
    sync.commit("fix: planned for the twentieth");
    sync.to("2026-01-08T12:00:00Z");

    // a warmfix: cut now, in the place of the next one
    accepted(
        sync.lives().trains().cut("syncstorage", "biweekly", true, "SYNC-9: it is urgent", MIA));
    sync.settle();
    staging("ann");
    assertThat(sync.there("staging")).contains("v0.0.4");
    // a hotfix: into production as well, in the slot of the next cut
    accepted(
        sync.lives()
            .promotions()
            .request(
                new Wish("syncstorage", "production", Optional.of("v0.0.4"), false, true, "SYNC-9"),
                MIA));
    sync.settle();
    production("ann");
    assertThat(week()).containsExactly("v0.0.4", "v0.0.4");

    sync.commit("fix: has to wait");
    sync.to("2026-01-20T18:00:01Z");
    assertThat(sync.facts("cut-replaced"))
        .containsExactly(
            "biweekly makes no release at 2026-01-20 18:00 UTC: v0.0.4 went in its place");
    assertThat(sync.plan("production").verdict().toString())
        .contains("v0.0.4 went in the slot of biweekly at 2026-01-20 10:00 America/Los_Angeles.");
    sync.to("2026-02-03T18:00:01Z");
    staging("ben");
    assertThat(sync.there("staging")).contains("v0.0.5");
  }

  @Test
  void a_tuesday_in_the_teams_holidays_moves_to_the_day_before() {
    sync.sleepUntil("2026-12-14T12:00:00Z");
    sync.commit("fix: before the holidays");
    sync.add();
    sync.to("2026-12-21T17:59:59Z");
    assertThat(sync.tags()).isEmpty();
    sync.to("2026-12-21T18:00:01Z");
    assertThat(sync.tags()).contains("v0.0.3");

    people.test("staging");
    sync.to("2026-12-22T18:00:01Z");
    people.yes("staging", "cleo", "release-manager");
    sync.settle();
    assertThat(sync.reasons("staging"))
        .extracting(Reason::sentence)
        .as("her word comes too late")
        .containsExactly("Tuesday 22 December 2026 is a day off for the team.");
    sync.to("2026-12-28T18:00:01Z");
    assertThat(sync.there("staging")).contains("v0.0.3");
  }

  /// CI and the release manager let into staging what was released.
  private void staging(String manager) {
    people.test("staging");
    people.yes("staging", manager, "release-manager");
    sync.settle();
  }

  /// QA, the release manager and Ops let into production what staging had, and its dashboards are
  /// looked at.
  private void production(String manager) {
    people.yes("production", "quinn", "qa");
    people.yes("production", manager, "release-manager");
    people.answer(true, "");
    sync.settle();
    people.yes("production", manager, "errors");
    people.yes("production", manager, "latency");
    sync.settle();
  }

  private List<String> week() {
    return List.of(
        sync.there("staging").orElse("nothing"), sync.there("production").orElse("nothing"));
  }
}
