package dev.signalbox.journey;

import static dev.signalbox.journey.Decided.accepted;
import static dev.signalbox.journey.Timetable.MIA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.app.Promotions.Wish;
import dev.signalbox.app.Soaks;
import dev.signalbox.base.Decision;
import dev.signalbox.base.Reason;
import dev.signalbox.domain.change.CommitId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The flow of the two regions, on a real repository and a real database, week by week. 1 January
/// 2026 is a Thursday.
class TwoRegionsTest {

  private final Timetable lms =
      new Timetable(
          Timetable.flow("3-two-regions-seasoning").replace("[ALICIA, BERTHA, CHARLIE", "[CHARLIE"),
          Instant.parse("2026-01-01T12:00:00Z"));

  @AfterEach
  void close() {
    lms.close();
  }

  @Test
  void the_fix_of_a_bug_in_the_uk_is_in_main_and_seasons_before_it_crosses_the_ocean() {
    CommitId charlie = lms.commit("feat(LMS-1): the courses");
    lms.add();
    lms.to("2026-01-01T23:58:00Z");
    assertThat(lms.tags()).as("nothing before midnight").isEmpty();
    lms.to("2026-01-02T00:00:01Z");
    assertThat(lms.tag("CHARLIE")).contains(charlie);
    assertThat(lms.deployed()).as("it starts on Friday at ten").isEmpty();
    assertThat(lms.reasons("uk"))
        .extracting(Reason::sentence)
        .containsExactly(
            "uk starts FRI 10:00 Europe/London; the next slot opens at 2026-01-02 10:00 Europe/London.");
    lms.to("2026-01-02T10:00:01Z");
    assertThat(lms.deployed()).containsExactly("uk CHARLIE");

    var changes = accepted(lms.changes().find("lms", "LMS-1"));
    assertThat(changes.getFirst().sentence()).endsWith("is in CHARLIE.");
    assertThat(changes.getFirst().environments())
        .extracting(dev.signalbox.domain.plan.Prognosis.Stop::sentence)
        .containsExactly(
            "uk has it, in CHARLIE.", "It can be in us from 2026-01-09 10:00 America/New_York on.");

    // the server is down over Thursday midnight, and is made up for on Friday morning
    CommitId darlene = lms.commit("feat: the marks");
    lms.lives().again();
    lms.sleepUntil("2026-01-09T09:00:00Z");
    lms.commit("feat: after the cut", "2026-01-09T08:00:00Z");
    lms.to("2026-01-09T10:00:01Z");
    assertThat(lms.tag("DARLENE")).contains(darlene);
    assertThat(lms.facts("train-cut"))
        .last()
        .asString()
        .endsWith("made up late, with the commit of that instant");
    lms.to("2026-01-09T15:00:30Z");
    assertThat(lms.deployed()).containsExactly("uk CHARLIE", "uk DARLENE", "us CHARLIE");

    // a bug is found in DARLENE, in the UK
    lms.to("2026-01-13T09:00:00Z");
    var soaks = new Soaks.Place("lms", "uk", "DARLENE");
    assertThat(lms.lives().soaks().bad(soaks, "", MIA)).isInstanceOf(Decision.Refused.class);
    accepted(lms.lives().soaks().bad(soaks, "LMS-7: marks are lost", MIA));
    assertThat(lms.plan("us").verdict().toString())
        .contains("DARLENE is bad in uk: mia: LMS-7: marks are lost");

    // the fix is in main; EDNA is cut now and goes to the UK at once
    CommitId edna = lms.commit("fix(LMS-7): marks are kept");
    accepted(lms.lives().trains().cut("lms", "weekly", false, "the fix of LMS-7", MIA));
    lms.settle();
    assertThat(lms.tag("EDNA")).contains(edna);
    assertThat(lms.plan("uk").candidate().orElseThrow().label()).isEqualTo("EDNA");
    accepted(
        lms.lives()
            .promotions()
            .request(new Wish("lms", "uk", Optional.of("EDNA"), false, "LMS-7"), MIA));
    lms.settle();
    assertThat(lms.there("uk")).contains("EDNA");

    // it seasons, and a person plays it by ear
    assertThat(lms.reasons("us")).extracting(Reason::code).containsExactly("soaking", "no-slot");
    assertThat(lms.reasons("us").getFirst().clearedBy())
        .isEqualTo(
            "time, or whoever may shorten it: signalbox soak lms uk EDNA --for 3d --reason"
                + " \"...\"");
    accepted(
        lms.lives()
            .soaks()
            .lasts(
                new Soaks.Place("lms", "uk", "EDNA"),
                Duration.ofDays(2),
                "it is a small fix",
                MIA));
    lms.lives().again();
    lms.to("2026-01-16T10:00:01Z");
    assertThat(lms.there("uk")).as("nothing has come since").contains("EDNA");
    assertThat(lms.facts("cut-unchanged")).hasSize(1);
    lms.to("2026-01-16T15:00:01Z");

    assertThat(lms.deployed())
        .containsExactly("uk CHARLIE", "uk DARLENE", "us CHARLIE", "uk EDNA", "us EDNA");
    assertThat(lms.facts("train-cut")).as("none twice").hasSize(3);
  }

  @Test
  void many_servers_see_a_cut_come_and_it_is_made_once() throws Exception {
    lms.commit("feat: the courses");
    lms.add();
    lms.sleepUntil("2026-01-02T00:00:01Z");
    lms.lives().go(lms.service());
    lms.sleepUntil("2026-01-02T10:00:01Z");
    var go = new CountDownLatch(1);
    try (var servers = Executors.newVirtualThreadPerTaskExecutor()) {
      var all =
          IntStream.range(0, 8)
              .<Future<?>>mapToObj(_ ->
                  servers.submit(() -> {
                    go.await();
                    lms.lives().plans().replan(lms.service());
                    return 0;
                  }))
              .toList();
      go.countDown();
      for (Future<?> one : all) {
        one.get();
      }
    }
    lms.settle();

    assertThat(lms.facts("train-cut")).hasSize(1);
    assertThat(lms.facts("release-begun")).hasSize(1);
    assertThat(lms.deployed()).containsExactly("uk CHARLIE");
  }

  @Test
  void the_next_cut_is_left_out_or_moved_with_a_reason_and_a_failed_build_is_told() {
    lms.commit("feat: the courses");
    lms.add();
    assertThat(lms.lives().trains().skip("lms", "weekly", " ", MIA))
        .isInstanceOf(Decision.Refused.class);
    accepted(lms.lives().trains().skip("lms", "weekly", "nobody is here", MIA));
    lms.to("2026-01-02T00:00:01Z");
    assertThat(lms.tags()).isEmpty();
    assertThat(lms.facts("cut-skipped"))
        .containsExactly("weekly is not cut at 2026-01-02 00:00 UTC: nobody is here");

    Instant earlier = Instant.parse("2026-01-08T12:00:00Z");
    accepted(lms.lives().trains().move("lms", "weekly", earlier, "a demo", MIA));
    lms.breakTheBuild("fix: this does not build");
    lms.to("2026-01-08T12:00:01Z");
    assertThat(lms.tags()).as("no older commit is taken in its stead").isEmpty();
    assertThat(accepted(lms.lives().trains().of("lms")).getFirst().reasons())
        .singleElement()
        .satisfies(reason -> {
          assertThat(reason.code()).isEqualTo("not-built");
          assertThat(reason.clearedBy()).contains("signalbox train lms weekly cut");
        });

    CommitId mended = lms.mendTheBuild("fix: this builds");
    accepted(lms.lives().trains().cut("lms", "weekly", false, "it is mended", MIA));
    lms.settle();
    assertThat(lms.tag("CHARLIE")).contains(mended);
    lms.to("2026-01-09T00:00:01Z");
    assertThat(lms.facts("train-cut")).as("the moved one is not cut again").hasSize(2);
  }
}
