package dev.signalbox.app;

import dev.signalbox.base.RunId;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.audit.Entry;
import dev.signalbox.domain.plan.Plan;
import dev.signalbox.domain.plan.Plan.Due;
import dev.signalbox.domain.plan.Plan.Making;
import dev.signalbox.domain.plan.Plan.TrainPlan;
import dev.signalbox.domain.train.Cut;
import dev.signalbox.domain.train.Cut.State;
import dev.signalbox.domain.train.TrainFact;
import dev.signalbox.flow.Flow;
import dev.signalbox.store.NewRuns.Cause;
import dev.signalbox.store.ServiceStore.ServiceRow;
import dev.signalbox.store.Tx;
import java.time.Instant;

/// The cuts of trains, carried out: what the plan decides is written down, and the plan looked at
/// anew, until nothing more is due. All of it in one transaction that has the service's row.
final class Departures {

  /// A train that was not looked after for long is made up in several goes.
  private static final int MOST_ROUNDS = 50;

  /// The plan of a service after all cuts that are due now.
  Plan made(Tx tx, ServiceRow service, Flow flow, Instant now) {
    flow.trains().forEach(train -> tx.trains().planned(service.id(), train, now));
    Plan plan = Plans.plan(tx, service, flow, now);
    for (int round = 0; round < MOST_ROUNDS && anyMade(tx, service, flow, plan, now); round++) {
      plan = Plans.plan(tx, service, flow, now);
    }
    return plan;
  }

  private static boolean anyMade(Tx tx, ServiceRow service, Flow flow, Plan plan, Instant now) {
    long made = plan.trains().stream().filter(train -> made(tx, service, flow, train, now)).count();
    return made > 0;
  }

  private static boolean made(Tx tx, ServiceRow service, Flow flow, TrainPlan train, Instant now) {
    if (train.looks()) {
      tx.services().lookAt(service.id(), now);
    }
    for (Due due : train.due()) {
      if (tx.trains().decide(service.id(), due.cut(), now)) {
        tx.facts().write(Entry.of(now, Actor.SIGNALBOX, service.id(), fact(due)));
      }
    }
    return switch (train.making()) {
      case Making.Start start -> {
        begin(tx, service, flow, start, now);
        yield true;
      }
      case Making.Hold _, Making.Nothing _ -> !train.due().isEmpty();
    };
  }

  private static void begin(Tx tx, ServiceRow service, Flow flow, Making.Start start, Instant now) {
    Cut cut = start.cut();
    RunId run =
        tx.newRuns()
            .cut(
                service.id(),
                start.build(),
                cut.train(),
                service.definition().orElseThrow(),
                flow.release().orElseThrow(),
                new Cause(Actor.SIGNALBOX, "%s was cut".formatted(cut.train())),
                now);
    tx.trains().begun(service.id(), cut, run);
    tx.facts()
        .write(
            Entry.of(
                    now,
                    Actor.SIGNALBOX,
                    service.id(),
                    new TrainFact.ReleaseBegun(cut.train().text(), run, start.build().commit()))
                .during(run));
  }

  private static TrainFact fact(Due due) {
    Cut cut = due.cut();
    String train = cut.train().text();
    return switch (cut.state()) {
      case State.Taken taken -> new TrainFact.TrainCut(train, cut.at(), taken.commit(), due.late());
      case State.Unchanged _ -> new TrainFact.CutUnchanged(train, cut.at(), due.late());
      case State.Replaced(String what) -> new TrainFact.CutReplaced(train, cut.at(), what);
      case State.Skipped(_, String reason) ->
          new TrainFact.CutSkipped(train, cut.planned(), reason);
      case State.Awaited _ ->
          throw new IllegalStateException("a cut that is due still waits. Indicates a bug.");
    };
  }
}
