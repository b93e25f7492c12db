package dev.signalbox.journey;

import static dev.signalbox.journey.Decided.accepted;
import static dev.signalbox.journey.Timetable.MIA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.app.Fixes.PlaceView;
import dev.signalbox.app.Lines;
import dev.signalbox.app.Promotions.Wish;
import dev.signalbox.base.Reason;
import dev.signalbox.domain.change.CommitId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The flow of the two regions, when a bug is found in the US that the UK never noticed. 1 January
/// 2026 is a Thursday.
class OneRegionCannotWaitTest {

  private final Timetable lms =
      new Timetable(
          Timetable.flow("3-two-regions-seasoning"), Instant.parse("2026-01-01T12:00:00Z"));

  @AfterEach
  void close() {
    lms.close();
  }

  @Test
  void us_gets_a_delta_on_friday_while_the_next_release_goes_to_the_uk_and_then_that() {
    aliciaIsInTheUs();
    lms.to("2026-01-13T09:00:00Z");
    CommitId fix = lms.change("marks", "kept", "fix(LMS-8): marks are kept");

    open("us-release", "ALICIA", fix);

    assertThat(lms.tags()).containsExactly("ALICIA", "ALICIA.1");
    assertThat(lms.plan("us").candidate().orElseThrow().label()).isEqualTo("ALICIA.1");
    assertThat(lms.reasons("us")).extracting(Reason::code).containsExactly("no-slot");
    lms.to("2026-01-16T10:00:01Z");
    assertThat(lms.there("uk")).contains("BERTHA");
    lms.to("2026-01-16T15:00:01Z");
    assertThat(lms.there("us")).contains("ALICIA.1");
    assertThat(places(fix))
        .containsExactly(
            "BERTHA in uk has it.",
            "ALICIA.1 in us has it, carried over as %s."
                .formatted(lms.tag("ALICIA.1").orElseThrow().brief()));
    lms.to("2026-01-23T15:00:01Z");

    assertThat(lms.deployed())
        .containsExactly("uk ALICIA", "us ALICIA", "uk BERTHA", "us ALICIA.1", "us BERTHA");
    assertThat(lms.facts("line-overtaken"))
        .containsExactly("us-release is over: BERTHA has come to us");
    assertThat(places(fix)).containsExactly("BERTHA in uk has it.", "BERTHA in us has it.");
    assertThat(lms.facts("train-cut")).as("a line is no train").hasSize(2);
  }

  @Test
  void the_uk_needs_it_too_and_gets_the_next_release_from_main_now() {
    CommitId fix = bertaIsInTheUkAndTheFixIsInMain();
    open("us-release", "ALICIA", fix);
    ask("us", "ALICIA.1");
    accepted(lms.lives().trains().cut("lms", "weekly", false, "the uk needs it, too", MIA));
    lms.settle();
    ask("uk", "CHARLIE");
    assertThat(places(fix))
        .containsExactly(
            "CHARLIE in uk has it.",
            "ALICIA.1 in us has it, carried over as %s."
                .formatted(lms.tag("ALICIA.1").orElseThrow().brief()));

    lms.to("2026-01-16T15:00:01Z");
    assertThat(lms.there("us")).as("BERTHA would lose it").contains("ALICIA.1");
    assertThat(lms.reasons("us"))
        .first()
        .satisfies(reason -> {
          assertThat(reason.code()).isEqualTo("fix-lost");
          assertThat(reason.sentence())
              .isEqualTo(
                  ("BERTHA does not have %s \"fix(LMS-8): marks are kept\", which us-release"
                          + " brought to us: it would be lost.")
                      .formatted(fix.brief()));
          assertThat(reason.clearedBy())
              .isEqualTo(
                  "a newer release that has it, or whoever may promote: signalbox promote lms us"
                      + " BERTHA");
        });
    lms.to("2026-01-23T15:00:01Z");

    assertThat(lms.deployed())
        .containsExactly(
            "uk ALICIA", "uk BERTHA", "us ALICIA", "us ALICIA.1", "uk CHARLIE", "us CHARLIE");
    assertThat(lms.facts("line-overtaken")).hasSize(1);
  }

  @Test
  void or_the_uk_gets_a_line_of_its_own_and_the_next_release_when_it_is_good() {
    CommitId fix = bertaIsInTheUkAndTheFixIsInMain();
    open("us-release", "ALICIA", fix);
    open("uk-release", "BERTHA", fix);
    ask("us", "ALICIA.1");
    ask("uk", "BERTHA.1");
    assertThat(places(fix))
        .containsExactly(
            "BERTHA.1 in uk has it, carried over as %s."
                .formatted(lms.tag("BERTHA.1").orElseThrow().brief()),
            "ALICIA.1 in us has it, carried over as %s."
                .formatted(lms.tag("ALICIA.1").orElseThrow().brief()));

    lms.to("2026-01-16T10:00:01Z");
    assertThat(lms.there("uk")).contains("CHARLIE");
    lms.to("2026-01-16T15:00:01Z");
    assertThat(lms.there("us")).as("no region's line goes further").contains("ALICIA.1");
    lms.to("2026-01-23T15:00:01Z");

    assertThat(lms.deployed())
        .containsExactly(
            "uk ALICIA",
            "uk BERTHA",
            "us ALICIA",
            "us ALICIA.1",
            "uk BERTHA.1",
            "uk CHARLIE",
            "us CHARLIE");
    assertThat(lms.facts("line-overtaken"))
        .containsExactly(
            "uk-release is over: CHARLIE has come to uk",
            "us-release is over: CHARLIE has come to us");
  }

  private void aliciaIsInTheUs() {
    lms.change("marks", "lost", "feat: the marks");
    lms.add();
    lms.to("2026-01-02T00:00:01Z");
    lms.to("2026-01-02T10:00:01Z");
    lms.to("2026-01-09T15:00:01Z");
    assertThat(lms.deployed()).containsExactly("uk ALICIA", "us ALICIA");
  }

  private CommitId bertaIsInTheUkAndTheFixIsInMain() {
    lms.change("marks", "lost", "feat: the marks");
    lms.add();
    lms.to("2026-01-02T00:00:01Z");
    lms.to("2026-01-02T10:00:01Z");
    lms.change("courses", "many", "feat: the courses");
    lms.to("2026-01-09T00:00:01Z");
    lms.to("2026-01-09T10:00:01Z");
    lms.to("2026-01-09T15:00:01Z");
    assertThat(lms.deployed()).containsExactly("uk ALICIA", "uk BERTHA", "us ALICIA");
    lms.to("2026-01-13T09:00:00Z");
    return lms.change("marks", "kept", "fix(LMS-8): marks are kept");
  }

  private void open(String line, String from, CommitId fix) {
    lms.settle();
    accepted(
        lms.lives()
            .lines()
            .open(
                new Lines.Wish("lms", line, Optional.of(from), List.of(fix.text()), "LMS-8"), MIA));
    lms.settle();
  }

  private void ask(String environment, String what) {
    accepted(
        lms.lives()
            .promotions()
            .request(new Wish("lms", environment, Optional.of(what), false, "LMS-8"), MIA));
    lms.settle();
  }

  private List<String> places(CommitId fix) {
    return accepted(lms.lives().fixes().of("lms")).stream()
        .filter(view -> view.commit().equals(fix))
        .flatMap(view -> view.environments().stream())
        .map(PlaceView::sentence)
        .toList();
  }
}
