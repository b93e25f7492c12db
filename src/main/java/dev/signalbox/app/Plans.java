package dev.signalbox.app;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Refusal;
import dev.signalbox.base.RunId;
import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.audit.Entry;
import dev.signalbox.domain.lock.Lock;
import dev.signalbox.domain.lock.LockFact;
import dev.signalbox.domain.plan.Plan;
import dev.signalbox.domain.plan.Plan.EnvironmentPlan;
import dev.signalbox.domain.plan.Plan.Verdict;
import dev.signalbox.domain.plan.Planner;
import dev.signalbox.domain.release.Candidate;
import dev.signalbox.engine.RunFact.PromotionStarted;
import dev.signalbox.flow.Flow;
import dev.signalbox.store.Database;
import dev.signalbox.store.Definitions;
import dev.signalbox.store.NewRuns.Cause;
import dev.signalbox.store.PostgresJournal;
import dev.signalbox.store.RequestStore;
import dev.signalbox.store.ServiceStore.ServiceRow;
import dev.signalbox.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Plans: what is to happen to a service next, and having it happen. Decisions about one service
/// are taken one at a time, under the lock of its row; a start, its lock and its run are one
/// transaction.
public final class Plans {

  /// Nothing depends on this look: it is for the event we have a bug about.
  private static final Duration AT_LEAST_EVERY = Duration.ofMinutes(10);

  private final Database database;
  private final Definitions definitions;
  private final InstantSource clock;
  private final Duties duties;
  private final Departures departures = new Departures();

  /// Plans of a server that tells nobody anything.
  public Plans(Database database, Definitions definitions, InstantSource clock) {
    this(database, definitions, List.of(), clock);
  }

  /// @param channels on which people are told that duties change hands
  public Plans(
      Database database, Definitions definitions, List<String> channels, InstantSource clock) {
    this.duties = new Duties(channels);
    this.database = database;
    this.definitions = definitions;
    this.clock = clock;
  }

  /// Looks at a service and starts all that can start.
  public void replan(ServiceId service) {
    database.change(tx -> replan(tx, tx.services().lock(service), clock.instant()));
  }

  /// What would happen now, and why; nothing is changed.
  ///
  /// @return empty while the service has no readable flow
  public Optional<Plan> look(ServiceId service) {
    return database.read(tx -> {
      ServiceRow row = tx.services().get(service);
      return row.definition()
          .map(digest -> plan(tx, row, definitions.of(tx, digest), clock.instant()));
    });
  }

  /// Why an environment is where it is.
  public Decision<EnvironmentPlan> why(String service, String environment) {
    return database
        .read(tx -> Named.environment(tx, definitions, service, environment))
        .then(place ->
            look(place.service().id())
                .flatMap(plan -> plan.environment(place.environment()))
                .map(Decision::accept)
                .orElseGet(() ->
                    Decision.refuse(
                        Refusal.because(
                            "no-flow",
                            "%s has no readable flow file yet.".formatted(service),
                            "whoever may push to the tracked branch"))));
  }

  /// As [#replan], within a transaction that has the service's row.
  ///
  /// @return the runs that were started, each with its environment
  List<Started> replan(Tx tx, ServiceRow service, Instant now) {
    if (service.definition().isEmpty()) {
      return List.of();
    }
    Flow flow = definitions.of(tx, service.definition().get());
    Plan made = departures.made(tx, service, flow, now);
    Plan plan = duties.file(tx, service, flow, made, now) ? plan(tx, service, flow, now) : made;
    List<Started> started =
        plan.environments().stream()
            .flatMap(e -> start(tx, service, flow, e, now).stream())
            .toList();
    Optional<Instant> turn = duties.handOver(tx, service, flow, now);
    Instant regular = now.plus(AT_LEAST_EVERY);
    Instant sweep = turn.filter(regular::isAfter).orElse(regular);
    tx.services().planned(service.id(), plan.wakeAt().filter(sweep::isAfter).orElse(sweep));
    return started;
  }

  record Started(Slug environment, RunId run, Optional<Long> request) {}

  static Plan plan(Tx tx, ServiceRow service, Flow flow, Instant now) {
    return Planner.plan(
        flow.process(), tx.plans().of(service.id(), service.name(), flow.process()), now);
  }

  private Optional<Started> start(
      Tx tx, ServiceRow service, Flow flow, EnvironmentPlan plan, Instant now) {
    return plan.verdict() instanceof Verdict.Start start
        ? Optional.of(
            start(tx, service, flow.environment(plan.environment()).orElseThrow(), start, now))
        : Optional.empty();
  }

  private Started start(
      Tx tx, ServiceRow service, Flow.EnvironmentFlow place, Verdict.Start start, Instant now) {
    Slug environment = place.environment().name();
    Candidate what = start.what();
    start.overtakes().ifPresent(run -> overtake(tx, run, what, now));
    Cause cause = cause(tx, start);
    RunId run =
        tx.newRuns()
            .promotion(
                service.id(),
                what,
                service.definition().orElseThrow(),
                place,
                tx.deployments().lastGood(service.id(), environment),
                start.slot(),
                cause,
                now);
    start.request().ifPresent(request -> tx.requests().started(request, run));
    tx.facts()
        .write(
            Entry.of(
                    now,
                    cause.by(),
                    service.id(),
                    new PromotionStarted(
                        run,
                        environment.text(),
                        what.label(),
                        what.digest(),
                        service.definition().orElseThrow()))
                .in(environment)
                .during(run)
                .because(cause.why()));
    enter(tx, service, place, run, what, now);
    return new Started(environment, run, start.request());
  }

  /// The run gets its turn in the environment, and the lock with it if the environment is
  /// exclusive.
  private static void enter(
      Tx tx,
      ServiceRow service,
      Flow.EnvironmentFlow place,
      RunId run,
      Candidate what,
      Instant now) {
    Slug environment = place.environment().name();
    Lock lock = tx.locks().of(service.id(), environment);
    Decision<List<LockFact>> entry =
        place.environment().exclusive()
            ? Lock.acquire(lock, run, what.label(), now)
            : Lock.beginTurn(lock, run, now);
    if (!(entry instanceof Decision.Accepted<List<LockFact>>(List<LockFact> facts))) {
      throw new IllegalStateException(
          "%s was to start in %s, and its lock says no. Indicates a bug."
              .formatted(run, environment));
    }
    for (LockFact fact : facts) {
      lock = lock.after(fact);
      tx.facts()
          .write(Entry.of(now, Actor.SIGNALBOX, service.id(), fact).in(environment).during(run));
    }
    tx.locks().save(service.id(), environment, lock);
    tx.runs().setTurn(run, lock.fence());
  }

  private void overtake(Tx tx, RunId watching, Candidate by, Instant now) {
    PostgresJournal.overtake(tx, definitions, watching, by.label(), now);
  }

  private static Cause cause(Tx tx, Verdict.Start start) {
    if (start.request().isEmpty()) {
      return new Cause(Actor.SIGNALBOX, "it is next");
    }
    RequestStore.Asked asked = tx.requests().get(start.request().get());
    return new Cause(asked.actor(), asked.reason());
  }
}
