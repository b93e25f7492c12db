package dev.signalbox.app;

import dev.signalbox.base.Decision;
import dev.signalbox.base.RunId;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.audit.Entry;
import dev.signalbox.domain.rollout.Rollout;
import dev.signalbox.domain.rollout.RolloutFact;
import dev.signalbox.domain.rollout.RolloutRule;
import dev.signalbox.domain.rollout.Wish;
import dev.signalbox.engine.RolloutView;
import dev.signalbox.engine.Run;
import dev.signalbox.engine.StepRun;
import dev.signalbox.flow.StepSpec;
import dev.signalbox.store.Database;
import dev.signalbox.store.Definitions;
import dev.signalbox.store.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Rollouts: looked at, paused, moved on, turned back. A wish counts at once; whoever works on the
/// run finds it in the state.
public final class Rollouts {

  private final Database database;
  private final Definitions definitions;
  private final InstantSource clock;

  public Rollouts(Database database, Definitions definitions, InstantSource clock) {
    this.database = database;
    this.definitions = definitions;
    this.clock = clock;
  }

  /// The newest of an environment, under way or over.
  public Decision<RolloutView.Course> newest(String service, String environment) {
    return database.read(tx ->
        Named.environment(tx, definitions, service, environment)
            .then(place ->
                tx.rolloutViews()
                    .newest(place.service().id(), place.environment())
                    .map(view -> Decision.accept(whole(tx, view)))
                    .orElseGet(() -> none(place))));
  }

  /// The one of a run, if it has one.
  public Optional<RolloutView.Course> of(RunId run) {
    return database.read(tx -> tx.rolloutViews().of(run).map(view -> whole(tx, view)));
  }

  /// What a person wants of the rollout that is under way.
  public Decision<RolloutView.Course> wish(
      String service, String environment, Wish wish, String reason, Actor by) {
    return database.write(tx ->
        Named.environment(tx, definitions, service, environment)
            .then(place ->
                tx.rollouts()
                    .underWay(place.service().id(), place.environment())
                    .filter(run -> {
                      tx.runs().lock(run);
                      return tx.rollouts().underWay(run);
                    })
                    .map(run -> wish(tx, place, run, wish, reason, by))
                    .orElseGet(() -> none(place))));
  }

  private Decision<RolloutView.Course> wish(
      Tx tx, Named.Place place, RunId run, Wish wish, String reason, Actor by) {
    Instant now = clock.instant();
    return Rollout.wish(
            ruleOf(tx, run), tx.rollouts().of(run).orElseThrow().state(), wish, by.name(), reason)
        .map(fact -> {
          happened(tx, place, run, fact, reason, by, now);
          return whole(tx, tx.rolloutViews().of(run).orElseThrow());
        });
  }

  private static void happened(
      Tx tx, Named.Place place, RunId run, RolloutFact fact, String reason, Actor by, Instant now) {
    if (!tx.rollouts().happened(run, fact, now)) {
      throw new IllegalStateException(fact + " does not fit its state. Indicates a bug.");
    }
    tx.facts()
        .write(
            Entry.of(now, by, place.service().id(), fact)
                .in(place.environment())
                .during(run)
                .because(reason));
    tx.runs().wake(run, now);
  }

  /// The rule of the definition the run is pinned to.
  private RolloutRule ruleOf(Tx tx, RunId id) {
    Run run = tx.runs().load(id, definitions.of(tx, tx.runs().definitionOf(id)));
    return run.phase(StepRun.Phase.MAIN).stream()
        .map(StepRun::spec)
        .flatMap(spec ->
            spec instanceof StepSpec.Rollout rollout
                ? Optional.of(rollout.rollout().rule()).stream()
                : Optional.<RolloutRule>empty().stream())
        .findFirst()
        .orElseThrow();
  }

  private static RolloutView.Course whole(Tx tx, RolloutView view) {
    return new RolloutView.Course(
        view,
        tx.rolloutViews().windows(view.run()),
        tx.rolloutViews().moments(view.run()),
        tx.postings()
            .shownOf(view.run())
            .map(open ->
                new RolloutView.OpenView(open.number(), open.stage(), open.from(), open.until())));
  }

  private static <T> Decision<T> none(Named.Place place) {
    return Decision.refuse(
        "no-rollout",
        "No rollout is under way in %s of %s."
            .formatted(place.environment(), place.service().name()),
        "nobody needs to; a promotion begins one where the flow says 'rollout'");
  }
}
