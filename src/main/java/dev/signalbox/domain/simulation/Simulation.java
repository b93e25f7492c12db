package dev.signalbox.domain.simulation;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Reason;
import dev.signalbox.base.Slug;
import dev.signalbox.base.Utc;
import dev.signalbox.domain.calendar.Occurrence;
import dev.signalbox.domain.environment.GateRule;
import dev.signalbox.domain.plan.Plan;
import dev.signalbox.domain.plan.Plan.Due;
import dev.signalbox.domain.plan.Plan.EnvironmentPlan;
import dev.signalbox.domain.plan.Plan.Making;
import dev.signalbox.domain.plan.Plan.TrainPlan;
import dev.signalbox.domain.plan.Plan.Verdict;
import dev.signalbox.domain.plan.Planner;
import dev.signalbox.domain.plan.ServiceState.Request;
import dev.signalbox.domain.release.Candidate;
import dev.signalbox.domain.signoff.DeploymentRequest;
import dev.signalbox.domain.signoff.Signoffs.Check;
import dev.signalbox.domain.signoff.Signoffs.Word;
import dev.signalbox.domain.soak.Soak;
import dev.signalbox.domain.soak.SoakEvent;
import dev.signalbox.domain.train.Cut;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Asks the future: what the planner would do with what is given from outside. It is the planner
/// that runs on a server, under a clock that jumps from one instant that matters to the next.
public final class Simulation {

  /// How long a build takes here, and how long a promotion.
  public static final Duration BUILD = Duration.ofMinutes(10);

  public static final Duration PROMOTION = Duration.ofMinutes(10);

  /// A plan that has not come to rest after so many rounds never will.
  private static final int MOST_ROUNDS = 1_000;

  private final Scenario scenario;
  private final World world;
  private final Deque<Given> given;
  private final PriorityQueue<End> ends = new PriorityQueue<>(Comparator.comparing(End::at));
  private final List<Given.Fails> failures = new ArrayList<>();
  private final Map<Slug, String> waiting = new HashMap<>();
  private final List<Happening> happened = new ArrayList<>();
  private long requests;
  private Instant now;

  /// Something that is under way comes to its end.
  private sealed interface End {
    Instant at();

    record OfBuild(Instant at, long number, boolean well) implements End {}

    record OfPromotion(Instant at, Slug environment) implements End {}
  }

  private Simulation(Scenario scenario) {
    this.scenario = scenario;
    this.world = new World(scenario);
    this.given = new ArrayDeque<>(scenario.given());
    this.now = scenario.from();
  }

  /// All that happens, in the order of time.
  public static List<Happening> run(Scenario scenario) {
    var simulation = new Simulation(scenario);
    simulation.run();
    return List.copyOf(simulation.happened);
  }

  private void run() {
    while (!now.isAfter(scenario.until())) {
      while (!ends.isEmpty() && !ends.peek().at().isAfter(now)) {
        end(ends.remove());
      }
      while (!given.isEmpty() && !given.peek().at().isAfter(now)) {
        happens(given.remove());
      }
      Optional<Instant> wakeAt = settled().wakeAt();
      Optional<Instant> next =
          Stream.of(
                  wakeAt,
                  Optional.ofNullable(ends.peek()).map(End::at),
                  Optional.ofNullable(given.peek()).map(Given::at))
              .flatMap(Optional::stream)
              .min(Instant::compareTo);
      if (next.isEmpty()) {
        return;
      }
      now = next.get();
    }
  }

  /// The plan after all that it wants has been done.
  private Plan settled() {
    Plan plan = Planner.plan(scenario.process(), world.state(), now);
    for (int round = 0; round < MOST_ROUNDS && carryOut(plan); round++) {
      plan = Planner.plan(scenario.process(), world.state(), now);
    }
    plan.environments().forEach(this::tellWhatWaits);
    return plan;
  }

  private boolean carryOut(Plan plan) {
    boolean moved = false;
    for (TrainPlan train : plan.trains()) {
      for (Due due : train.due()) {
        decide(due.cut());
        moved = true;
      }
      if (train.making() instanceof Making.Start start) {
        make(start);
        moved = true;
      }
    }
    for (EnvironmentPlan environment : plan.environments()) {
      if (environment.verdict() instanceof Verdict.Start start) {
        start(environment.environment(), start);
        moved = true;
      }
      moved |= file(environment);
    }
    return moved;
  }

  /// The deployment request for what would move in, as the server files it.
  private boolean file(EnvironmentPlan plan) {
    Slug environment = plan.environment();
    Optional<Slug> to =
        scenario.process().environment(environment).orElseThrow().gates().stream()
            .flatMap(rule ->
                rule instanceof GateRule.Requested(Slug whom, var _)
                    ? Stream.of(whom)
                    : Stream.<Slug>empty())
            .findFirst();
    if (to.isEmpty() || plan.candidate().isEmpty()) {
      return false;
    }
    Candidate what = plan.candidate().get();
    boolean isNew =
        world
            .place(environment)
            .orElseThrow()
            .files(what, environment, to.get(), requests + 1, now);
    if (isNew) {
      requests++;
      tell(environment, "filed", what.label(), "%s is asked to let it in".formatted(to.get()));
    }
    return isNew;
  }

  private void decide(Cut cut) {
    world.decide(cut);
    String train = cut.train().text();
    switch (cut.state()) {
      case Cut.State.Taken taken ->
          tell(
              "cut",
              Optional.empty(),
              "%s takes \"%s\"".formatted(train, world.message(taken.number())));
      case Cut.State.Unchanged _ ->
          tell("no-release", Optional.empty(), train + ": no change since the last cut");
      case Cut.State.Replaced(String what) ->
          tell("no-release", Optional.empty(), "%s: %s went in its place".formatted(train, what));
      case Cut.State.Skipped(String by, String reason) ->
          tell("skipped", Optional.empty(), "%s: %s: %s".formatted(train, by, reason));
      case Cut.State.Awaited _ ->
          throw new IllegalStateException("a cut that is due still waits. Indicates a bug.");
    }
  }

  private void make(Making.Start start) {
    World.Made made = world.release(start.build(), now);
    Cut cut = start.cut();
    Cut.State.Taken taken = (Cut.State.Taken) cut.state();
    Cut.Making making =
        made.release()
            .<Cut.Making>map(Cut.Making.Released::new)
            .orElseGet(() -> new Cut.Making.NothingToRelease(world.nextRun(), made.sentence()));
    world.decide(
        cut.in(new Cut.State.Taken(taken.number(), taken.commit(), taken.extra(), making)));
    tell(made, cut.train().text());
  }

  private void tell(World.Made made, String by) {
    tell(
        made.release().isPresent() ? "released" : "no-release",
        made.release().map(Candidate.OfRelease::label),
        "%s: %s".formatted(by, made.sentence()));
  }

  private void start(Slug environment, Verdict.Start start) {
    Candidate what = start.what();
    world.place(environment).orElseThrow().start(world.nextRun(), what, start.slot(), now);
    ends.add(new End.OfPromotion(now.plus(PROMOTION), environment));
    waiting.remove(environment);
    tell(
        environment,
        "starts",
        what.label(),
        start.request().isPresent() ? "somebody asked for it" : "every gate is open");
  }

  private void end(End end) {
    switch (end) {
      case End.OfBuild(_, long number, boolean well) -> {
        world.built(number, well);
        if (!well) {
          tell(
              "not-built",
              Optional.empty(),
              "the build of \"%s\" failed".formatted(world.message(number)));
        }
      }
      case End.OfPromotion(_, Slug environment) -> arrive(environment);
    }
  }

  private void arrive(Slug environment) {
    Place place = world.place(environment).orElseThrow();
    String label = place.state().active().orElseThrow().what();
    Optional<Given.Fails> failure =
        failures.stream()
            .filter(f ->
                f.environment().equals(environment)
                    && f.release().filter(name -> !name.equals(label)).isEmpty())
            .findFirst();
    failure.ifPresent(failures::remove);
    Candidate what = place.end(failure.isEmpty(), now);
    tell(
        environment,
        failure.isEmpty() ? "arrived" : "failed",
        label,
        failure.isEmpty() ? "it goes well" : "it does not go well");
    if (failure.isEmpty()
        && what instanceof Candidate.OfBuild build
        && scenario.releasing().contains(environment)) {
      tell(world.release(build, now), environment.text());
    }
  }

  /// Once for each reason.
  private void tellWhatWaits(EnvironmentPlan plan) {
    if (!(plan.verdict() instanceof Verdict.Hold(List<Reason> reasons))
        || plan.candidate().isEmpty()
        || plan.active().isPresent()) {
      return;
    }
    String label = plan.candidate().get().label();
    String said =
        reasons.stream().map(Reason::code).collect(Collectors.joining(" ", label + " ", ""));
    if (!said.equals(waiting.put(plan.environment(), said))) {
      tell(
          plan.environment(),
          "waits",
          label,
          reasons.stream().map(Reason::sentence).collect(Collectors.joining(" ")));
    }
  }

  private void happens(Given event) {
    switch (event) {
      case Given.Committed(_, String message, boolean builds) -> {
        long number = world.commit(message, now);
        ends.add(new End.OfBuild(now.plus(BUILD), number, builds));
      }
      case Given.Fails fails -> failures.add(fails);
      case Given.Asked(_, Slug environment, Optional<String> release) -> ask(environment, release);
      case Given.Said(_, Slug environment, Slug as, boolean yes, var release, String reason) ->
          spoken(environment, release)
              .ifPresent(what -> {
                world
                    .place(environment)
                    .orElseThrow()
                    .say(
                        new Word(
                            as, what.digest(), yes, "somebody", reason, Optional.empty(), now));
                tell(
                    environment,
                    yes ? "yes" : "no",
                    what.label(),
                    yes ? as.text() : "%s: %s".formatted(as, reason));
              });
      case Given.Checked(_, Slug environment, String check, boolean passed, var release) ->
          spoken(environment, release)
              .ifPresent(what -> {
                world
                    .place(environment)
                    .orElseThrow()
                    .report(new Check(what.commit(), check, passed, Optional.empty(), now));
                tell(environment, passed ? "passed" : "not-passed", what.label(), check);
              });
      case Given.Answered answered ->
          spoken(answered.environment(), answered.release())
              .ifPresent(what -> answer(answered, what));
      case Given.Skipped(_, Slug train, String reason) ->
          nextCut(train)
              .ifPresent(one ->
                  decide(
                      new Cut(
                          train,
                          one.plannedAt(),
                          one.plannedAt(),
                          new Cut.State.Skipped("somebody", reason))));
      case Given.Moved(_, Slug train, Instant to, String reason) ->
          nextCut(train)
              .ifPresent(one -> {
                world.decide(
                    new Cut(
                        train,
                        one.plannedAt(),
                        to,
                        new Cut.State.Awaited(false, "somebody", reason)));
                tell(
                    "moved",
                    Optional.empty(),
                    "%s is cut at %s: %s"
                        .formatted(
                            train, Utc.at(to, scenario.process().calendar().zone()), reason));
              });
      case Given.CutNow(_, Slug train, String reason) ->
          world.decide(new Cut(train, now, now, new Cut.State.Awaited(true, "somebody", reason)));
      case Given.Soaks(_, Slug environment, String release, Duration lasting, String reason) -> {
        say(environment, release, new SoakEvent.Lasts(new Soak.Asked(lasting, "somebody", reason)));
        tell(environment, "soaks", release, "for %s: %s".formatted(Utc.lasting(lasting), reason));
      }
      case Given.Judged(_, Slug environment, String release, boolean good, String reason) -> {
        say(
            environment,
            release,
            good ? new SoakEvent.SaidGood(now) : new SoakEvent.WentBad(reason));
        tell(environment, good ? "good" : "bad", release, reason);
      }
    }
  }

  private Optional<Occurrence> nextCut(Slug train) {
    return scenario.process().train(train).flatMap(t -> t.cuts().nextThatHappens(now));
  }

  private void ask(Slug environment, Optional<String> release) {
    Optional<Candidate> meant =
        release.isPresent()
            ? world.releaseCalled(release.get()).map(Candidate.class::cast)
            : Planner.plan(scenario.process(), world.state(), now)
                .environment(environment)
                .flatMap(EnvironmentPlan::candidate);
    Optional<Place> place = world.place(environment);
    if (meant.isEmpty() || place.isEmpty()) {
      tell(environment, "refused", release.orElse(""), "there is nothing to ask for");
      return;
    }
    place.get().ask(new Request(1, meant.get(), "somebody", now));
  }

  /// What somebody speaks of: the release that is named, or what would move in by now.
  private Optional<Candidate> spoken(Slug environment, Optional<String> release) {
    Optional<Candidate> meant =
        release.isPresent()
            ? world.releaseCalled(release.get()).map(Candidate.class::cast)
            : settled().environment(environment).flatMap(EnvironmentPlan::candidate);
    if (meant.isEmpty() || world.place(environment).isEmpty()) {
      tell(
          environment,
          "refused",
          release.orElse(""),
          release.isPresent()
              ? "there is no such release yet"
              : "nothing is on its way into " + environment);
      return Optional.empty();
    }
    return meant;
  }

  private void answer(Given.Answered answered, Candidate what) {
    Slug environment = answered.environment();
    Place place = world.place(environment).orElseThrow();
    Optional<DeploymentRequest> request = place.requestFor(what);
    if (request.isEmpty()) {
      tell(environment, "refused", what.label(), "no deployment request is filed for it");
      return;
    }
    Decision<DeploymentRequest.Answer> answer =
        answered.accepted()
            ? DeploymentRequest.accepted(request.get(), "somebody", answered.reason(), now)
            : DeploymentRequest.declined(request.get(), "somebody", answered.reason(), now);
    switch (answer) {
      case Decision.Accepted<DeploymentRequest.Answer>(var given) -> {
        place.answer(request.get(), given);
        tell(
            environment,
            answered.accepted() ? "accepted" : "declined",
            what.label(),
            "%s: %s".formatted(request.get().to(), answered.reason()));
      }
      case Decision.Refused<DeploymentRequest.Answer>(var refusal) ->
          tell(environment, "refused", what.label(), refusal.sentence());
    }
  }

  private void say(Slug environment, String release, SoakEvent event) {
    world
        .place(environment)
        .ifPresent(
            place -> world.releaseCalled(release).ifPresent(found -> place.say(found, event)));
  }

  private void tell(String event, Optional<String> release, String reason) {
    happened.add(new Happening(now, Optional.empty(), event, release, reason));
  }

  private void tell(Slug environment, String event, String release, String reason) {
    happened.add(
        new Happening(
            now,
            Optional.of(environment),
            event,
            release.isEmpty() ? Optional.empty() : Optional.of(release),
            reason));
  }
}
