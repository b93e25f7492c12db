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
import dev.signalbox.domain.lock.Fence;
import dev.signalbox.domain.lock.Lock;
import dev.signalbox.domain.lock.LockState.HeldByPerson;
import dev.signalbox.domain.lock.LockState.HeldByRun;
import dev.signalbox.domain.plan.Plan.EnvironmentPlan;
import dev.signalbox.domain.plan.Plan.Verdict;
import dev.signalbox.domain.plan.ServiceState.Activity;
import dev.signalbox.domain.plan.ServiceState.BuildState;
import dev.signalbox.domain.plan.ServiceState.EnvironmentState;
import dev.signalbox.domain.plan.ServiceState.Request;
import dev.signalbox.domain.release.Candidate;
import dev.signalbox.domain.release.Release;
import dev.signalbox.domain.release.ReleaseVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is next, and why not yet: the flow of the first seed.
class PlannerTest {

  private static final Instant MONDAY = Instant.parse("2026-01-05T09:00:00Z");
  private static final Slug DEV = new Slug("dev");
  private static final Slug STAGING = new Slug("staging");
  private static final Slug PRODUCTION = new Slug("production");
  private static final ImageName IMAGE = new ImageName("registry.example", "storefront");

  private static final ReleaseProcess PROCESS =
      ReleaseProcess.of(
          List.of(
              new Environment(DEV, new Takes.EveryBuild(), Starts.BY_ITSELF, false),
              new Environment(STAGING, new Takes.EveryRelease(), Starts.BY_ITSELF, true),
              new Environment(PRODUCTION, new Takes.From(STAGING), Starts.ON_REQUEST, false)));

  private final List<BuildState> builds = new ArrayList<>();
  private final List<Candidate.OfRelease> releases = new ArrayList<>();
  private final Map<Slug, EnvironmentState> environments = new HashMap<>();

  @Test
  void a_new_service_has_nothing_to_do_and_says_so_everywhere() {
    assertThat(verdict(DEV)).isEqualTo(new Verdict.Nothing("Every build has been taken."));
    assertThat(verdict(STAGING)).isEqualTo(new Verdict.Nothing("Every release has been taken."));
    assertThat(verdict(PRODUCTION))
        .isEqualTo(new Verdict.Nothing("Nothing has gone well in staging yet."));
  }

  @Test
  void builds_are_taken_in_the_order_of_their_commits_not_of_their_ends() {
    builds.add(new BuildState.Building(1, commit(1), new RunId(7)));
    builds.add(new BuildState.Built(build(2)));

    assertThat(reasons(DEV))
        .extracting(Reason::sentence)
        .containsExactly(commit(1).brief() + " is still being built (run_7).");
  }

  @Test
  void a_commit_that_could_not_be_built_is_passed_over() {
    builds.add(new BuildState.NotBuilt(1, commit(1), "run_1 failed"));
    builds.add(new BuildState.Built(build(2)));

    assertThat(started(DEV)).isEqualTo(build(2));
  }

  @Test
  void an_environment_that_has_nothing_to_take_says_what_was_not_built() {
    builds.add(new BuildState.NotBuilt(1, commit(1), "run_1 failed: exit code 2"));

    assertThat(verdict(DEV))
        .isEqualTo(
            new Verdict.Nothing(commit(1).brief() + " was not built: run_1 failed: exit code 2"));
  }

  @Test
  void every_release_is_taken_one_after_the_other() {
    releases.add(release(1));
    releases.add(release(2));

    assertThat(started(STAGING)).isEqualTo(release(1));
    assertThat(plan(STAGING).behind()).isEqualTo(1);

    environments.put(STAGING, stand().taken(1).build());
    assertThat(started(STAGING)).isEqualTo(release(2));
  }

  @Test
  void second_release_waits_while_a_run_holds_staging_and_says_which_and_what_for() {
    releases.add(release(2));
    environments.put(
        STAGING,
        stand()
            .taken(1)
            .lock(new Lock(new Fence(1), new HeldByRun(new RunId(12), "v1.0.1", MONDAY)))
            .active(new Activity(new RunId(12), "v1.0.1", "deploy", false, MONDAY))
            .build());

    assertThat(reasons(STAGING))
        .extracting(Reason::sentence)
        .containsExactly("The lock is held by run_12 for v1.0.1 since 2026-01-05 09:00 UTC.");
    assertThat(plan(STAGING).gates()).extracting(Gate::name).containsExactly("upstream", "lock");
  }

  @Test
  void a_persons_lock_holds_any_environment_and_the_plan_wakes_when_it_ends() {
    builds.add(new BuildState.Built(build(1)));
    Instant end = MONDAY.plusSeconds(3_600);
    environments.put(
        DEV,
        stand()
            .lock(
                new Lock(
                    new Fence(3), new HeldByPerson("mia", "load test", MONDAY, Optional.of(end))))
            .build());

    assertThat(reasons(DEV).getFirst().opensAt()).contains(end);
    assertThat(Planner.plan(PROCESS, state(), MONDAY).wakeAt()).contains(end);
    assertThat(Planner.plan(PROCESS, state(), end).environment(DEV).orElseThrow().verdict())
        .isInstanceOf(Verdict.Start.class);
  }

  @Test
  void production_never_starts_by_itself_and_says_how_to_ask() {
    environments.put(STAGING, stand().taken(1).wentWell(release(1)).build());

    assertThat(reasons(PRODUCTION))
        .singleElement()
        .satisfies(reason -> {
          assertThat(reason.sentence()).isEqualTo("production starts when somebody asks.");
          assertThat(reason.clearedBy()).contains("signalbox promote storefront production");
        });
    assertThat(plan(PRODUCTION).candidate()).contains(release(1));
  }

  @Test
  void production_takes_what_was_asked_for_and_the_start_answers_that_request() {
    environments.put(STAGING, stand().taken(2).wentWell(release(2)).build());
    environments.put(
        PRODUCTION, stand().request(new Request(5, release(1), "mia", MONDAY)).build());

    assertThat(verdict(PRODUCTION))
        .isEqualTo(new Verdict.Start(release(1), Optional.of(5L), Optional.empty()));
  }

  @Test
  void a_request_waits_for_the_run_that_acts_and_overtakes_the_one_that_only_watches() {
    var request = new Request(5, release(2), "mia", MONDAY);
    var acting = new Activity(new RunId(9), "v1.0.1", "deploy", false, MONDAY);
    environments.put(PRODUCTION, stand().active(acting).request(request).build());

    assertThat(reasons(PRODUCTION)).extracting(Reason::code).containsExactly("busy");

    var watching = new Activity(new RunId(9), "v1.0.1", "monitor", true, MONDAY);
    environments.put(PRODUCTION, stand().active(watching).request(request).build());

    assertThat(verdict(PRODUCTION))
        .isEqualTo(new Verdict.Start(release(2), Optional.of(5L), Optional.of(new RunId(9))));
  }

  @Test
  void what_production_has_taken_is_not_offered_again() {
    environments.put(STAGING, stand().taken(1).wentWell(release(1)).build());
    environments.put(PRODUCTION, stand().taken(1).build());

    assertThat(verdict(PRODUCTION))
        .isEqualTo(
            new Verdict.Nothing("v1.0.1, the newest that went well in staging, has been taken."));
  }

  @Test
  void what_is_there_is_told_whatever_is_next() {
    var there =
        new Deployment(
            new DeploymentId(4),
            release(1),
            IMAGE,
            new RunId(3),
            MONDAY,
            Optional.empty(),
            new DeploymentState.Good());
    environments.put(STAGING, stand().there(there).taken(1).build());

    assertThat(plan(STAGING).there()).contains(there);
  }

  @Test
  void the_same_question_has_the_same_answer() {
    builds.add(new BuildState.Built(build(1)));
    releases.add(release(1));

    assertThat(Planner.plan(PROCESS, state(), MONDAY))
        .isEqualTo(Planner.plan(PROCESS, state(), MONDAY));
  }

  private Verdict verdict(Slug environment) {
    return plan(environment).verdict();
  }

  private EnvironmentPlan plan(Slug environment) {
    return Planner.plan(PROCESS, state(), MONDAY).environment(environment).orElseThrow();
  }

  private Candidate started(Slug environment) {
    assertThat(verdict(environment)).isInstanceOf(Verdict.Start.class);
    return ((Verdict.Start) verdict(environment)).what();
  }

  private List<Reason> reasons(Slug environment) {
    assertThat(verdict(environment)).isInstanceOf(Verdict.Hold.class);
    return ((Verdict.Hold) verdict(environment)).reasons();
  }

  private ServiceState state() {
    return new ServiceState(new Slug("storefront"), builds, releases, environments);
  }

  private static Candidate.OfBuild build(long number) {
    return new Candidate.OfBuild(number, commit(number), digest(number), IMAGE);
  }

  private static Candidate.OfRelease release(long number) {
    var version = new ReleaseVersion("1.0." + number);
    return new Candidate.OfRelease(
        new Release(
            new ReleaseId(number),
            number,
            number,
            version,
            "v" + version,
            commit(number),
            digest(number),
            IMAGE,
            MONDAY));
  }

  private static CommitId commit(long number) {
    return new CommitId("%040x".formatted(number + 0xabc00000L));
  }

  private static Digest digest(long number) {
    return new Digest("sha256:%064x".formatted(number));
  }

  private static Stand stand() {
    return new Stand();
  }

  private static final class Stand {
    private Optional<Deployment> there = Optional.empty();
    private Optional<Activity> active = Optional.empty();
    private Lock lock = Lock.NEW;
    private long taken;
    private Optional<Candidate> wentWell = Optional.empty();
    private Optional<Request> request = Optional.empty();

    Stand there(Deployment value) {
      there = Optional.of(value);
      return this;
    }

    Stand active(Activity value) {
      active = Optional.of(value);
      return this;
    }

    Stand lock(Lock value) {
      lock = value;
      return this;
    }

    Stand taken(long value) {
      taken = value;
      return this;
    }

    Stand wentWell(Candidate value) {
      wentWell = Optional.of(value);
      return this;
    }

    Stand request(Request value) {
      request = Optional.of(value);
      return this;
    }

    EnvironmentState build() {
      return new EnvironmentState(there, active, Optional.empty(), lock, taken, wentWell, request);
    }
  }
}
