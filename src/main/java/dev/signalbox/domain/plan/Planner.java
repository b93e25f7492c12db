package dev.signalbox.domain.plan;

import dev.signalbox.base.Reason;
import dev.signalbox.domain.environment.Environment;
import dev.signalbox.domain.environment.Environment.Starts;
import dev.signalbox.domain.gate.Gate;
import dev.signalbox.domain.plan.Plan.Coming;
import dev.signalbox.domain.plan.Plan.EnvironmentPlan;
import dev.signalbox.domain.plan.Plan.TrainPlan;
import dev.signalbox.domain.plan.Plan.Verdict;
import dev.signalbox.domain.plan.ServiceState.Activity;
import dev.signalbox.domain.plan.ServiceState.EnvironmentState;
import dev.signalbox.domain.plan.ServiceState.Request;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Looks at a service as it stands and says what is to happen next. Asked again after every event,
/// it never depends on having seen the one before: a lost event delays an answer and changes none.
///
/// An environment is asked what it would take ([Taking], [Beside]), when that may start ([Slots])
/// and what else must be true ([Gates]); a train, which of its cuts are due ([Cuts]).
public final class Planner {

  private Planner() {}

  public static Plan plan(ReleaseProcess process, ServiceState state, Instant now) {
    List<Look> looks =
        process.environments().stream().map(e -> look(process, e, state, now)).toList();
    List<TrainPlan> trains =
        process.trains().stream().map(train -> Cuts.plan(train, process, state, now)).toList();
    return new Plan(
        looks.stream().map(Look::plan).toList(),
        trains,
        Stream.concat(
                looks.stream().flatMap(look -> look.wakes().stream()),
                trains.stream().flatMap(train -> train.coming().stream()).map(Coming::at))
            .filter(now::isBefore)
            .min(Instant::compareTo));
  }

  /// @param wakes when time alone may change the plan
  private record Look(EnvironmentPlan plan, List<Instant> wakes) {}

  private static Look look(
      ReleaseProcess process, Environment environment, ServiceState state, Instant now) {
    EnvironmentState here = state.environment(environment.name());
    ZoneId zone = process.calendar().zone();
    Offer next = Beside.of(environment, Taking.next(environment, state, now, zone), state);
    Offer offer = timed(environment, next, state, now);
    List<Gate> gates = new ArrayList<>(offer.gates());
    if (offer.candidate().isPresent()) {
      gates.addAll(Gates.further(process, environment, here, now));
      gates.addAll(
          here.signoffs()
              .gates(
                  state.service(),
                  environment.name(),
                  environment.gates(),
                  offer.candidate().get(),
                  zone));
      gates.addAll(Gates.companions(process, environment, state, offer.candidate().get()));
      Gates.turn(environment, here, zone).ifPresent(gates::add);
      Gates.lock(environment, here, now, zone).ifPresent(gates::add);
    }
    var plan =
        new EnvironmentPlan(
            environment.name(),
            here.there(),
            here.active(),
            here.failed(),
            offer.candidate(),
            offer.behind(),
            List.copyOf(gates),
            here.lock().keepsOut(now, zone),
            verdict(offer, gates, here),
            zone);
    return new Look(
        plan,
        Stream.concat(
                offer.wakes().stream(), gates.stream().flatMap(gate -> opensAt(gate).stream()))
            .toList());
  }

  /// What comes by itself waits for a slot or a person, where the rule says so.
  private static Offer timed(
      Environment environment, Offer offer, ServiceState state, Instant now) {
    boolean asked = state.environment(environment.name()).request().isPresent();
    if (asked || offer.candidate().isEmpty()) {
      return offer;
    }
    return switch (environment.starts()) {
      case Starts.ByItself() -> offer;
      case Starts.OnRequest() -> offer.with(Gates.onRequest(environment, state));
      case Starts.At(var schedule) -> new Slots(environment, schedule, state, now).put(offer);
    };
  }

  private static Verdict verdict(Offer offer, List<Gate> gates, EnvironmentState here) {
    List<Reason> closed = gates.stream().flatMap(gate -> gate.closedFor().stream()).toList();
    if (!closed.isEmpty()) {
      return new Verdict.Hold(closed);
    }
    return offer
        .candidate()
        .<Verdict>map(what ->
            new Verdict.Start(
                what,
                here.request().map(Request::id),
                here.active().map(Activity::run),
                offer.slot()))
        .orElseGet(() -> new Verdict.Nothing(offer.sentence()));
  }

  private static Optional<Instant> opensAt(Gate gate) {
    return gate.closedFor().flatMap(Reason::opensAt);
  }
}
