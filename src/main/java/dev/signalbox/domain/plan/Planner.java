package dev.signalbox.domain.plan;

import dev.signalbox.base.Reason;
import dev.signalbox.base.Utc;
import dev.signalbox.domain.environment.Environment;
import dev.signalbox.domain.environment.Environment.Starts;
import dev.signalbox.domain.environment.Environment.Takes;
import dev.signalbox.domain.gate.Gate;
import dev.signalbox.domain.gate.Gate.Result;
import dev.signalbox.domain.lock.LockState;
import dev.signalbox.domain.plan.Plan.EnvironmentPlan;
import dev.signalbox.domain.plan.Plan.Verdict;
import dev.signalbox.domain.plan.ServiceState.Activity;
import dev.signalbox.domain.plan.ServiceState.BuildState;
import dev.signalbox.domain.plan.ServiceState.EnvironmentState;
import dev.signalbox.domain.plan.ServiceState.Request;
import dev.signalbox.domain.release.Candidate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks at a service as it stands and says what is to happen next. Asked again after every event,
/// it never depends on having seen the one before: a lost event delays an answer and changes none.
public final class Planner {

  private Planner() {}

  /// @param process the environments in the order of the flow file
  public static Plan plan(List<Environment> process, ServiceState state, Instant now) {
    List<EnvironmentPlan> plans =
        process.stream().map(environment -> plan(environment, state, now)).toList();
    return new Plan(
        plans,
        plans.stream()
            .flatMap(p -> p.gates().stream())
            .flatMap(gate -> opensAt(gate).stream())
            .filter(now::isBefore)
            .min(Instant::compareTo));
  }

  private static EnvironmentPlan plan(Environment environment, ServiceState state, Instant now) {
    EnvironmentState here = state.environment(environment.name());
    Next next = next(environment, state, here);
    List<Gate> gates = new ArrayList<>(next.gates());
    if (next.candidate().isPresent()) {
      turn(environment, here).ifPresent(gates::add);
      lock(environment, here, now).ifPresent(gates::add);
    }
    return new EnvironmentPlan(
        environment.name(),
        here.there(),
        here.active(),
        here.failed(),
        next.candidate(),
        next.behind(),
        List.copyOf(gates),
        here.lock().keepsOut(now),
        verdict(next, gates, here));
  }

  private static Verdict verdict(Next next, List<Gate> gates, EnvironmentState here) {
    List<Reason> closed =
        gates.stream()
            .map(Gate::result)
            .flatMap(r ->
                r instanceof Result.Closed(Reason reason)
                    ? Optional.of(reason).stream()
                    : Optional.<Reason>empty().stream())
            .toList();
    if (!closed.isEmpty()) {
      return new Verdict.Hold(closed);
    }
    return next.candidate()
        .<Verdict>map(what ->
            new Verdict.Start(
                what, here.request().map(Request::id), here.active().map(Activity::run)))
        .orElseGet(() -> new Verdict.Nothing(next.sentence()));
  }

  /// What would move in next, and what it depends on beside the environment itself.
  private record Next(
      Optional<Candidate> candidate, int behind, List<Gate> gates, String sentence) {

    static Next nothing(String sentence) {
      return new Next(Optional.empty(), 0, List.of(), sentence);
    }

    static Next of(Candidate candidate, int behind, Gate... gates) {
      return new Next(Optional.of(candidate), behind, List.of(gates), "");
    }
  }

  private static Next next(Environment environment, ServiceState state, EnvironmentState here) {
    if (here.request().isPresent()) {
      Request request = here.request().get();
      return Next.of(
          request.what(),
          0,
          Gate.open(
              "request",
              "%s asked for %s at %s."
                  .formatted(request.by(), request.what().label(), Utc.at(request.at()))));
    }
    Next ofMain =
        switch (environment.takes()) {
          case Takes.EveryBuild() -> nextBuild(state, here);
          case Takes.EveryRelease() -> nextRelease(state, here);
          case Takes.From from -> nextFrom(environment, from, state, here);
        };
    return beside(environment, keeping(environment, ofMain, state, here), state);
  }

  /// What a line has brought is not lost by the way: what comes from the tracked branch has it,
  /// too.
  private static Next keeping(
      Environment environment, Next ofMain, ServiceState state, EnvironmentState here) {
    if (ofMain.candidate().isEmpty()) {
      return ofMain;
    }
    List<Gate> gates = new ArrayList<>(ofMain.gates());
    state.linesInto(environment.name()).stream()
        .filter(line -> line.isThere(here.there()))
        .map(line -> line.keeps(ofMain.candidate().get(), state.service()))
        .forEach(gates::add);
    return new Next(ofMain.candidate(), ofMain.behind(), List.copyOf(gates), ofMain.sentence());
  }

  /// The release of a line goes where the line goes, unless the tracked branch is ready to come.
  private static Next beside(Environment environment, Next ofMain, ServiceState state) {
    boolean ready =
        ofMain.candidate().isPresent() && ofMain.gates().stream().allMatch(Gate::isOpen);
    return state.linesInto(environment.name()).stream()
        .filter(line -> !ready && line.waiting().isPresent())
        .findFirst()
        .map(line -> ofLine(environment, line, line.waiting().get(), state))
        .orElse(ofMain);
  }

  private static Next ofLine(
      Environment environment, LineStand line, Candidate what, ServiceState state) {
    List<Gate> gates = new ArrayList<>();
    gates.add(Gate.open("upstream", "%s is released on %s.".formatted(what.label(), line.name())));
    start(environment, state).ifPresent(gates::add);
    return new Next(Optional.of(what), 0, List.copyOf(gates), "");
  }

  private static Next nextBuild(ServiceState state, EnvironmentState here) {
    List<BuildState> waiting =
        state.builds().stream()
            .filter(b -> b.number() > here.lastTaken())
            .filter(b -> !(b instanceof BuildState.NotBuilt))
            .toList();
    if (waiting.isEmpty()) {
      return Next.nothing(
          state.builds().stream()
              .filter(b -> b.number() > here.lastTaken())
              .reduce((_, newest) -> newest)
              .flatMap(Planner::notBuilt)
              .orElse("Every build has been taken."));
    }
    int behind = waiting.size() - 1;
    return switch (waiting.getFirst()) {
      case BuildState.Built(Candidate.OfBuild build) ->
          Next.of(build, behind, Gate.open("upstream", build.label() + " is built."));
      case BuildState.Building building ->
          new Next(
              Optional.empty(),
              behind,
              List.of(
                  Gate.closed(
                      "upstream",
                      Reason.of(
                          "building",
                          "%s is still being built (%s)."
                              .formatted(building.commit().brief(), building.run()),
                          "%s when it ends".formatted(building.run())))),
              "");
      case BuildState.NotBuilt _ ->
          throw new IllegalStateException("a build without an artifact waits. Indicates a bug.");
    };
  }

  private static Optional<String> notBuilt(BuildState build) {
    return build instanceof BuildState.NotBuilt(_, var commit, var why)
        ? Optional.of("%s was not built: %s".formatted(commit.brief(), why))
        : Optional.empty();
  }

  private static Next nextRelease(ServiceState state, EnvironmentState here) {
    List<Candidate.OfRelease> waiting =
        state.releases().stream().filter(r -> r.number() > here.lastTaken()).toList();
    if (waiting.isEmpty()) {
      return Next.nothing("Every release has been taken.");
    }
    Candidate first = waiting.getFirst();
    return Next.of(
        first, waiting.size() - 1, Gate.open("upstream", first.label() + " is released."));
  }

  private static Next nextFrom(
      Environment environment, Takes.From from, ServiceState state, EnvironmentState here) {
    Optional<Candidate> ready = state.environment(from.environment()).wentWell();
    if (ready.isEmpty()) {
      return Next.nothing("Nothing has gone well in %s yet.".formatted(from.environment()));
    }
    Candidate candidate = ready.get();
    if (candidate.number() <= here.lastTaken()) {
      return Next.nothing(
          "%s, the newest that went well in %s, has been taken."
              .formatted(candidate.label(), from.environment()));
    }
    Gate upstream =
        Gate.open(
            "upstream", "%s went well in %s.".formatted(candidate.label(), from.environment()));
    return start(environment, state)
        .map(start -> Next.of(candidate, 0, upstream, start))
        .orElseGet(() -> Next.of(candidate, 0, upstream));
  }

  private static Optional<Gate> start(Environment environment, ServiceState state) {
    return switch (environment.starts()) {
      case Starts.BY_ITSELF -> Optional.empty();
      case Starts.ON_REQUEST ->
          Optional.of(
              Gate.closed(
                  "request",
                  Reason.of(
                      "on-request",
                      "%s starts when somebody asks.".formatted(environment.name()),
                      "whoever may promote: signalbox promote %s %s"
                          .formatted(state.service(), environment.name()))));
    };
  }

  /// A run that only watches gives way, unless the environment is exclusive.
  private static Optional<Gate> turn(Environment environment, EnvironmentState here) {
    return here.active()
        .filter(_ -> !(here.lock().state() instanceof LockState.HeldByRun))
        .map(active ->
            active.watching() && !environment.exclusive()
                ? Gate.open(
                    "turn",
                    "%s only watches %s and gives way.".formatted(active.run(), active.what()))
                : Gate.closed(
                    "turn",
                    Reason.of(
                        "busy",
                        "%s takes %s through since %s."
                            .formatted(active.run(), active.what(), Utc.at(active.since())),
                        "%s when it ends, or whoever aborts it: signalbox abort %s"
                            .formatted(active.run(), active.run()))));
  }

  private static Optional<Gate> lock(Environment environment, EnvironmentState here, Instant now) {
    Optional<Gate> closed = here.lock().keepsOut(now).map(reason -> Gate.closed("lock", reason));
    return closed.isPresent() || !environment.exclusive()
        ? closed
        : Optional.of(Gate.open("lock", "The lock is free."));
  }

  private static Optional<Instant> opensAt(Gate gate) {
    return gate.result() instanceof Result.Closed(Reason reason)
        ? reason.opensAt()
        : Optional.empty();
  }
}
