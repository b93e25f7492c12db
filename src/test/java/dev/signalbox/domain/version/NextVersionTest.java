package dev.signalbox.domain.version;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.domain.version.Version.Semantic;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which semantic version follows.
class NextVersionTest {

  private static final Instant MONDAY = Instant.parse("2026-01-05T09:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          feat(SHOP-7): a basket            | 1.3.0
          fix(SHOP-8): the sum              | 1.2.4
          perf: fewer queries               | 1.2.4
          deps: a newer parser              | 1.2.4
          feat!: another basket             | 2.0.0
          fix(api)!: another sum            | 2.0.0
          FEAT: loud                        | 1.3.0
          chore: nothing to see             |
          docs(SHOP-9): words               |
          Merge branch 'x'                  |
          feat                              |
          """)
  void a_header_decides(String header, String expected) {
    assertThat(next("1.2.3", header).next().map(Version::toString))
        .isEqualTo(Optional.ofNullable(expected));
  }

  @Test
  void what_a_squash_lists_does_not_outweigh_its_subject() {
    assertThat(next("1.2.3", "fix: the sum\n\n* feat: a way to round\n* test: it").next())
        .hasToString("Optional[1.2.4]");
    assertThat(next("1.2.3", "docs: the sum\n\n* feat: a way to round").next())
        .as("it is released all the same")
        .hasToString("Optional[1.2.4]");
    assertThat(next("1.2.3", "The sum (#12)\n\n* feat: a way to round").next())
        .as("a subject that says nothing leaves it to the list")
        .hasToString("Optional[1.3.0]");
    assertThat(next("1.2.3", "fix: the sum\n\n* feat!: other numbers").next())
        .as("a break is one wherever it is told")
        .hasToString("Optional[2.0.0]");
  }

  @ParameterizedTest
  @CsvSource({
    "0.3.1, feat!: a, 0.4.0",
    "0.3.1, feat: a, 0.4.0",
    "0.3.1, fix: a, 0.3.2",
    "0.0.0, fix: a, 0.0.1"
  })
  void before_one_dot_zero_a_break_is_minor(String last, String header, String expected) {
    assertThat(next(last, header).next()).hasToString("Optional[" + expected + "]");
  }

  @Test
  void teams_may_count_otherwise_before_one_dot_zero() {
    var semver =
        new Semver(new Semver.Zero(Bump.MAJOR, Bump.PATCH), Semantic.of(0, 1, 0), Optional.empty());
    VersionRules rules = VersionRules.USUAL.by(semver);
    assertThat(after("0.3.1", rules, "feat!: a").next()).contains(Semantic.of(1, 0, 0));
    assertThat(after("0.3.1", rules, "feat: a").next()).contains(Semantic.of(0, 3, 2));
    assertThat(NextVersion.after(Optional.empty(), Commits.read("fix: a"), rules, MONDAY).next())
        .contains(Semantic.of(0, 1, 0));
  }

  @Test
  void the_heaviest_change_decides_and_is_named() {
    NextVersion next = next("1.2.3", "feat: three", "fix: one", "feat: two", "chore: four");

    assertThat(next.next()).contains(Semantic.of(1, 3, 0));
    assertThat(next.bump()).isEqualTo(Bump.MINOR);
    assertThat(next.commits()).isEqualTo(4);
    assertThat(next.because()).hasSize(3);
    assertThat(next.sentence())
        .startsWith("minor, because of 2 features, first ")
        .endsWith("\"feat: two\"");
  }

  @Test
  void a_footer_breaks_too_whatever_the_type_says() {
    assertThat(next("1.2.3", "fix: one\n\nBREAKING CHANGE: the field is gone").next())
        .contains(Semantic.of(2, 0, 0));
    assertThat(next("1.2.3", "chore: one\n\nBREAKING-CHANGE: the field is gone").next())
        .contains(Semantic.of(2, 0, 0));
  }

  @Test
  void the_first_release_is_one_dot_zero() {
    assertThat(first("feat: all of it").next()).contains(Semantic.of(1, 0, 0));
    assertThat(first("chore: nothing yet").next()).isEmpty();
  }

  @Test
  void nothing_that_weighs_releases_nothing_and_says_so() {
    NextVersion next = next("1.2.3", "chore: one", "docs: two");

    assertThat(next.next()).isEmpty();
    assertThat(next.refused()).isEmpty();
    assertThat(next.bump()).isEqualTo(Bump.NONE);
    assertThat(next.sentence())
        .isEqualTo("nothing to release: no feature, fix or break among 2 commits since 1.2.3");
  }

  @Test
  void a_feature_and_its_revert_change_nothing() {
    List<String> ids = Commits.ids(2);
    assertThat(
            next(
                    "1.2.3",
                    "Revert \"feat: two\"\n\nThis reverts commit %s.".formatted(ids.get(1)),
                    "feat: two")
                .next())
        .isEmpty();
  }

  @Test
  void a_person_s_word_wins_if_it_is_higher() {
    assertThat(next("1.2.3", "chore: go\n\nRelease-As: 3.0.0", "fix: a").next())
        .contains(Semantic.of(3, 0, 0));
    assertThat(
            next("1.2.3", "chore: b\n\nRelease-As: 3.1.0", "chore: a\n\nRelease-As: 3.0.0").next())
        .as("the newest one")
        .contains(Semantic.of(3, 1, 0));
    NextVersion lower = next("1.2.3", "chore: go\n\nRelease-As: 1.2.3", "feat: a");
    assertThat(lower.next()).isEmpty();
    assertThat(lower.refused().orElseThrow()).contains("is not higher than 1.2.3");
    assertThat(next("1.2.3", "chore: go\n\nRelease-As: tomorrow").refused().orElseThrow())
        .contains("no version of this scheme");
  }

  @Test
  void a_line_takes_what_fits_it_and_refuses_the_rest() {
    var line =
        new Line(
            Optional.of(Semantic.of(1, 2, 0)), Optional.of(Semantic.of(1, 3, 0)), Optional.empty());
    VersionRules rules =
        new VersionRules(
                Semver.USUAL,
                VersionRules.USUAL_BUMPS,
                Bump.NONE,
                Optional.empty(),
                java.util.Map.of("release/1.2", line),
                Line.OPEN)
            .on("release/1.2");
    assertThat(after("1.2.3", rules, "fix: a").next()).contains(Semantic.of(1, 2, 4));
    assertThat(after("1.2.3", rules, "feat: a").refused().orElseThrow())
        .startsWith("1.3.0 does not fit this line, which ends below 1.3.0: 1 feature, ");
    NextVersion raised = after("1.1.7", rules, "fix: a");
    assertThat(raised.next()).contains(Semantic.of(1, 2, 0));
    assertThat(raised.warnings())
        .containsExactly("1.1.8 would follow, but this line begins at 1.2.0.");
  }

  @Test
  void what_is_tagged_elsewhere_is_passed_over_and_told() {
    var since = Commits.read("fix: a");
    Standing standing =
        Standing.at(Semver.USUAL.read("1.2.3"), since)
            .taking(version -> version.toString().equals("1.2.4"));
    NextVersion next = NextVersion.after(standing, since, VersionRules.USUAL, MONDAY);

    assertThat(next.next()).contains(Semantic.of(1, 2, 5));
    assertThat(next.warnings())
        .hasSize(1)
        .first()
        .asString()
        .startsWith("1.2.4 is tagged elsewhere");
  }

  private static NextVersion first(String... messages) {
    return NextVersion.after(Optional.empty(), Commits.read(messages), VersionRules.USUAL, MONDAY);
  }

  private static NextVersion next(String last, String... messages) {
    return after(last, VersionRules.USUAL, messages);
  }

  private static NextVersion after(String last, VersionRules rules, String... messages) {
    return NextVersion.after(rules.scheme().read(last), Commits.read(messages), rules, MONDAY);
  }
}
