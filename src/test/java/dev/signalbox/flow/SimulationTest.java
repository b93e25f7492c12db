package dev.signalbox.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.simulation.Given;
import dev.signalbox.domain.simulation.Happening;
import dev.signalbox.domain.simulation.Simulation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The flows of the third and the fourth seed, asked for their future. 1 January 2026 is a
/// Thursday.
class SimulationTest {

  private static final Instant NEW_YEAR = Instant.parse("2026-01-01T12:00:00Z");
  private static final Slug UK = new Slug("uk");
  private static final Slug US = new Slug("us");
  private static final Slug STAGING = new Slug("staging");
  private static final Slug PRODUCTION = new Slug("production");
  private static final Slug WEEKLY = new Slug("weekly");

  private final List<Given> given = new ArrayList<>();

  @Test
  void the_uk_is_a_week_ahead_of_the_us_week_after_week() throws IOException {
    daily(28);

    List<Happening> all = regions(28);

    assertThat(events(all, "released"))
        .containsExactly(
            "2026-01-02T00:00:00Z ALICIA",
            "2026-01-09T00:00:00Z BERTHA",
            "2026-01-16T00:00:00Z CHARLIE",
            "2026-01-23T00:00:00Z DARLENE");
    assertThat(events(all, "starts", UK))
        .containsExactly(
            "2026-01-02T10:00:00Z ALICIA",
            "2026-01-09T10:00:00Z BERTHA",
            "2026-01-16T10:00:00Z CHARLIE",
            "2026-01-23T10:00:00Z DARLENE");
    assertThat(events(all, "starts", US))
        .containsExactly(
            "2026-01-09T15:00:00Z ALICIA",
            "2026-01-16T15:00:00Z BERTHA",
            "2026-01-23T15:00:00Z CHARLIE");
  }

  @Test
  void a_bug_in_the_uk_is_fixed_in_main_and_the_fix_seasons_by_ear() throws IOException {
    commit("2026-01-01T13:00:00Z", "feat: a");
    commit("2026-01-08T13:00:00Z", "feat: b");
    // BERTHA has a bug; CHARLIE has its fix, and goes to the UK at once
    at("2026-01-13T09:00:00Z", i -> new Given.Judged(i, UK, "BERTHA", false, "LMS-7"));
    commit("2026-01-13T10:00:00Z", "fix: LMS-7");
    at("2026-01-13T11:00:00Z", i -> new Given.CutNow(i, WEEKLY, "the fix of LMS-7"));
    at("2026-01-13T12:00:00Z", i -> new Given.Asked(i, UK, Optional.of("CHARLIE")));
    at(
        "2026-01-13T13:00:00Z",
        i -> new Given.Soaks(i, UK, "CHARLIE", Duration.ofDays(2), "we play it by ear"));

    List<Happening> all = regions(28);

    assertThat(events(all, "starts", UK))
        .containsExactly(
            "2026-01-02T10:00:00Z ALICIA",
            "2026-01-09T10:00:00Z BERTHA",
            "2026-01-13T12:00:00Z CHARLIE");
    assertThat(events(all, "starts", US))
        .as("BERTHA never goes there")
        .containsExactly("2026-01-09T15:00:00Z ALICIA", "2026-01-16T15:00:00Z CHARLIE");
    assertThat(events(all, "no-release"))
        .as("nothing came after the fix")
        .contains("2026-01-16T00:00:00Z ");
  }

  @Test
  void the_three_weeks_of_the_table_come_out_exactly() throws IOException {
    List<Happening> all =
        tuesdays(
            "2026-01-05T00:00:00Z",
            70,
            () -> {
              commit("2026-01-05T12:00:00Z", "fix: first");
              commit("2026-01-19T12:00:00Z", "fix: second");
              commit("2026-02-02T12:00:00Z", "fix: third");
              commit("2026-02-16T12:00:00Z", "fix: fourth");
              commit("2026-03-02T12:00:00Z", "fix: fifth");
            });

    assertThat(List.of("2026-02-18", "2026-02-25", "2026-03-04"))
        .as("week one, two and three")
        .extracting(day -> there(all, STAGING, day), day -> there(all, PRODUCTION, day))
        .containsExactly(
            tuple("v0.0.4", "v0.0.3"), tuple("v0.0.4", "v0.0.3"), tuple("v0.0.5", "v0.0.4"));
  }

  @Test
  void the_table_comes_out_under_approvals_that_are_made_up_and_shifts_with_them()
      throws IOException {
    commit("2026-01-05T12:00:00Z", "fix: first");
    commit("2026-01-19T12:00:00Z", "fix: second");
    commit("2026-02-02T12:00:00Z", "fix: third");
    commit("2026-02-16T12:00:00Z", "fix: fourth");
    commit("2026-03-02T12:00:00Z", "fix: fifth");
    Slug manager = new Slug("release-manager");
    for (String tuesday : List.of("01-06", "01-20", "02-03", "02-17", "03-03")) {
      at("2026-%sT19:00:00Z".formatted(tuesday), i -> say(i, STAGING, manager, true));
    }
    for (String wednesday : List.of("01-21", "02-04", "02-18")) {
      given.add(answer("2026-%sT17:00:00Z".formatted(wednesday), true));
    }

    List<Happening> all = tuesdays(answer("2026-03-04T17:00:00Z", true));
    assertThat(List.of("2026-02-19", "2026-02-26", "2026-03-05"))
        .as("week one, two and three, for Ops accept on Wednesdays")
        .extracting(day -> there(all, STAGING, day), day -> there(all, PRODUCTION, day))
        .containsExactly(
            tuple("v0.0.4", "v0.0.3"), tuple("v0.0.4", "v0.0.3"), tuple("v0.0.5", "v0.0.4"));
    assertThat(events(all, "starts", STAGING)).contains("2026-02-03T19:00:00Z v0.0.3");
    assertThat(events(all, "filed", PRODUCTION)).contains("2026-02-17T18:00:00Z v0.0.3");
    assertThat(events(all, "starts", PRODUCTION))
        .containsExactly(
            "2026-01-21T17:00:00Z v0.0.1",
            "2026-02-04T17:00:00Z v0.0.2",
            "2026-02-18T17:00:00Z v0.0.3",
            "2026-03-04T17:00:00Z v0.0.4");

    List<Happening> declined =
        tuesdays(answer("2026-03-04T17:00:00Z", false), answer("2026-03-11T17:00:00Z", true));
    assertThat(there(declined, PRODUCTION, "2026-03-11")).isEqualTo("v0.0.3");
    assertThat(events(declined, "starts", PRODUCTION)).contains("2026-03-11T17:00:00Z v0.0.4");
    assertThat(declined)
        .filteredOn(h -> h.event().equals("declined"))
        .extracting(Happening::reason)
        .containsExactly("ops: we have no time");

    Slug qa = new Slug("qa");
    List<Happening> blocked =
        tuesdays(
            answer("2026-03-04T17:00:00Z", true),
            say(Instant.parse("2026-03-05T17:00:00Z"), PRODUCTION, qa, false),
            say(Instant.parse("2026-03-12T17:00:00Z"), PRODUCTION, qa, true));
    assertThat(events(blocked, "starts", PRODUCTION))
        .as("whoever is heard of once is waited for")
        .containsExactly("2026-03-12T17:00:00Z v0.0.4");
    assertThat(blocked)
        .filteredOn(h -> h.event().equals("waits"))
        .extracting(Happening::reason)
        .anyMatch(why -> why.contains("QA has not said that v0.0.1 has no blockers."))
        .anyMatch(why -> why.contains("somebody of QA names a blocker in v0.0.4: SYNC-12"));
  }

  @Test
  void what_is_said_of_nothing_is_refused_and_changes_nothing() throws IOException {
    commit("2026-01-05T12:00:00Z", "fix: first");
    at("2026-01-05T13:00:00Z", i -> say(i, STAGING, new Slug("release-manager"), true));
    given.add(answer("2026-01-07T13:00:00Z", true));

    List<Happening> all = tuesdays();

    assertThat(all)
        .filteredOn(h -> h.event().equals("refused"))
        .extracting(Happening::reason)
        .containsExactly(
            "nothing is on its way into staging", "nothing is on its way into production");
    assertThat(events(all, "starts")).as("nobody has said yes to v0.0.1").isEmpty();
  }

  private static Given say(Instant at, Slug environment, Slug as, boolean yes) {
    return new Given.Said(at, environment, as, yes, Optional.empty(), "SYNC-12");
  }

  private static Given answer(String at, boolean accepted) {
    return new Given.Answered(
        Instant.parse(at), PRODUCTION, accepted, Optional.empty(), "we have no time");
  }

  /// Ten weeks of what is given, and this beside.
  private List<Happening> tuesdays(Given... more) throws IOException {
    return Simulation.run(
        Simulated.scenario(
            flow(Files.readString(Path.of("flows/4-biweekly-release-manager/signalbox.yaml"))),
            Instant.parse("2026-01-05T00:00:00Z"),
            Instant.parse("2026-03-16T00:00:00Z"),
            Stream.concat(given.stream(), Stream.of(more)).toList()));
  }

  private static String there(List<Happening> all, Slug environment, String day) {
    Instant morning = Instant.parse(day + "T00:00:00Z");
    return all.stream()
        .filter(h ->
            h.event().equals("arrived")
                && h.environment().equals(Optional.of(environment))
                && h.at().isBefore(morning))
        .reduce((_, later) -> later)
        .flatMap(Happening::release)
        .orElse("nothing");
  }

  @Test
  void no_change_no_release_and_production_catches_up_with_staging() throws IOException {
    commit("2026-01-05T12:00:00Z", "fix: one");

    List<Happening> all = tuesdays("2026-01-05T00:00:00Z", 50, () -> {});

    assertThat(events(all, "starts", STAGING)).containsExactly("2026-01-06T18:00:00Z v0.0.1");
    assertThat(events(all, "starts", PRODUCTION)).containsExactly("2026-01-20T18:00:00Z v0.0.1");
    assertThat(events(all, "no-release"))
        .containsExactly("2026-01-20T18:00:00Z ", "2026-02-03T18:00:00Z ", "2026-02-17T18:00:00Z ");
  }

  @Test
  void a_cut_is_skipped_moved_or_made_early_and_says_why() throws IOException {
    daily(28);
    at("2026-01-05T09:00:00Z", i -> new Given.Skipped(i, WEEKLY, "nobody is here"));
    at(
        "2026-01-14T09:00:00Z",
        i ->
            new Given.Moved(
                i, WEEKLY, Instant.parse("2026-01-15T12:00:00Z"), "a demo in the evening"));

    List<Happening> all = regions(28);

    assertThat(events(all, "cut"))
        .containsExactly("2026-01-02T00:00:00Z ", "2026-01-15T12:00:00Z ", "2026-01-23T00:00:00Z ");
    assertThat(all)
        .filteredOn(h -> h.event().equals("skipped"))
        .extracting(Happening::reason)
        .containsExactly("weekly: somebody: nobody is here");
  }

  @Test
  void a_holiday_tuesday_moves_to_the_day_before() throws IOException {
    commit("2026-06-01T12:00:00Z", "fix: one");
    String text =
        Files.readString(Path.of("flows/4-biweekly-release-manager/signalbox.yaml"))
            .replace("2026-12-22: a day off for the team", "2026-06-09: a holiday");

    List<Happening> all =
        Simulation.run(
            Simulated.scenario(
                flow(text),
                Instant.parse("2026-06-01T00:00:00Z"),
                Instant.parse("2026-06-20T00:00:00Z"),
                given));

    assertThat(events(all, "cut")).containsExactly("2026-06-08T17:00:00Z ");
  }

  @Test
  void a_year_with_a_commit_a_day_has_a_cut_a_week() throws IOException {
    daily(365);

    List<Happening> all = regions(365);

    assertThat(events(all, "released")).hasSize(53);
  }

  @Test
  void a_failure_is_told_and_what_failed_does_not_go_on() throws IOException {
    commit("2026-01-01T13:00:00Z", "feat: a");
    at("2026-01-02T09:00:00Z", i -> new Given.Fails(i, UK, Optional.empty()));
    given.add(new Given.Committed(Instant.parse("2026-01-07T13:00:00Z"), "feat: b", false));

    List<Happening> all = regions(14);

    assertThat(events(all, "failed", UK)).containsExactly("2026-01-02T10:10:00Z ALICIA");
    assertThat(events(all, "not-built")).hasSize(1);
    assertThat(events(all, "starts", US)).isEmpty();
  }

  private void daily(int days) {
    for (int day = 0; day < days; day++) {
      Instant at = NEW_YEAR.plus(Duration.ofDays(day));
      given.add(new Given.Committed(at, "feat: day " + day, true));
    }
  }

  private void commit(String at, String message) {
    given.add(new Given.Committed(Instant.parse(at), message, true));
  }

  private interface Event {
    Given at(Instant instant);
  }

  private void at(String instant, Event event) {
    given.add(event.at(Instant.parse(instant)));
  }

  private List<Happening> regions(int days) throws IOException {
    return Simulation.run(
        Simulated.scenario(
            flow(Files.readString(Path.of("flows/3-two-regions-seasoning/signalbox.yaml"))),
            NEW_YEAR,
            NEW_YEAR.plus(Duration.ofDays(days)),
            given));
  }

  private List<Happening> tuesdays(String from, int days, Runnable more) throws IOException {
    more.run();
    Instant begin = Instant.parse(from);
    return Simulation.run(
        Simulated.scenario(
            flow(Files.readString(Path.of("flows/4-biweekly-release-manager/signalbox.yaml"))),
            begin,
            begin.plus(Duration.ofDays(days)),
            given));
  }

  private static Flow flow(String text) {
    return switch (FlowReader.read("signalbox.yaml", text.getBytes(StandardCharsets.UTF_8))) {
      case Reading.Good(Flow flow) -> flow;
      case Reading.Bad(var problems) -> throw new AssertionError(problems.toString());
    };
  }

  private static List<String> events(List<Happening> all, String event) {
    return all.stream()
        .filter(h -> h.event().equals(event))
        .map(h -> "%s %s".formatted(h.at(), h.release().orElse("")))
        .toList();
  }

  private static List<String> events(List<Happening> all, String event, Slug environment) {
    return events(
        all.stream().filter(h -> h.environment().equals(Optional.of(environment))).toList(), event);
  }
}
