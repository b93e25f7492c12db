package dev.signalbox.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.base.DeploymentId;
import dev.signalbox.base.Reason;
import dev.signalbox.base.ReleaseId;
import dev.signalbox.base.RunId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.artifact.ImageName;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.deployment.Deployment;
import dev.signalbox.domain.deployment.DeploymentState;
import dev.signalbox.domain.environment.Environment;
import dev.signalbox.domain.environment.Environment.Starts;
import dev.signalbox.domain.environment.Environment.Takes;
import dev.signalbox.domain.gate.Gate;
import dev.signalbox.domain.line.Holding;
import dev.signalbox.domain.line.Pick;
import dev.signalbox.domain.lock.Lock;
import dev.signalbox.domain.plan.ServiceState.EnvironmentState;
import dev.signalbox.domain.plan.ServiceState.Request;
import dev.signalbox.domain.release.Candidate;
import dev.signalbox.domain.release.Release;
import dev.signalbox.domain.release.ReleaseVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What an environment takes when a release line offers something beside the tracked branch.
class BesideTest {

  private static final Instant MONDAY = Instant.parse("2026-01-05T09:00:00Z");
  private static final Slug US = new Slug("us");
  private static final Slug LINE = new Slug("us-release");
  private static final Environment BY_ITSELF =
      new Environment(US, new Takes.From(new Slug("uk")), Starts.BY_ITSELF, false);
  private static final Environment ON_REQUEST =
      new Environment(US, new Takes.From(new Slug("uk")), Starts.ON_REQUEST, false);

  private static final Candidate.OfRelease ALICIA = release(1, "ALICIA", Optional.empty());
  private static final Candidate.OfRelease BERTHA = release(2, "BERTHA", Optional.empty());
  private static final Candidate.OfRelease DELTA =
      release(3, "ALICIA.1", Optional.of(new Release.OnLine(LINE, 1)));
  private static final Pick RICE =
      new Pick(commit(7), commit(8), "fix: the price of rice", MONDAY, false);
  private static final Gate OPEN = Gate.open("upstream", "BERTHA went well in uk.");
  private static final Gate CLOSED =
      Gate.closed("soak", Reason.of("soaking", "BERTHA soaks in uk.", "nobody"));

  private Environment environment = BY_ITSELF;
  private Optional<Candidate> there = Optional.of(ALICIA);
  private Optional<Request> request = Optional.empty();
  private Optional<Candidate.OfRelease> waiting = Optional.of(DELTA);
  private Holding inBertha = new Holding.ByAncestry();

  @Test
  void without_a_line_the_tracked_branch_comes_as_it_is() {
    Offer main = Offer.of(BERTHA, 0, OPEN);
    assertThat(Beside.of(BY_ITSELF, main, state(List.of()))).isEqualTo(main);
  }

  @Test
  void a_line_s_release_comes_while_the_tracked_branch_is_not_ready() {
    Offer offer = offered(Offer.of(BERTHA, 0, CLOSED).waking(List.of(MONDAY)));
    assertThat(offer.candidate()).contains(DELTA);
    assertThat(sentences(offer)).containsExactly("ALICIA.1 is released on us-release.");
    assertThat(offer.wakes()).as("what time may change is not forgotten").containsExactly(MONDAY);
  }

  @Test
  void a_line_s_release_comes_while_the_tracked_branch_has_nothing() {
    assertThat(offered(Offer.nothing("Nothing new has come.")).candidate()).contains(DELTA);
  }

  @Test
  void the_tracked_branch_goes_first_where_it_is_ready_and_has_the_fix() {
    assertThat(offered(Offer.of(BERTHA, 0, OPEN)).candidate()).contains(BERTHA);
  }

  @Test
  void the_tracked_branch_does_not_go_first_without_the_fix() {
    inBertha = new Holding.Lacking();
    assertThat(offered(Offer.of(BERTHA, 0, OPEN)).candidate()).contains(DELTA);
    inBertha = new Holding.Unknown();
    assertThat(offered(Offer.of(BERTHA, 0, OPEN)).candidate()).contains(DELTA);
  }

  @Test
  void where_people_ask_the_line_s_release_is_what_they_are_offered() {
    environment = ON_REQUEST;
    assertThat(offered(Offer.of(BERTHA, 0, OPEN)).candidate()).contains(DELTA);
  }

  @Test
  void what_a_person_asked_for_comes_and_nothing_else() {
    request = Optional.of(new Request(1, BERTHA, "mia", MONDAY));
    Offer main = Offer.of(BERTHA, 0, CLOSED);
    assertThat(offered(main)).isEqualTo(main);
  }

  @Test
  void what_a_line_brought_is_not_lost_when_the_tracked_branch_comes() {
    there = Optional.of(DELTA);
    waiting = Optional.empty();
    inBertha = new Holding.Lacking();
    Offer offer = offered(Offer.of(BERTHA, 0, OPEN));
    assertThat(offer.candidate()).contains(BERTHA);
    assertThat(sentences(offer))
        .containsExactly(
            OPEN.sentence(),
            "BERTHA does not have %s \"fix: the price of rice\", which us-release brought to us: it would be lost."
                .formatted(RICE.commit().brief()));
    assertThat(offer.gates().getLast().isOpen()).isFalse();
  }

  @Test
  void nobody_knows_yet_is_a_no_until_somebody_has_looked() {
    there = Optional.of(DELTA);
    waiting = Optional.empty();
    inBertha = new Holding.Unknown();
    assertThat(sentences(offered(Offer.of(BERTHA, 0, OPEN))).getLast())
        .startsWith("It is not known yet whether BERTHA has")
        .endsWith("which us-release brought to us.");
  }

  @Test
  void the_tracked_branch_comes_after_a_line_when_it_has_all_that_the_line_brought() {
    there = Optional.of(DELTA);
    waiting = Optional.empty();
    inBertha = new Holding.ByPick(commit(9));
    Offer offer = offered(Offer.of(BERTHA, 0, OPEN));
    assertThat(offer.gates()).allMatch(Gate::isOpen);
    assertThat(sentences(offer).getLast())
        .isEqualTo("BERTHA has all that us-release brought to us.");
  }

  @Test
  void a_line_whose_release_is_not_there_holds_nobody_up() {
    waiting = Optional.empty();
    inBertha = new Holding.Lacking();
    Offer main = Offer.of(BERTHA, 0, OPEN);
    assertThat(offered(main)).isEqualTo(main);
  }

  @Test
  void a_release_of_a_line_upstream_goes_no_further() {
    waiting = Optional.empty();
    Candidate.OfRelease upstream =
        release(4, "BERTHA.1", Optional.of(new Release.OnLine(new Slug("uk-release"), 2)));
    Offer offer = offered(Offer.of(upstream, 0, OPEN).waking(List.of(MONDAY)));
    assertThat(offer.candidate()).isEmpty();
    assertThat(offer.sentence()).isEqualTo("BERTHA.1 goes no further: it is a release of a line.");
    assertThat(offer.wakes()).containsExactly(MONDAY);
  }

  private Offer offered(Offer main) {
    var line =
        new LineStand(
            LINE,
            US,
            waiting,
            List.of(RICE),
            Map.of(BERTHA.commit(), Map.of(RICE.commit(), inBertha)));
    return Beside.of(environment, main, state(List.of(line)));
  }

  private ServiceState state(List<LineStand> lines) {
    var here =
        new EnvironmentState(
            there.map(BesideTest::deployed),
            Optional.empty(),
            Optional.empty(),
            Lock.NEW,
            1,
            Optional.empty(),
            request);
    return new ServiceState(
        new Slug("lms"),
        List.of(),
        List.of(ALICIA, BERTHA),
        Map.of(US, here),
        Map.of(),
        lines,
        Map.of(),
        MONDAY);
  }

  private static List<String> sentences(Offer offer) {
    return offer.gates().stream().map(Gate::sentence).toList();
  }

  private static Deployment deployed(Candidate what) {
    return new Deployment(
        new DeploymentId(1),
        what,
        what.image(),
        new RunId(1),
        MONDAY,
        Optional.empty(),
        new DeploymentState.Good());
  }

  private static Candidate.OfRelease release(
      long number, String name, Optional<Release.OnLine> line) {
    return new Candidate.OfRelease(
        new Release(
            new ReleaseId(number),
            number,
            line.map(Release.OnLine::base).orElse(number),
            new ReleaseVersion(name),
            name,
            commit(number),
            new Digest("sha256:%064x".formatted(number)),
            new ImageName("registry.example", "lms"),
            MONDAY,
            line));
  }

  private static CommitId commit(long number) {
    return new CommitId("%08x".formatted(number).repeat(5));
  }
}
