package dev.signalbox.domain.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Refusal;
import dev.signalbox.base.ReleaseId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.artifact.ImageName;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.line.LineRule.Ends;
import dev.signalbox.domain.release.Release;
import dev.signalbox.domain.release.ReleaseVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// When a line may be opened, fed and ended, and when it is over by itself.
class ReleaseLineTest {

  private static final Instant MONDAY = Instant.parse("2026-01-05T09:00:00Z");
  private static final Slug UK = new Slug("uk");
  private static final Slug US = new Slug("us");
  private static final LineRule RULE =
      new LineRule(new Slug("us-release"), US, US, Ends.WHEN_MAIN_ARRIVES);
  private static final Release ALICIA = release(3, "ALICIA");
  private static final Release BERTHA = release(5, "BERTHA");
  private static final Pick RICE = pick(7, "fix: the price of rice", MONDAY);
  private static final Pick BEANS = pick(8, "fix: the price of beans", MONDAY.plusSeconds(60));

  @Test
  void a_line_comes_off_what_its_environment_has() {
    assertThat(ReleaseLine.mayOpen(RULE, Optional.empty(), ALICIA, List.of(BERTHA, ALICIA)))
        .isEqualTo(Decision.accept(ALICIA));
  }

  @Test
  void a_line_does_not_come_off_what_is_elsewhere() {
    Refusal refusal = refused(ReleaseLine.mayOpen(RULE, Optional.empty(), BERTHA, List.of(ALICIA)));
    assertThat(refusal.sentence())
        .contains("us-release comes off what is in us, and BERTHA is not there: ALICIA is.");
    assertThat(refusal.reasons().getFirst().clearedBy())
        .isEqualTo("whoever may release: name the release that is there");
  }

  @Test
  void a_line_off_an_empty_environment_says_that_nothing_is_there() {
    assertThat(refused(ReleaseLine.mayOpen(RULE, Optional.empty(), BERTHA, List.of())).sentence())
        .contains("us-release comes off what is in us, and BERTHA is not there.");
  }

  @Test
  void a_line_is_opened_once_and_says_what_it_has() {
    var open = Optional.of(pushed(RICE, BEANS));
    assertThat(refused(ReleaseLine.mayOpen(RULE, open, ALICIA, List.of(ALICIA))).sentence())
        .contains(
            "us-release is open already, off ALICIA, with %s, %s."
                .formatted(RICE.commit().brief(), BEANS.commit().brief()));
    assertThat(
            refused(ReleaseLine.mayOpen(RULE, Optional.of(pushed()), ALICIA, List.of(ALICIA)))
                .sentence())
        .contains("off ALICIA, with no commit.");
  }

  @Test
  void opening_tells_the_line_and_each_of_its_commits() {
    assertThat(pushed(RICE, BEANS).opening())
        .extracting(LineFact::sentence)
        .containsExactly(
            "opened us-release off ALICIA, into us",
            "us-release has %s \"fix: the price of rice\" as %s"
                .formatted(RICE.commit().brief(), RICE.became().brief()),
            "us-release has %s \"fix: the price of beans\" as %s"
                .formatted(BEANS.commit().brief(), BEANS.became().brief()));
  }

  @Test
  void more_commits_come_onto_an_open_line() {
    assertThat(pushed(RICE).mayPick(List.of(BEANS.commit())))
        .isEqualTo(Decision.accept(List.of(BEANS.commit())));
  }

  @Test
  void a_commit_comes_onto_a_line_once() {
    assertThat(refused(pushed(RICE).mayPick(List.of(BEANS.commit(), RICE.commit()))).sentence())
        .contains(
            "us-release has %s \"fix: the price of rice\" already, as %s."
                .formatted(RICE.commit().brief(), RICE.became().brief()));
  }

  @Test
  void nothing_comes_onto_a_line_while_its_branch_is_behind() {
    ReleaseLine line = line(new LineState.Open(), Optional.empty(), RICE);
    assertThat(refused(line.mayPick(List.of(BEANS.commit()))).sentence())
        .contains("us-release is still being pushed.");
  }

  @Test
  void nothing_comes_onto_a_line_that_is_over_and_nobody_ends_it_again() {
    ReleaseLine overtaken =
        line(new LineState.Overtaken("BERTHA", MONDAY), Optional.of(head()), RICE);
    assertThat(refused(overtaken.mayPick(List.of(BEANS.commit()))).sentence())
        .isEqualTo(refused(overtaken.close()).sentence())
        .contains("us-release is over since 2026-01-05 09:00 UTC: BERTHA has come to us.");

    ReleaseLine closed =
        line(new LineState.Closed("mia", "not needed", MONDAY), Optional.of(head()), RICE);
    assertThat(refused(closed.close()).sentence())
        .contains("us-release is over since 2026-01-05 09:00 UTC: mia ended it: not needed.");
    assertThat(refused(closed.close()).reasons().getFirst().clearedBy())
        .isEqualTo("whoever may release: signalbox release branch opens it anew");
  }

  @Test
  void a_person_ends_an_open_line() {
    assertThat(pushed(RICE).close())
        .isEqualTo(Decision.accept(new LineFact.LineClosed("us-release")));
  }

  @Test
  void a_line_is_over_when_a_newer_release_of_main_has_come() {
    assertThat(pushed(RICE).arrived(BERTHA, US))
        .contains(new LineFact.LineOvertaken("us-release", "BERTHA", "us"));
  }

  @Test
  void a_line_is_not_over_by_what_comes_elsewhere_or_again_or_from_a_line() {
    ReleaseLine line = pushed(RICE);
    assertThat(line.arrived(BERTHA, UK)).isEmpty();
    assertThat(line.arrived(ALICIA, US)).isEmpty();
    assertThat(line.arrived(onLine(6, ALICIA), US)).isEmpty();
  }

  @Test
  void a_line_that_ends_by_hand_is_not_over_by_itself() {
    var byHand = new LineRule(RULE.name(), US, US, Ends.BY_HAND);
    var line =
        new ReleaseLine(
            byHand,
            ALICIA,
            List.of(RICE),
            ALICIA.commit(),
            head(),
            Optional.of(head()),
            new LineState.Open());
    assertThat(line.arrived(BERTHA, US)).isEmpty();
  }

  @Test
  void a_line_that_is_over_is_not_over_again() {
    ReleaseLine closed = line(new LineState.Closed("mia", "done", MONDAY), Optional.of(head()));
    assertThat(closed.arrived(BERTHA, US)).isEmpty();
  }

  @Test
  void what_the_branch_does_not_have_yet_are_the_commits_of_the_newest_wish() {
    ReleaseLine line = line(new LineState.Open(), Optional.of(ALICIA.commit()), RICE, BEANS);
    assertThat(line.isPushed()).isFalse();
    assertThat(line.unpushed()).containsExactly(BEANS);
    assertThat(line.isNew()).isFalse();
    assertThat(line.with(List.of(RICE)).isNew()).isTrue();
    assertThat(pushed(RICE, BEANS).unpushed()).isEmpty();
    assertThat(line(new LineState.Open(), Optional.empty()).unpushed()).isEmpty();
  }

  @Test
  void each_wish_has_a_second_of_its_own() {
    ReleaseLine line = pushed(RICE, BEANS);
    assertThat(line.at(MONDAY.plusSeconds(90).plusMillis(900))).isEqualTo(MONDAY.plusSeconds(90));
    assertThat(line.at(BEANS.at().plusMillis(300))).isEqualTo(BEANS.at().plusSeconds(1));
    assertThat(line.at(MONDAY.minusSeconds(3600)))
        .as("a clock that went back")
        .isEqualTo(BEANS.at().plusSeconds(1));
  }

  private static ReleaseLine pushed(Pick... picks) {
    return line(new LineState.Open(), Optional.of(head()), picks);
  }

  private static ReleaseLine line(LineState state, Optional<CommitId> pushed, Pick... picks) {
    return new ReleaseLine(RULE, ALICIA, List.of(picks), ALICIA.commit(), head(), pushed, state);
  }

  private static CommitId head() {
    return commit(99);
  }

  private static Pick pick(long number, String subject, Instant at) {
    return new Pick(commit(number), commit(number + 100), subject, at, false);
  }

  private static Release release(long number, String name) {
    return new Release(
        new ReleaseId(number),
        number,
        number,
        new ReleaseVersion(name),
        name,
        commit(number),
        new Digest("sha256:%064x".formatted(number)),
        new ImageName("registry.example", "lms"),
        MONDAY);
  }

  private static Release onLine(long number, Release base) {
    return new Release(
        new ReleaseId(number),
        number,
        base.position(),
        new ReleaseVersion(base.tag() + ".1"),
        base.tag() + ".1",
        commit(number),
        new Digest("sha256:%064x".formatted(number)),
        new ImageName("registry.example", "lms"),
        MONDAY,
        Optional.of(new Release.OnLine(RULE.name(), base.number())));
  }

  private static CommitId commit(long number) {
    return new CommitId("%08x".formatted(number).repeat(5));
  }

  private static Refusal refused(Decision<?> decision) {
    return switch (decision) {
      case Decision.Accepted<?>(var value) -> throw new AssertionError("accepted: " + value);
      case Decision.Refused<?>(Refusal refusal) -> refusal;
    };
  }
}
