package dev.signalbox.journey;

import static dev.signalbox.journey.Decided.accepted;
import static dev.signalbox.journey.Timetable.MIA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.app.Promotions.Wish;
import dev.signalbox.app.Shortcuts;
import dev.signalbox.base.Decision;
import dev.signalbox.base.Reason;
import dev.signalbox.domain.audit.Shortcut;
import dev.signalbox.domain.change.CommitId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
          Timetable.flow("4-biweekly-release-manager")
              .replace("first: 0.0.1", "first: 0.0.3")
              .replace(
                  "  holidays:",
                  "  moving: { freeze: 2026-02-10/2026-02-12, lets-through: [hotfix] }\n  holidays:"),
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
  void the_kind_of_an_urgent_fix_says_where_it_goes_and_whose_slot_it_takes() {
    sync.commit("fix: before");
    sync.add();
    sync.to("2026-01-06T18:00:01Z");
    staging("ann");
    sync.commit("fix: it burns");
    sync.to("2026-01-08T12:00:00Z");
    assertThat(Decided.refused(cut("coldfix", "SYNC-9")))
        .isEqualTo("syncstorage has no urgent 'coldfix'; it has warmfix and hotfix.");
    assertThat(Decided.refused(cut("hotfix", " ")))
        .isEqualTo("A hotfix needs a reason: it is counted, and people will ask.");
    accepted(cut("warmfix", "SYNC-9"));
    sync.settle();
    staging("ann");
    assertThat(Decided.refused(promote("warmfix")))
        .isEqualTo("A warmfix goes into staging, not into production.");

    // it turns out that production needs it as well: what staging has now
    accepted(promote("hotfix"));
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

    // a hotfix leaves the next cut of the train as it is
    accepted(cut("hotfix", "SYNC-10"));
    sync.settle();
    assertThat(sync.facts("extra-cut")).hasSize(2);
    sync.commit("fix: planned");
    sync.to("2026-02-03T18:00:01Z");
    assertThat(sync.tags()).contains("v0.0.5", "v0.0.6");
    staging("ben");
    sync.to("2026-02-11T12:00:00Z");
    accepted(promote(Optional.empty(), Optional.of("v0.0.6")));
    letIn("ben");
    assertThat(people.codes("production")).containsExactly("frozen");
    accepted(promote("hotfix"));
    sync.settle();
    assertThat(sync.there("production")).as("the freeze lets it through").contains("v0.0.6");
    assertThat(
            accepted(
                    new Shortcuts(sync.lives().database(), sync.lives().clock())
                        .of("syncstorage", Duration.ofDays(100)))
                .stream()
                .map(one -> one.what() + " " + one.times()))
        .contains("extra-cut 2", "hotfix 1", "cut-replaced 1");
  }

  private Decision<?> cut(String kind, String reason) {
    return sync.lives().trains().cutUrgently("syncstorage", "biweekly", kind, reason, MIA);
  }

  private Decision<?> promote(String kind) {
    return promote(Optional.of(kind), Optional.empty());
  }

  private Decision<?> promote(Optional<String> kind, Optional<String> what) {
    return sync.lives()
        .promotions()
        .request(new Wish("syncstorage", "production", what, false, false, kind, "SYNC-9"), MIA);
  }

  @Test
  void functional_tests_that_have_changed_are_released_first_or_somebody_says_why_not() {
    sync.commit("fix: before");
    sync.add();
    sync.to("2026-01-06T18:00:01Z");
    staging("ann");
    sync.functionalTests().on("main").file("README.md", "more").commit("docs: not of the tests");
    sync.to("2026-01-20T17:00:00Z");
    assertThat(sync.facts("companion-changed")).as("the folder counts").isEmpty();
    CommitId two =
        sync.functionalTests().on("main").file("tests/two", "2").commit("test: conflicts");
    sync.to("2026-01-20T18:00:01Z");

    assertThat(people.request().text())
        .as("Ops and the release manager see it before they accept")
        .contains(
            "## Companions",
            "- functional-tests has changed since v1.4.0: 1 commit, the newest \"test: conflicts\"."
                + " Release it first, as v1.4.1. Repository: file://",
            ", folder tests. The tag to name: v1.4.1.");
    letIn("ann");
    assertThat(sync.reasons("production"))
        .singleElement()
        .satisfies(reason -> {
          assertThat(reason.code()).isEqualTo("companion-changed");
          assertThat(reason.sentence())
              .isEqualTo(
                  "functional-tests has changed since v1.4.0: 1 commit, the newest"
                      + " \"test: conflicts\". Release it first, as v1.4.1.");
          assertThat(reason.clearedBy())
              .startsWith("whoever may tag v1.4.1 in file://")
              .endsWith(
                  "; or you, on the record: signalbox say syncstorage production functional-tests"
                      + " yes --reason \"...\"");
        });
    sync.lives().again();
    sync.functionalTests().tag("v1.4.1", two);
    sync.to("2026-01-20T19:00:00Z");
    assertThat(sync.there("production")).as("by the look that saw the tag").contains("v0.0.3");
    assertThat(sync.facts("companion-released"))
        .containsExactly("functional-tests is released as v1.4.1");

    sync.commit("fix: for the next cycle");
    sync.to("2026-02-03T18:00:01Z");
    staging("ben");
    sync.functionalTests().on("main").file("tests/three", "3").commit("test: a comment");
    sync.to("2026-02-17T18:00:01Z");
    assertThat(Decided.refused(people.say("production", "ben", "functional-tests", true, "")))
        .isEqualTo("To go on without a release of functional-tests needs a reason: it is counted.");
    accepted(people.say("production", "ben", "functional-tests", true, "only a comment"));
    sync.settle();
    assertThat(people.codes("production")).containsExactly("not-accepted", "no-qa", "no-word");
    sync.functionalTests().on("main").file("tests/three", "4").commit("test: another sum");
    sync.to("2026-02-17T19:00:01Z");
    assertThat(people.codes("production"))
        .as("of this one nobody knew then")
        .containsExactly("not-accepted", "no-qa", "no-word", "companion-changed");
    assertThat(people.request().companions())
        .singleElement()
        .asString()
        .startsWith("functional-tests has changed since v1.4.1: 2 commits");
    accepted(people.say("production", "ben", "functional-tests", true, "it is about v2"));
    production("ben");
    assertThat(week()).containsExactly("v0.0.4", "v0.0.4");
    assertThat(sync.facts("companion-passed-over"))
        .containsOnly("let v0.0.4 go on into production without a release of functional-tests")
        .hasSize(2);
    assertThat(
            accepted(
                    new Shortcuts(sync.lives().database(), sync.lives().clock())
                        .of("syncstorage", Duration.ofDays(100)))
                .stream()
                .map(Shortcut::what))
        .containsExactly("companion-passed-over");
  }

  @Test
  void functional_tests_that_do_not_answer_hold_production() throws IOException {
    sync.commit("fix: before");
    sync.add();
    sync.to("2026-01-06T18:00:01Z");
    staging("ann");
    Path away = sync.functionalTests().folder().resolveSibling("away.git");
    Files.move(sync.functionalTests().folder(), away);
    sync.to("2026-01-20T18:00:01Z");

    assertThat(people.codes("production"))
        .containsExactly("not-accepted", "no-qa", "no-word", "companion-unreachable");
    Files.move(away, sync.functionalTests().folder());
    sync.to("2026-01-20T19:00:01Z");
    assertThat(people.codes("production")).containsExactly("not-accepted", "no-qa", "no-word");
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
    letIn(manager);
    people.yes("production", manager, "errors");
    people.yes("production", manager, "latency");
    sync.settle();
  }

  private void letIn(String manager) {
    people.yes("production", "quinn", "qa");
    people.yes("production", manager, "release-manager");
    people.answer(true, "");
    sync.settle();
  }

  private List<String> week() {
    return List.of(
        sync.there("staging").orElse("nothing"), sync.there("production").orElse("nothing"));
  }
}
