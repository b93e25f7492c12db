package dev.signalbox.app;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Reason;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.audit.Entry;
import dev.signalbox.domain.plan.CutWishes;
import dev.signalbox.domain.plan.Plan;
import dev.signalbox.domain.plan.Plan.Coming;
import dev.signalbox.domain.plan.Plan.Making;
import dev.signalbox.domain.plan.Plan.TrainPlan;
import dev.signalbox.domain.train.Cut;
import dev.signalbox.domain.train.Cut.State;
import dev.signalbox.domain.train.Train;
import dev.signalbox.domain.train.TrainFact;
import dev.signalbox.flow.Flow;
import dev.signalbox.store.Database;
import dev.signalbox.store.Definitions;
import dev.signalbox.store.ServiceStore.ServiceRow;
import dev.signalbox.store.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The trains of a service: when they are cut next, and what people want of them.
public final class Trains {

  private final Database database;
  private final Definitions definitions;
  private final Plans plans;
  private final InstantSource clock;

  public Trains(Database database, Definitions definitions, Plans plans, InstantSource clock) {
    this.database = database;
    this.definitions = definitions;
    this.plans = plans;
    this.clock = clock;
  }

  /// How a train stands, as every door shows it.
  ///
  /// @param cuts when it is cut, as its flow says
  /// @param last when it was cut last; empty before the first time
  /// @param sentence what becomes of the newest cut
  /// @param reasons what holds its release
  /// @param coming the next cuts, those that are left out among them
  /// @param changes how many commits the next one would take by now
  /// @param zone on whose clocks people are told these times
  public record TrainView(
      String train,
      String cuts,
      Optional<Instant> last,
      String sentence,
      List<Reason> reasons,
      List<Coming> coming,
      int changes,
      String zone) {}

  public Decision<List<TrainView>> of(String service) {
    return database.read(tx ->
        Named.service(tx, service)
            .map(row ->
                row.definition()
                    .map(digest -> views(tx, row, definitions.of(tx, digest)))
                    .orElse(List.of())));
  }

  /// Leaves the next cut of a train out.
  public Decision<TrainView> skip(String service, String train, String reason, Actor by) {
    return wish(
        service, train, reason, by, (_, plan, _) -> CutWishes.skip(plan, by.name(), reason));
  }

  /// Moves the next cut of a train.
  public Decision<TrainView> move(
      String service, String train, Instant to, String reason, Actor by) {
    return wish(
        service,
        train,
        reason,
        by,
        (_, plan, now) -> CutWishes.move(plan, to, by.name(), reason, now));
  }

  /// Cuts a train once more, now: what is on the branch becomes a release.
  ///
  /// @param takesSlot whether it goes in the place of the next cut
  public Decision<TrainView> cut(
      String service, String train, boolean takesSlot, String reason, Actor by) {
    return wish(
        service,
        train,
        reason,
        by,
        (_, plan, now) ->
            takesSlot
                ? CutWishes.instead(plan, by.name(), reason, now)
                : CutWishes.extra(plan, by.name(), reason, now));
  }

  /// The same as an urgent fix: the flow says whether it goes in the place of the next cut.
  ///
  /// @param kind a kind of urgent fix that the flow has
  public Decision<TrainView> cutUrgently(
      String service, String train, String kind, String reason, Actor by) {
    return wish(
        service,
        train,
        reason,
        by,
        (flow, plan, now) ->
            Urgencies.ofTrain(flow, plan.train(), kind, reason)
                .then(instead ->
                    instead
                        ? CutWishes.instead(plan, by.name(), reason, now)
                        : CutWishes.extra(plan, by.name(), reason, now)));
  }

  private interface Wish {
    Decision<Cut> decide(Flow flow, TrainPlan train, Instant now);
  }

  private Decision<TrainView> wish(
      String service, String train, String reason, Actor by, Wish wish) {
    return database.write(tx ->
        Named.service(tx, service)
            .map(row -> tx.services().lock(row.id()))
            .then(row -> Named.train(tx, definitions, row, train))
            .then(place -> {
              Instant now = clock.instant();
              plans.replan(tx, place.service(), now); // so that the train is on the timetable
              TrainPlan plan =
                  Plans.plan(tx, place.service(), place.flow(), now)
                      .train(place.train())
                      .orElseThrow();
              return wish.decide(place.flow(), plan, now)
                  .map(cut -> save(tx, place, cut, reason, by, now));
            }));
  }

  private TrainView save(
      Tx tx, Named.OnTrack place, Cut cut, String reason, Actor by, Instant now) {
    if (!tx.trains().decide(place.service().id(), cut, now)) {
      throw new IllegalStateException(
          "the cut of %s at %s was to come, and is over. Indicates a bug."
              .formatted(cut.train(), cut.planned()));
    }
    tx.facts().write(Entry.of(now, by, place.service().id(), fact(cut, reason)).because(reason));
    plans.replan(tx, place.service(), now);
    return views(tx, place.service(), place.flow()).stream()
        .filter(view -> view.train().equals(place.train().text()))
        .findFirst()
        .orElseThrow();
  }

  private static TrainFact fact(Cut cut, String reason) {
    String train = cut.train().text();
    return switch (cut.state()) {
      case State.Skipped _ -> new TrainFact.CutSkipped(train, cut.planned(), reason);
      case State.Awaited awaited ->
          awaited.extra()
              ? new TrainFact.ExtraCut(train)
              : new TrainFact.CutMoved(train, cut.planned(), cut.at());
      case State.Taken _, State.Unchanged _, State.Replaced _ ->
          throw new IllegalStateException("nobody wishes for this. Indicates a bug.");
    };
  }

  private List<TrainView> views(Tx tx, ServiceRow row, Flow flow) {
    Plan plan = Plans.plan(tx, row, flow, clock.instant());
    return flow.trains().stream()
        .map(train -> view(train, plan.train(train.name()).orElseThrow()))
        .toList();
  }

  private static TrainView view(Train train, TrainPlan plan) {
    return new TrainView(
        train.name().text(),
        train.cuts().recurrence().toString(),
        plan.last().map(Cut::at),
        switch (plan.making()) {
          case Making.Start start -> start.build().label() + " is being released now.";
          case Making.Hold(Reason reason) -> reason.sentence();
          case Making.Nothing(String sentence) -> sentence;
        },
        plan.making() instanceof Making.Hold(Reason reason) ? List.of(reason) : List.of(),
        plan.coming(),
        plan.changes(),
        plan.zone().getId());
  }
}
