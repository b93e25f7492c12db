package dev.signalbox.journey;

import static dev.signalbox.journey.Timetable.MIA;
import static dev.signalbox.journey.Timetable.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.app.Promotions.Wish;
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

  @AfterEach
  void close() {
    sync.close();
  }

  @Test
  void production_is_one_cycle_behind_staging_exactly_as_in_the_table() {
    sync.commit("fix: before the table");
    sync.add();
    sync.to("2026-01-06T18:00:01Z");
    var table = new ArrayList<List<String>>();
    sync.commit("fix: for week one");
    sync.to("2026-01-20T18:00:01Z");
    table.add(week());
    sync.commit("fix: for week three");
    sync.to("2026-01-27T18:00:01Z");
    table.add(week());
    sync.lives().again();
    sync.to("2026-02-03T18:00:01Z");
    table.add(week());

    assertThat(table)
        .containsExactly(
            List.of("v0.0.4", "v0.0.3"), List.of("v0.0.4", "v0.0.3"), List.of("v0.0.5", "v0.0.4"));

    sync.to("2026-02-17T18:00:01Z");
    assertThat(sync.facts("cut-unchanged")).as("no change, no release").hasSize(1);
    assertThat(week()).as("production catches up").containsExactly("v0.0.5", "v0.0.5");
    sync.to("2026-03-03T18:00:01Z");
    assertThat(sync.plan("production").verdict().toString())
        .contains("v0.0.5, which staging had at 2026-03-03 18:00:00 UTC, has been taken.");
    assertThat(sync.deployed())
        .as("each once; at a cut both go at once")
        .containsExactlyInAnyOrder(
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
    sync.commit("fix: planned for the twentieth");
    sync.to("2026-01-08T12:00:00Z");

    // a warmfix: cut now, in the place of the next one
    accepted(
        sync.lives().trains().cut("syncstorage", "biweekly", true, "SYNC-9: it is urgent", MIA));
    sync.settle();
    assertThat(sync.there("staging")).contains("v0.0.4");
    // a hotfix: into production as well, in the slot of the next cut
    accepted(
        sync.lives()
            .promotions()
            .request(
                new Wish("syncstorage", "production", Optional.of("v0.0.4"), false, true, "SYNC-9"),
                MIA));
    sync.settle();
    assertThat(week()).containsExactly("v0.0.4", "v0.0.4");

    sync.commit("fix: has to wait");
    sync.to("2026-01-20T18:00:01Z");
    assertThat(sync.facts("cut-replaced"))
        .containsExactly(
            "biweekly makes no release at 2026-01-20 18:00:00 UTC: v0.0.4 went in its place");
    assertThat(sync.plan("production").verdict().toString())
        .contains("v0.0.4 went in the slot of biweekly at 2026-01-20 18:00:00 UTC.");
    sync.to("2026-02-03T18:00:01Z");
    assertThat(sync.there("staging")).contains("v0.0.5");
  }

  private List<String> week() {
    return List.of(
        sync.there("staging").orElse("nothing"), sync.there("production").orElse("nothing"));
  }
}
