package dev.signalbox.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.base.Problem;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.simulation.Given;
import dev.signalbox.flow.EventsReader.Events;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What happens from outside in a simulation, as people write it.
class EventsReaderTest {

  private static final Instant NOON = Instant.parse("2026-01-07T12:00:00Z");
  private static final Slug UK = new Slug("uk");

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

  private static Events read(String text) {
    return EventsReader.read("events", text.getBytes(StandardCharsets.UTF_8));
  }
}
