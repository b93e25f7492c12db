package dev.signalbox.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.base.DeploymentId;
import dev.signalbox.base.Reason;
import dev.signalbox.base.ReleaseId;
import dev.signalbox.base.RunId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.artifact.ImageName;
import dev.signalbox.domain.calendar.Calendar;
import dev.signalbox.domain.calendar.Holidays;
import dev.signalbox.domain.calendar.OnHoliday;
import dev.signalbox.domain.calendar.Parsed;
import dev.signalbox.domain.calendar.RecurrenceText;
import dev.signalbox.domain.calendar.Schedule;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.deployment.Deployment;
import dev.signalbox.domain.deployment.DeploymentState;
import dev.signalbox.domain.environment.Environment;
import dev.signalbox.domain.environment.Environment.Starts;
import dev.signalbox.domain.environment.Environment.Takes;
import dev.signalbox.domain.lock.Lock;
import dev.signalbox.domain.plan.Plan.Due;
import dev.signalbox.domain.plan.Plan.EnvironmentPlan;
import dev.signalbox.domain.plan.Plan.Making;
import dev.signalbox.domain.plan.Plan.TrainPlan;
import dev.signalbox.domain.plan.Plan.Verdict;
import dev.signalbox.domain.plan.ServiceState.Arrival;
import dev.signalbox.domain.plan.ServiceState.BuildState;
import dev.signalbox.domain.plan.ServiceState.EnvironmentState;
import dev.signalbox.domain.plan.ServiceState.SlotUse;
import dev.signalbox.domain.plan.ServiceState.TrainState;
import dev.signalbox.domain.release.Candidate;
import dev.signalbox.domain.release.Release;
import dev.signalbox.domain.release.ReleaseVersion;
import dev.signalbox.domain.soak.Soak;
import dev.signalbox.domain.soak.SoakEvent;
import dev.signalbox.domain.train.Cut;
import dev.signalbox.domain.train.Cut.State;
import dev.signalbox.domain.train.Train;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Trains, slots and soaks: what is cut, what starts when, and what is still seasoning. Thursday
/// midnight in London is 2026-01-09T00:00Z, Friday's slot opens at 10:00.
class TrainPlanTest {

  private static final Instant SINCE = Instant.parse("2026-01-05T09:00:00Z");
  private static final Instant MIDNIGHT = Instant.parse("2026-01-09T00:00:00Z");
  private static final Instant FRIDAY = Instant.parse("2026-01-09T10:00:00Z");
  private static final Slug WEEKLY = new Slug("weekly");
  private static final Slug UK = new Slug("uk");
  private static final Slug US = new Slug("us");
  private static final ImageName IMAGE = new ImageName("registry.example", "lms");
  private static final Duration WEEK = Duration.ofDays(7);

  private static final Train TRAIN = new Train(WEEKLY, schedule("THU 24:00 Europe/London"));
  private static final ReleaseProcess PROCESS =
      new ReleaseProcess(
          List.of(
              new Environment(
                  UK,
                  new Takes.OfTrain(WEEKLY),
                  new Starts.At(schedule("FRI 10:00 Europe/London")),
                  false),
              new Environment(
                  US,
                  new Takes.Soaked(UK, WEEK),
                  new Starts.At(schedule("FRI 10:00 America/New_York")),
                  false)),
          List.of(TRAIN),
          Calendar.NONE);

  private final List<Cut> cuts = new ArrayList<>();
  private final List<Arrival> arrivals = new ArrayList<>();
  private Instant looked = Instant.MAX;
  private EnvironmentState uk = stand(0, List.of(), List.of());
  private EnvironmentState us = stand(0, List.of(), List.of());

  @Test
  void a_cut_takes_what_was_on_the_branch_at_its_instant_and_not_what_came_after() {
    arrive(1, MIDNIGHT.minusSeconds(3600));
    arrive(2, MIDNIGHT);
    arrive(3, MIDNIGHT.plusMillis(1));

    assertThat(train(MIDNIGHT.minusMillis(1)).due()).isEmpty();
    assertThat(train(MIDNIGHT.plusSeconds(5)).due())
        .singleElement()
        .satisfies(due -> {
          assertThat(due.late()).isFalse();
          assertThat(taken(due.cut()).number()).isEqualTo(2);
        });
  }

  @Test
  void missed_cuts_are_made_up_in_order_each_with_the_commit_of_its_instant() {
    arrive(1, MIDNIGHT.minusSeconds(3600));
    arrive(2, MIDNIGHT.plus(Duration.ofDays(2)));
    Instant weeksLater = MIDNIGHT.plus(Duration.ofDays(15));

    List<Due> due = train(weeksLater).due();

    assertThat(due).allMatch(Due::late).hasSize(3);
    assertThat(taken(due.get(0).cut()).number()).isEqualTo(1);
    assertThat(taken(due.get(1).cut()).number()).isEqualTo(2);
    assertThat(due.get(2).cut().state()).isEqualTo(new State.Unchanged(false));
  }

  @Test
  void a_cut_waits_for_a_look_at_the_repository_that_began_after_it() {
    arrive(1, MIDNIGHT.minusSeconds(3600));
    looked = MIDNIGHT.minusSeconds(1);

    assertThat(train(MIDNIGHT).due()).isEmpty();
    assertThat(train(MIDNIGHT).looks()).isTrue();
    looked = MIDNIGHT;
    assertThat(train(MIDNIGHT).due()).hasSize(1);
  }

  @Test
  void a_cut_that_was_decided_is_not_due_again_whatever_the_clock_does() {
    arrive(1, MIDNIGHT.minusSeconds(3600));
    cuts.add(taken(MIDNIGHT, 1, new Cut.Making.NotYet()));

    assertThat(train(MIDNIGHT).due()).isEmpty();
    assertThat(train(MIDNIGHT.plusSeconds(60)).due()).isEmpty();
    assertThat(train(MIDNIGHT.plus(WEEK)).due())
        .singleElement()
        .satisfies(due -> assertThat(due.cut().state()).isInstanceOf(State.Unchanged.class));
  }

  @Test
  void a_person_moves_a_cut_leaves_one_out_and_asks_for_another() {
    arrive(1, MIDNIGHT.minusSeconds(3600));
    cuts.add(cut(MIDNIGHT, MIDNIGHT.plusSeconds(7200), new State.Awaited(false, "mia", "a demo")));

    assertThat(train(MIDNIGHT.plusSeconds(60)).due()).isEmpty();
    assertThat(train(MIDNIGHT.minusSeconds(60)).coming().getFirst().why())
        .contains("moved from 2026-01-09 00:00 UTC by mia: a demo");
    assertThat(train(MIDNIGHT.plusSeconds(7200)).due()).hasSize(1);

    cuts.clear();
    cuts.add(cut(MIDNIGHT, MIDNIGHT, new State.Skipped("mia", "nobody is here")));
    assertThat(train(MIDNIGHT.plusSeconds(60)).due()).isEmpty();
    assertThat(train(MIDNIGHT.minusSeconds(60)).coming().getFirst().leftOut()).isTrue();

    Instant now = MIDNIGHT.plusSeconds(600);
    cuts.add(cut(now, now, new State.Awaited(true, "mia", "take it now")));
    assertThat(train(now).due())
        .singleElement()
        .satisfies(due -> assertThat(due.cut().extra()).isTrue());
  }

  @Test
  void a_holiday_leaves_a_cut_out_or_moves_it_by_the_rule_of_the_calendar() {
    var closed = new Holidays(List.of(), Map.of(LocalDate.of(2026, 1, 8), "Founders' Day"));
    Train skips =
        new Train(WEEKLY, new Schedule(TRAIN.cuts().recurrence(), closed, OnHoliday.SKIP));
    Train before =
        new Train(WEEKLY, new Schedule(TRAIN.cuts().recurrence(), closed, OnHoliday.DAY_BEFORE));
    arrive(1, SINCE);

    assertThat(train(skips, MIDNIGHT).due())
        .singleElement()
        .satisfies(due ->
            assertThat(due.cut().state())
                .isEqualTo(
                    new State.Skipped(
                        "the calendar",
                        "Thursday 8 January 2026 is Founders' Day, so it is left out.")));
    assertThat(train(before, MIDNIGHT.minus(Duration.ofDays(1))).due())
        .singleElement()
        .satisfies(due -> assertThat(taken(due.cut()).number()).isEqualTo(1));
  }

  @Test
  void the_release_waits_for_the_build_and_no_older_commit_is_taken_in_its_stead() {
    arrivals.add(new Arrival(new BuildState.Built(build(1)), SINCE));
    arrivals.add(
        new Arrival(new BuildState.Building(2, commit(2), new RunId(7)), SINCE.plusSeconds(1)));
    cuts.add(taken(MIDNIGHT, 2, new Cut.Making.NotYet()));

    assertThat(hold(train(MIDNIGHT).making()).sentence()).contains("still being built (run_7)");

    arrivals.set(
        1,
        new Arrival(
            new BuildState.NotBuilt(2, commit(2), "run_7 failed: exit code 2"),
            SINCE.plusSeconds(1)));
    Reason reason = hold(train(MIDNIGHT).making());
    assertThat(reason.sentence()).contains("was not built: run_7 failed: exit code 2");
    assertThat(reason.clearedBy()).contains("signalbox train lms weekly cut");

    arrivals.set(1, new Arrival(new BuildState.Built(build(2)), SINCE.plusSeconds(1)));
    assertThat(train(MIDNIGHT).making())
        .isInstanceOfSatisfying(
            Making.Start.class, start -> assertThat(start.build()).isEqualTo(build(2)));
  }

  @Test
  void the_uk_takes_the_newest_release_of_the_train_in_the_slot_of_friday() {
    cuts.add(taken(MIDNIGHT, 4, new Cut.Making.Released(release(4))));

    assertThat(reasons(UK, MIDNIGHT))
        .singleElement()
        .satisfies(reason -> {
          assertThat(reason.sentence())
              .isEqualTo(
                  "uk starts FRI 10:00 Europe/London; the next slot opens at 2026-01-09 10:00 Europe/London.");
          assertThat(reason.opensAt()).contains(FRIDAY);
        });
    assertThat(plan(MIDNIGHT).wakeAt()).contains(FRIDAY);
    assertThat(plan(UK, FRIDAY).verdict())
        .isEqualTo(
            new Verdict.Start(release(4), Optional.empty(), Optional.empty(), Optional.of(FRIDAY)));
    assertThat(plan(UK, FRIDAY.plus(Duration.ofHours(13))).verdict())
        .as("until the end of that day")
        .isInstanceOf(Verdict.Start.class);
    assertThat(reasons(UK, FRIDAY.plus(Duration.ofHours(14))).getFirst().opensAt())
        .contains(FRIDAY.plus(WEEK));
  }

  @Test
  void a_slot_is_used_once() {
    cuts.add(taken(MIDNIGHT, 4, new Cut.Making.Released(release(4))));
    uk = stand(3, List.of(), List.of(new SlotUse(FRIDAY, "CHARLIE")));

    assertThat(reasons(UK, FRIDAY.plusSeconds(60)).getFirst().sentence())
        .startsWith("CHARLIE went in today's slot. ");
  }

  @Test
  void a_release_on_a_line_does_not_make_the_branch_s_next_one_look_taken() {
    cuts.add(taken(MIDNIGHT, 4, new Cut.Making.Released(release(4))));
    uk = stand(3, List.of(), List.of());

    assertThat(plan(UK, FRIDAY).verdict()).isInstanceOf(Verdict.Start.class);
    uk = stand(4, List.of(), List.of());
    assertThat(plan(UK, FRIDAY).verdict()).isInstanceOf(Verdict.Nothing.class);
  }

  @Test
  void the_us_takes_the_newest_release_that_has_soaked_and_says_who_may_shorten_it() {
    Instant well = FRIDAY.plusSeconds(600);
    uk = stand(5, List.of(soak(4, well), soak(5, well.plus(Duration.ofDays(3)))), List.of());
    Instant slot = Instant.parse("2026-01-16T15:00:00Z");

    assertThat(reasons(US, well.plusSeconds(1)))
        .extracting(Reason::code)
        .containsExactly("soaking", "no-slot");
    assertThat(reasons(US, well.plusSeconds(1)).getFirst())
        .satisfies(reason -> {
          assertThat(reason.sentence())
              .isEqualTo(
                  "R4 soaks in uk since 2026-01-09 10:10 UTC; 7d are over at 2026-01-16"
                      + " 10:10 UTC.");
          assertThat(reason.clearedBy()).contains("signalbox soak lms uk R4 --for 3d");
          assertThat(reason.opensAt()).contains(well.plus(WEEK));
        });
    assertThat(started(US, slot)).isEqualTo(release(4));
    assertThat(started(US, slot.plus(WEEK))).as("the newest").isEqualTo(release(5));
  }

  @Test
  void a_person_plays_it_by_ear_and_a_bad_release_never_soaks_to_its_end() {
    Instant well = FRIDAY.plusSeconds(600);
    Soak shortened =
        Soak.after(
                release(5),
                List.of(
                    new SoakEvent.WentWell(well.plus(Duration.ofDays(4))),
                    new SoakEvent.Lasts(new Soak.Asked(Duration.ofDays(2), "mia", "it is urgent"))))
            .orElseThrow();
    Soak bad =
        Soak.after(
                release(4),
                List.of(new SoakEvent.WentWell(well), new SoakEvent.WentBad("mia: LMS-7")))
            .orElseThrow();
    uk = stand(5, List.of(bad), List.of());
    Instant slot = Instant.parse("2026-01-16T15:00:00Z");

    assertThat(plan(US, slot).verdict())
        .isEqualTo(new Verdict.Nothing("R4 is bad in uk: mia: LMS-7"));
    uk = stand(5, List.of(bad, shortened), List.of());
    assertThat(started(US, slot)).isEqualTo(release(5));
  }

  @Test
  void a_soak_begins_anew_after_it_was_bad_and_goes_on_when_it_is_deployed_again() {
    Instant first = FRIDAY;
    Instant again = FRIDAY.plusSeconds(3600);

    assertThat(since(new SoakEvent.WentWell(first), new SoakEvent.WentWell(again)))
        .isEqualTo(first);
    assertThat(
            since(
                new SoakEvent.WentWell(first),
                new SoakEvent.WentBad("breached"),
                new SoakEvent.WentWell(again)))
        .isEqualTo(again);
    assertThat(
            since(
                new SoakEvent.WentWell(first),
                new SoakEvent.WentBad("a mistake"),
                new SoakEvent.SaidGood(again)))
        .isEqualTo(again);
    assertThat(Soak.after(release(1), List.of(new SoakEvent.WentBad("failed")))).isEmpty();
  }

  @Test
  void production_is_one_cut_behind_and_takes_what_staging_had_just_before_it() {
    Slug staging = new Slug("staging");
    Slug production = new Slug("production");
    var process =
        new ReleaseProcess(
            List.of(
                new Environment(staging, new Takes.OfTrain(WEEKLY), Starts.BY_ITSELF, false),
                new Environment(
                    production, new Takes.AtCut(WEEKLY, staging), Starts.BY_ITSELF, false)),
            List.of(TRAIN),
            Calendar.NONE);
    cuts.add(taken(MIDNIGHT, 4, new Cut.Making.Released(release(4))));
    cuts.add(cut(MIDNIGHT.plus(WEEK), MIDNIGHT.plus(WEEK), new State.Unchanged(false)));
    Deployment old = deployment(3, MIDNIGHT.minus(WEEK));
    Deployment young = deployment(4, MIDNIGHT.plusSeconds(60));
    Instant now = MIDNIGHT.plus(WEEK).plusSeconds(60);

    ServiceState had3 = state(process, Map.of(staging, stays(3, old)));
    assertThat(Planner.plan(process, had3, now).environment(production).orElseThrow().candidate())
        .contains(release(3));
    ServiceState had4 = state(process, Map.of(staging, stays(4, young, old)));
    assertThat(Planner.plan(process, had4, now).environment(production).orElseThrow().verdict())
        .isEqualTo(
            new Verdict.Start(
                release(4), Optional.empty(), Optional.empty(), Optional.of(MIDNIGHT.plus(WEEK))));
    ServiceState same =
        state(
            process,
            Map.of(staging, stays(4, young, old), production, stand(4, List.of(), List.of())));
    assertThat(Planner.plan(process, same, now).environment(production).orElseThrow().verdict())
        .isEqualTo(
            new Verdict.Nothing("R4, which staging had at 2026-01-16 00:00 UTC, has been taken."));
  }

  @Test
  void a_fix_in_the_place_of_a_cut_leaves_nothing_to_release() {
    Slug staging = new Slug("staging");
    var process =
        new ReleaseProcess(
            List.of(new Environment(staging, new Takes.OfTrain(WEEKLY), Starts.BY_ITSELF, false)),
            List.of(TRAIN),
            Calendar.NONE);
    arrive(1, SINCE);
    ServiceState state =
        state(
            process,
            Map.of(staging, stand(0, List.of(), List.of(new SlotUse(MIDNIGHT, "v0.0.6")))));

    assertThat(Planner.plan(process, state, MIDNIGHT).train(WEEKLY).orElseThrow().due())
        .extracting(due -> due.cut().state())
        .containsExactly(new State.Replaced("v0.0.6"));
  }

  @Test
  void a_change_knows_when_it_can_be_where_at_the_earliest() {
    Instant monday = SINCE;
    arrive(1, monday);

    assertThat(Prognosis.of(PROCESS, state(PROCESS, Map.of(UK, uk, US, us)), 1, monday))
        .extracting(Prognosis.Stop::sentence)
        .containsExactly(
            "It can be in uk from 2026-01-09 10:00 Europe/London on.",
            "It can be in us from 2026-01-16 10:00 America/New_York on.");

    cuts.add(taken(MIDNIGHT, 1, new Cut.Making.Released(release(1))));
    uk = stand(1, List.of(soak(1, FRIDAY.plusSeconds(600))), List.of());
    assertThat(
            Prognosis.of(
                PROCESS, state(PROCESS, Map.of(UK, uk, US, us)), 1, FRIDAY.plusSeconds(7200)))
        .extracting(Prognosis.Stop::sentence)
        .containsExactly(
            "uk has taken it, and has something else now.",
            "It can be in us from 2026-01-16 10:00 America/New_York on.");
  }

  private static Instant since(SoakEvent... events) {
    return Soak.after(release(1), List.of(events)).orElseThrow().since();
  }

  private void arrive(long number, Instant at) {
    arrivals.add(new Arrival(new BuildState.Built(build(number)), at));
  }

  private static State.Taken taken(Cut cut) {
    return (State.Taken) cut.state();
  }

  private static Reason hold(Making making) {
    assertThat(making).isInstanceOf(Making.Hold.class);
    return ((Making.Hold) making).reason();
  }

  private TrainPlan train(Instant now) {
    return plan(now).train(WEEKLY).orElseThrow();
  }

  private TrainPlan train(Train train, Instant now) {
    var process = new ReleaseProcess(PROCESS.environments(), List.of(train), Calendar.NONE);
    return Planner.plan(process, state(process, Map.of()), now).train(WEEKLY).orElseThrow();
  }

  private Plan plan(Instant now) {
    return Planner.plan(PROCESS, state(PROCESS, Map.of(UK, uk, US, us)), now);
  }

  private EnvironmentPlan plan(Slug environment, Instant now) {
    return plan(now).environment(environment).orElseThrow();
  }

  private Candidate started(Slug environment, Instant now) {
    assertThat(plan(environment, now).verdict()).isInstanceOf(Verdict.Start.class);
    return ((Verdict.Start) plan(environment, now).verdict()).what();
  }

  private List<Reason> reasons(Slug environment, Instant now) {
    assertThat(plan(environment, now).verdict()).isInstanceOf(Verdict.Hold.class);
    return ((Verdict.Hold) plan(environment, now).verdict()).reasons();
  }

  private ServiceState state(ReleaseProcess process, Map<Slug, EnvironmentState> environments) {
    assertThat(process.trains()).hasSize(1);
    return new ServiceState(
        new Slug("lms"),
        List.of(),
        List.of(),
        environments,
        Map.of(WEEKLY, new TrainState(SINCE, cuts, arrivals)),
        looked);
  }

  private static EnvironmentState stand(long reached, List<Soak> soaks, List<SlotUse> slots) {
    return stand(reached, soaks, slots, List.of());
  }

  private static EnvironmentState stays(long reached, Deployment... stays) {
    return stand(reached, List.of(), List.of(), List.of(stays));
  }

  private static EnvironmentState stand(
      long reached, List<Soak> soaks, List<SlotUse> slots, List<Deployment> stays) {
    return new EnvironmentState(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Lock.NEW,
        reached,
        Optional.empty(),
        Optional.empty(),
        reached,
        soaks,
        slots,
        stays);
  }

  private static Soak soak(long number, Instant since) {
    return Soak.after(release(number), List.of(new SoakEvent.WentWell(since))).orElseThrow();
  }

  private static Cut taken(Instant planned, long number, Cut.Making making) {
    return cut(planned, planned, new State.Taken(number, commit(number), false, making));
  }

  private static Cut cut(Instant planned, Instant at, State state) {
    return new Cut(WEEKLY, planned, at, state);
  }

  private static Deployment deployment(long number, Instant at) {
    return new Deployment(
        new DeploymentId(number),
        release(number),
        IMAGE,
        new RunId(number),
        at,
        Optional.empty(),
        new DeploymentState.Good());
  }

  private static Schedule schedule(String text) {
    return RecurrenceText.read(text) instanceof Parsed.Good<RecurrenceText>(var recurrence)
        ? Calendar.NONE.schedule(recurrence.in(Calendar.NONE.zone()))
        : fail(text);
  }

  private static Schedule fail(String text) {
    throw new AssertionError(text);
  }

  private static Candidate.OfBuild build(long number) {
    return new Candidate.OfBuild(number, commit(number), digest(number), IMAGE);
  }

  private static Candidate.OfRelease release(long number) {
    return new Candidate.OfRelease(
        new Release(
            new ReleaseId(number),
            number,
            number,
            new ReleaseVersion("R" + number),
            "R" + number,
            commit(number),
            digest(number),
            IMAGE,
            SINCE));
  }

  private static CommitId commit(long number) {
    return new CommitId("%040x".formatted(number + 0xabc00000L));
  }

  private static Digest digest(long number) {
    return new Digest("sha256:%064x".formatted(number));
  }
}
