package dev.signalbox.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.base.Problem;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.simulation.Given;
import dev.signalbox.flow.EventsReader.Events;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What happens from outside in a simulation, as people write it.
class EventsReaderTest {

  private static final Instant NOON = Instant.parse("2026-01-07T12:00:00Z");
  private static final Slug UK = new Slug("uk");
  private static final Slug STAGING = new Slug("staging");
  private static final Slug PRODUCTION = new Slug("production");
  private static final String TUESDAYS = "4-biweekly-release-manager";

  @Test
  void a_list_in_yaml_and_lines_of_json_say_the_same() {
    List<Given> expected =
        List.of(
            new Given.Committed(NOON, "feat: courses", true),
            new Given.Soaks(NOON, UK, "CHARLIE", Duration.ofDays(2), "by ear"));

    assertThat(
            read(
                """
                - { at: 2026-01-07T12:00:00Z, commit: "feat: courses" }
                - { at: 2026-01-07T12:00:00Z, soak: uk, release: CHARLIE, for: 2d, reason: by ear }
                """))
        .isEqualTo(new Events.Good(expected));
    assertThat(
            read(
                """
                {"at":"2026-01-07T12:00:00Z","commit":"feat: courses"}

                {"at":"2026-01-07T12:00:00Z","soak":"uk","release":"CHARLIE","for":"2d","reason":"by ear"}
                """))
        .isEqualTo(new Events.Good(expected));
  }

  @Test
  void everything_that_can_happen_can_be_written() {
    assertThat(
            read(
                """
                - { at: 2026-01-07T12:00:00Z, commit: "fix: this breaks", builds: not }
                - { at: 2026-01-07T12:00:00Z, fails: uk }
                - { at: 2026-01-07T12:00:00Z, promote: uk, release: BERTHA }
                - { at: 2026-01-07T12:00:00Z, skip: weekly }
                - { at: 2026-01-07T12:00:00Z, move: weekly, to: 2026-01-08T12:00:00Z }
                - { at: 2026-01-07T12:00:00Z, cut: weekly }
                - { at: 2026-01-07T12:00:00Z, bad: uk, release: BERTHA }
                - { at: 2026-01-07T12:00:00Z, good: uk, release: BERTHA }
                """))
        .isInstanceOfSatisfying(
            Events.Good.class,
            good ->
                assertThat(good.events())
                    .hasSize(8)
                    .contains(
                        new Given.Committed(NOON, "fix: this breaks", false),
                        new Given.Fails(NOON, UK, Optional.empty()),
                        new Given.Asked(NOON, UK, Optional.of("BERTHA"))));
  }

  @Test
  void all_that_is_wrong_is_told_with_its_line() {
    assertThat(
            read(
                """
                {"at":"2026-01-07T12:00:00Z","comit":"x"}
                {"at":"2026-13-07T12:00:00Z","cut":"weekly"}
                {"at":"2026-01-07T12:00:00Z","move":"weekly"}
                """))
        .isInstanceOfSatisfying(
            Events.Bad.class,
            bad ->
                assertThat(bad.problems())
                    .extracting((Problem problem) -> problem.place().line())
                    .contains(1, 2, 3));
    assertThat(read("at: noon")).isInstanceOf(Events.Bad.class);
  }

  @Test
  void what_people_say_can_be_written_too() {
    assertThat(
            read(
                TUESDAYS,
                """
                - { at: 2026-01-07T12:00:00Z, check: unit, in: staging }
                - { at: 2026-01-07T12:00:00Z, check: integration, in: staging, answer: no }
                - { at: 2026-01-07T12:00:00Z, say: release-manager, in: staging }
                - { at: 2026-01-07T12:00:00Z, say: qa, in: production, answer: no, reason: SYNC-12 }
                - { at: 2026-01-07T12:00:00Z, say: functional-tests, in: production, reason: a comment }
                - { at: 2026-01-07T12:00:00Z, accept: production, release: v0.0.4, reason: go }
                - { at: 2026-01-07T12:00:00Z, decline: production, reason: not today }
                """))
        .isEqualTo(
            new Events.Good(
                List.of(
                    new Given.Checked(NOON, STAGING, "unit", true, Optional.empty()),
                    new Given.Checked(NOON, STAGING, "integration", false, Optional.empty()),
                    said(STAGING, "release-manager", true, "somebody wants it"),
                    said(PRODUCTION, "qa", false, "SYNC-12"),
                    said(PRODUCTION, "functional-tests", true, "a comment"),
                    new Given.Answered(NOON, PRODUCTION, true, Optional.of("v0.0.4"), "go"),
                    new Given.Answered(NOON, PRODUCTION, false, Optional.empty(), "not today"))));
  }

  @Test
  void names_that_the_flow_does_not_have_are_told_with_their_place() {
    assertThat(
            problems(
                TUESDAYS,
                """
                - { at: 2026-01-07T12:00:00Z, say: release-manger, in: staging }
                - { at: 2026-01-07T12:00:00Z, say: qa, in: staging }
                - { at: 2026-01-07T12:00:00Z, say: qa, in: prodution }
                - { at: 2026-01-07T12:00:00Z, say: qa }
                - { at: 2026-01-07T12:00:00Z, check: units, in: staging }
                - { at: 2026-01-07T12:00:00Z, accept: staging }
                - { at: 2026-01-07T12:00:00Z, decline: prod }
                - { at: 2026-01-07T12:00:00Z, cut: weekly }
                - { at: 2026-01-07T12:00:00Z, fails: uk }
                """))
        .containsExactly(
            "events:1:36 SB377 'staging' does not wait for the word 'release-manger'."
                + " Did you mean 'release-manager'?",
            "events:2:36 SB377 'staging' does not wait for the word 'qa'. There is release-manager.",
            "events:3:44 SB301 The flow has no environment 'prodution'. Did you mean 'production'?",
            "events:4:3 SB101 The event is not complete. 'move' needs 'to', 'soak' needs 'release'"
                + " and 'for', 'bad' and 'good' need 'release', 'say' and 'check' need 'in'.",
            "events:5:38 SB377 'staging' does not wait for the check 'units'. Did you mean 'unit'?",
            "events:6:39 SB377 'staging' files no deployment request. Take the event away, or add"
                + " 'request: { to: ops }' to the environment.",
            "events:7:40 SB301 The flow has no environment 'prod'. There is staging, production.",
            "events:8:36 SB350 The flow has no train 'weekly'. Did you mean 'biweekly'?",
            "events:9:38 SB301 The flow has no environment 'uk'. There is staging, production.");
  }

  private static Given said(Slug environment, String as, boolean yes, String reason) {
    return new Given.Said(NOON, environment, new Slug(as), yes, Optional.empty(), reason);
  }

  private static List<String> problems(String flow, String text) {
    return switch (read(flow, text)) {
      case Events.Bad(List<Problem> problems) ->
          problems.stream().map(p -> "%s %s %s".formatted(p.place(), p.code(), p.text())).toList();
      case Events.Good good -> throw new AssertionError(good.toString());
    };
  }

  private static Events read(String text) {
    return read("3-two-regions-seasoning", text);
  }

  private static Events read(String flow, String text) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("flows", flow, "signalbox.yaml"));
      return switch (FlowReader.read("signalbox.yaml", bytes)) {
        case Reading.Good(Flow good) ->
            EventsReader.read("events", text.getBytes(StandardCharsets.UTF_8), good);
        case Reading.Bad(var problems) -> throw new AssertionError(problems.toString());
      };
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
