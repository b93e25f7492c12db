package dev.signalbox.journey;

import static dev.signalbox.journey.Decided.refused;
import static dev.signalbox.journey.Timetable.MIA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.domain.audit.FactRecord;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// People look at dashboards behind a deployment, or do not, or see that all is not well.
class WatchTest {

  private static final String FLOW =
      """
      signalbox: 1
      service: commanded
      build:
        - run: ./build.sh
        - publish: { files: dist, image: embedded/commanded, tags: ["{commit}"] }
      deploy: { command: "true" }
      environments:
        production:
          takes: every build
          steps: [deploy, { watch: { dashboards: [errors, latency], for: 2h } }]
          on-breach: [alert, rollback]
      """;

  private final Timetable table = new Timetable(FLOW, Instant.parse("2026-01-05T12:00:00Z"));
  private final People people = new People(table, "commanded");

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void each_dashboard_is_looked_at_or_it_is_known_that_nobody_did() {
    String first = table.commit("feat: begin").brief();
    table.add();
    assertThat(doing())
        .contains(
            "watch errors, latency: nobody has looked at errors, latency yet; until 2026-01-05"
                + " 14:0");
    assertThat(refused(people.say("production", "mia", "erors", true, "")))
        .contains(
            "Nothing in production waits for the word of 'erors'; it asks for nobody's, and run_2"
                + " waits until somebody has looked at errors, latency.");
    people.yes("production", "mia", "errors");
    table.settle();
    assertThat(doing()).contains("mia looked at errors; nobody has looked at latency yet");
    table.lives().again();
    people.yes("production", "tom", "latency");
    table.settle();
    assertThat(table.facts("run-ended").getLast())
        .contains("mia looked at errors, tom looked at latency");

    assertThat(refused(people.say("production", "tom", "latency", true, "")))
        .contains("and no run waits until somebody has looked at errors, latency.");

    // The next one: nobody looks at all of it, not even while the server sleeps.
    String second = table.change("more", "more", "feat: more").brief();
    table.settle();
    people.yes("production", "mia", "latency");
    table.settle();
    table.lives().again();
    table.to("2026-01-05T16:00:00Z");
    assertThat(table.facts("dashboards-unwatched"))
        .containsExactly("nobody looked at errors of %s in production".formatted(second));

    // And one that somebody does not like.
    table.change("more", "worse", "feat: worse");
    table.settle();
    assertThat(refused(people.say("production", "mia", "errors", false, "")))
        .contains("A no needs a reason");
    people.say("production", MIA.name(), "errors", false, "ten times as many 500s");
    table.settle();
    assertThat(table.lives().facts("dashboard-looked-at"))
        .extracting(FactRecord::sentence)
        .contains("looked at errors of %s in production: all is well".formatted(first))
        .last()
        .asString()
        .endsWith("all is not well");
    assertThat(table.facts("threshold-breached").getLast())
        .endsWith("mia looked at errors and says no: ten times as many 500s");
    assertThat(table.there("production")).as("it is rolled back").contains(second);
  }

  private String doing() {
    return table.plan("production").active().orElseThrow().sentence();
  }
}
