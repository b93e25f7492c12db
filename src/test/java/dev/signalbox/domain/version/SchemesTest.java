package dev.signalbox.domain.version;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.domain.version.Version.Semantic;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the schemes read, how they order, and what they say follows.
class SchemesTest {

  private static final Instant EVENING = Instant.parse("2026-11-27T23:30:00Z");

  @Test
  void semantic_versions_have_the_order_of_the_specification() {
    List<Version> ordered =
        List.of(
                "1.0.0-1",
                "1.0.0-alpha",
                "1.0.0-alpha.1",
                "1.0.0-alpha.beta",
                "1.0.0-beta",
                "1.0.0-beta.2",
                "1.0.0-beta.11",
                "1.0.0-beta.202606301200",
                "1.0.0-rc.1",
                "1.0.0",
                "1.0.1",
                "1.9.0",
                "1.10.0",
                "2.0.0")
            .stream()
            .map(text -> Semver.USUAL.read(text).orElseThrow())
            .toList();
    assertThat(ordered).isSorted();
    assertThat(ordered).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "1.2",
        "01.2.3",
        "1.2.3-",
        "1.2.3-01",
        "1.2.3-a..b",
        "v1.2.3",
        "1.2.3.4",
        "1.2.3+"
      })
  void what_is_no_semantic_version_is_none(String text) {
    assertThat(Semver.USUAL.read(text)).isEmpty();
  }

  @Test
  void build_metadata_is_no_part_of_a_version() {
    assertThat(Semver.USUAL.read("1.2.3-rc.1+linux.7"))
        .contains(new Semantic(1, 2, 3, List.of("rc", "1")));
  }

  @ParameterizedTest
  @CsvSource({
    "YYYY.0M.0D, Europe/London, '', 2026.11.27",
    "YYYY.0M.0D, Asia/Tokyo, '', 2026.11.28",
    "YYYY.0M.0D, Europe/London, 2026.11.27, 2026.11.27.1",
    "YYYY.0M.0D, Europe/London, 2026.11.27.1, 2026.11.27.2",
    "YYYY.0M.0D, Europe/London, 2026.11.26.7, 2026.11.27",
    "YYYY.MM.DD[-MICRO], Europe/London, 2026.11.27, 2026.11.27-1",
    "YYYY.MM.MICRO, Europe/London, '', 2026.11.0",
    "YYYY.MM.MICRO, Europe/London, 2026.11.3, 2026.11.4",
    "YY.0M, Europe/London, 26.10, 26.11",
    "0Y.WW, Europe/London, '', 26.48",
    "YYYY0M0D, Europe/London, '', 20261127",
  })
  void a_release_is_named_for_its_day(String format, String zone, String last, String expected) {
    Calver calver = new Calver(CalendarFormat.of(format).orElseThrow(), ZoneId.of(zone));
    assertThat(next(calver, last).next()).hasToString("Optional[" + expected + "]");
    assertThat(calver.read(expected)).hasToString("Optional[" + expected + "]");
  }

  @Test
  void a_clock_that_goes_back_gives_no_lower_version() {
    Calver calver = new Calver(CalendarFormat.of("YYYY.0M.0D").orElseThrow(), ZoneId.of("UTC"));
    NextVersion next = next(calver, "2026.12.01");
    assertThat(next.next()).hasToString("Optional[2026.12.01.1]");
    assertThat(next.warnings()).singleElement().asString().contains("has not come yet");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2026.13.01", "2026.11.32", "2026.1.27", "26.11.27", "2026.11", "2026.11.27.01"})
  void what_is_no_date_of_the_format_is_no_version(String text) {
    assertThat(CalendarFormat.of("YYYY.0M.0D").orElseThrow().read(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DD.MM.YYYY",
        "YYYYMM",
        "YYYY.DD",
        "YYYY.WW.DD",
        "MICRO",
        "YYYY.0M.0D.MICRO.MICRO",
        ""
      })
  void a_format_whose_versions_have_no_order_is_none(String text) {
    assertThat(CalendarFormat.of(text)).isEmpty();
  }

  @Test
  void names_follow_each_other_and_their_end_is_told_in_time() {
    Named named = new Named(List.of("ALICIA", "BERTHA", "CHARLIE", "DARLENE"), Named.Then.REFUSE);
    assertThat(next(named, "").next()).hasToString("Optional[ALICIA]");
    assertThat(next(named, "alicia").next()).hasToString("Optional[BERTHA]");
    assertThat(next(named, "alicia").warnings()).isEmpty();
    assertThat(next(named, "BERTHA").warnings())
        .singleElement()
        .asString()
        .contains("one more name");
    assertThat(next(named, "CHARLIE").warnings()).singleElement().asString().contains("last name");
    assertThat(next(named, "DARLENE").refused().orElseThrow()).contains("Add names");
  }

  @Test
  void a_list_of_names_may_begin_again() {
    Named named = new Named(List.of("ALICIA", "BERTHA"), Named.Then.AGAIN);
    assertThat(next(named, "BERTHA").next()).hasToString("Optional[ALICIA-2]");
    assertThat(next(named, "bertha-2").next()).hasToString("Optional[ALICIA-3]");
  }

  @Test
  void what_a_person_says_has_to_be_higher() {
    assertThat(hand("r9", "chore: go\n\nRelease-As: r10").next()).hasToString("Optional[r10]");
    assertThat(hand("r10", "chore: go\n\nRelease-As: r9").refused()).isPresent();
    assertThat(hand("r10", "feat: nobody says anything").sentence())
        .startsWith("nothing to release: nobody has said a version");
  }

  @Test
  void a_channel_cannot_go_back() {
    var since = Commits.read("fix: a");
    VersionRules rules = VersionRules.USUAL.by(Semver.USUAL.on(Optional.of("alpha")));
    NextVersion next = NextVersion.after(Semver.USUAL.read("1.3.0-beta.2"), since, rules, EVENING);
    assertThat(next.refused().orElseThrow()).contains("not higher than 1.3.0-beta.2");
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.0, '', '', 1.2.1",
    "1.2.0, '', 1.2.1|1.2.2, 1.2.3", // those of the tracked branch are passed over
    "1.2.0, 1.2.1, 1.2.1, 1.2.2", // the second of a line
    "1.2.0, 1.2.1-rc.1, '', 1.2.1", // somebody tried a pre-release on the line
    "0.0.9, '', '', 0.0.10",
  })
  void on_a_line_the_next_free_patch_follows(
      String base, String current, String taken, String expected) {
    assertThat(delta(Semver.USUAL, base, current, taken)).isEqualTo(expected);
  }

  @Test
  void a_line_does_not_come_off_a_pre_release() {
    assertThat(delta(Semver.USUAL, "1.2.0-rc.1", "", ""))
        .isEqualTo("1.2.0-rc.1 is a pre-release, and a line comes off a release.");
  }

  @Test
  void a_patch_that_was_passed_over_is_told() {
    assertThat(proposed(Semver.USUAL, "1.2.0", "", "1.2.1"))
        .isEqualTo(
            new Scheme.Proposal.Next(
                Semantic.of(1, 2, 2),
                Bump.PATCH,
                Optional.of(
                    "1.2.1 is tagged elsewhere in this repository already, so it is passed over.")));
  }

  @ParameterizedTest
  @CsvSource({
    "YYYY.0M.0D, 2026.11.20, '', 2026.11.20.1",
    "YYYY.0M.0D, 2026.11.20, 2026.11.20.1, 2026.11.20.2",
    "YYYY.0M.0D, 2026.11.20.1, '', 2026.11.20.2",
    "YYYY.MM.MICRO, 2026.11.3, 2026.11.4|2026.11.5, 2026.11.6",
    "YYYY.MM.DD[-MICRO], 2026.11.20, '', 2026.11.20-1",
    "0Y.0W, 26.05, '', 26.05.1",
  })
  void on_a_line_the_day_of_its_base_stays(
      String format, String base, String taken, String expected) {
    Calver calver = new Calver(CalendarFormat.of(format).orElseThrow(), ZoneId.of("UTC"));
    assertThat(delta(calver, base, "", taken)).isEqualTo(expected);
    Version made = calver.read(expected).orElseThrow();
    assertThat(made).isGreaterThan(calver.read(base).orElseThrow()).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "ALICIA, '', ALICIA.1",
    "ALICIA, ALICIA.1|ALICIA.2, ALICIA.3",
    "ALICIA.2, '', ALICIA.3", // off the release of another line
    "bertha-2, '', BERTHA-2.1",
    "BERTHA-2, ALICIA.1, BERTHA-2.1",
  })
  void on_a_line_the_name_of_its_base_stays(String base, String taken, String expected) {
    Named named = new Named(List.of("ALICIA", "BERTHA"), Named.Then.AGAIN);
    assertThat(delta(named, base, "", taken)).isEqualTo(expected);
    Version made = named.read(expected).orElseThrow();
    assertThat(made).isGreaterThan(named.read(base).orElseThrow()).hasToString(expected);
    assertThat(made)
        .isLessThan(named.read(base.startsWith("A") ? "BERTHA" : "ALICIA-3").orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({"r9, '', r9.1", "r9, r9.1, r9.2", "r9.1, '', r9.1.1", "2026-x7, '', 2026-x7.1"})
  void on_a_line_what_a_person_said_gets_a_counter(String base, String taken, String expected) {
    Scheme byHand = new ByHand();
    assertThat(delta(byHand, base, "", taken)).isEqualTo(expected);
    Version made = byHand.read(expected).orElseThrow();
    assertThat(made).isGreaterThan(byHand.read(base).orElseThrow());
    assertThat(new Version.Chosen("r10")).isGreaterThan(new Version.Chosen("r9.1"));
  }

  @Test
  void a_version_that_would_become_too_long_on_a_line_is_refused() {
    String base = "r" + "9".repeat(58);
    assertThat(delta(new ByHand(), base, "", ""))
        .isEqualTo(
            "%s.1 is no version: it has more than 60 characters. Open the line off a release with a"
                    .formatted(base)
                + " shorter version.");
  }

  private static String delta(Scheme scheme, String base, String current, String taken) {
    return switch (proposed(scheme, base, current, taken)) {
      case Scheme.Proposal.Next next -> next.version().toString();
      case Scheme.Proposal.Nothing(String because) -> because;
      case Scheme.Proposal.Refused(String sentence) -> sentence;
    };
  }

  private static Scheme.Proposal proposed(
      Scheme scheme, String base, String current, String taken) {
    Version from = scheme.read(base).orElseThrow();
    return scheme.delta(
        from,
        Standing.at(scheme.read(current).or(() -> Optional.of(from)), List.of())
            .taking(version -> List.of(taken.split("\\|")).contains(version.toString())));
  }

  private static NextVersion hand(String last, String message) {
    VersionRules rules = VersionRules.USUAL.by(new ByHand());
    return NextVersion.after(rules.scheme().read(last), Commits.read(message), rules, EVENING);
  }

  private static NextVersion next(Scheme scheme, String last) {
    return NextVersion.after(
        scheme.read(last), Commits.read("docs: a"), VersionRules.USUAL.by(scheme), EVENING);
  }
}
