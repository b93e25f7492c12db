package dev.signalbox.app;

import dev.signalbox.app.Signoffs.Saying;
import dev.signalbox.base.Decision;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.audit.Entry;
import dev.signalbox.domain.release.Candidate;
import dev.signalbox.domain.signoff.SignoffFact.DashboardLookedAt;
import dev.signalbox.engine.Run;
import dev.signalbox.engine.StepState;
import dev.signalbox.engine.Work;
import dev.signalbox.flow.StepSpec;
import dev.signalbox.store.Definitions;
import dev.signalbox.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What people say about the dashboards that a run waits for them to look at.
final class Dashboards {

  private Dashboards() {}

  /// A run that watches, and what it has brought there.
  private record Watching(Run run, Candidate what) {}

  /// Writes it down, and wakes the run.
  ///
  /// @return what it was said about; empty if nobody waits for such a word
  static Decision<Optional<Candidate>> looked(
      Tx tx, Definitions definitions, Saying saying, Actor by, Instant now) {
    return Named.environment(tx, definitions, saying.service(), saying.environment())
        .map(place -> {
          tx.services().lock(place.service().id());
          return watching(tx, definitions, place)
              .filter(run -> dashboards(run).contains(saying.as()))
              .flatMap(run ->
                  run.work() instanceof Work.Promotion promotion
                      ? Optional.of(new Watching(run, promotion.what()))
                      : Optional.empty())
              .filter(found ->
                  saying.digest().map(said -> Signoffs.isThis(said, found.what())).orElse(true))
              .map(found -> looked(tx, place, found, saying, by, now));
        });
  }

  /// What people may look at in an environment, as the end of a sentence about what waits there.
  static String clause(Tx tx, Definitions definitions, Named.Place place) {
    List<Slug> all =
        place.flow().environment(place.environment()).orElseThrow().steps().stream()
            .flatMap(step ->
                step instanceof StepSpec.Watch watch ? watch.dashboards().stream() : Stream.of())
            .toList();
    Optional<Run> watching = watching(tx, definitions, place);
    return watching
        .map(run ->
            ", and %s waits until somebody has looked at %s"
                .formatted(run.id(), String.join(", ", dashboards(run))))
        .orElseGet(() ->
            all.isEmpty()
                ? ""
                : ", and no run waits until somebody has looked at " + Signoffs.listed(all));
  }

  private static Optional<Run> watching(Tx tx, Definitions definitions, Named.Place place) {
    return tx.runs()
        .waitingIn(place.service().id(), place.environment(), "watch")
        .map(id -> tx.runs().load(id, definitions.of(tx, tx.runs().definitionOf(id))));
  }

  private static Candidate looked(
      Tx tx, Named.Place place, Watching found, Saying saying, Actor by, Instant now) {
    Candidate what = found.what();
    Signoffs.word(tx, place, new Slug(saying.as()), saying, what, by, now);
    tx.facts()
        .write(
            Entry.of(
                    now,
                    by,
                    place.service().id(),
                    new DashboardLookedAt(
                        saying.as(), saying.yes(), what.label(), place.environment().text()))
                .in(place.environment())
                .during(found.run().id())
                .because(saying.reason()));
    tx.runs().wake(found.run().id(), now);
    return what;
  }

  private static List<String> dashboards(Run run) {
    return run.steps().stream()
        .filter(step -> step.state() instanceof StepState.Waiting)
        .flatMap(step ->
            step.spec() instanceof StepSpec.Watch watch
                ? watch.dashboards().stream().map(Slug::text)
                : Stream.<String>empty())
        .toList();
  }
}
