package dev.signalbox.domain.plan;

import dev.signalbox.base.Reason;
import dev.signalbox.base.Slug;
import dev.signalbox.base.Utc;
import dev.signalbox.domain.deployment.Deployment;
import dev.signalbox.domain.deployment.DeploymentState;
import dev.signalbox.domain.environment.Environment;
import dev.signalbox.domain.environment.Environment.Starts;
import dev.signalbox.domain.environment.Environment.Takes;
import dev.signalbox.domain.gate.Gate;
import dev.signalbox.domain.plan.ServiceState.BuildState;
import dev.signalbox.domain.plan.ServiceState.EnvironmentState;
import dev.signalbox.domain.plan.ServiceState.Request;
import dev.signalbox.domain.plan.ServiceState.SlotUse;
import dev.signalbox.domain.release.Candidate;
import dev.signalbox.domain.train.Cut;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// What an environment would take next: what a person has asked for, or else what its rule says.
final class Taking {

  private final Environment environment;
  private final ServiceState state;
  private final EnvironmentState here;
  private final Instant now;
  private final ZoneId zone;

  private Taking(Environment environment, ServiceState state, Instant now, ZoneId zone) {
    this.environment = environment;
    this.state = state;
    this.here = state.environment(environment.name());
    this.now = now;
    this.zone = zone;
  }

  /// @param zone of the team's calendar, for sentences
  static Offer next(Environment environment, ServiceState state, Instant now, ZoneId zone) {
    return new Taking(environment, state, now, zone).next();
  }

  private Offer next() {
    if (here.request().isPresent()) {
      return asked(here.request().get());
    }
    return switch (environment.takes()) {
      case Takes.EveryBuild() -> nextBuild();
      case Takes.EveryRelease() -> nextRelease();
      case Takes.From(Slug upstream) -> nextFrom(upstream);
      case Takes.Soaked rule -> Soaking.next(rule, environment, state, now, zone);
      case Takes.OfTrain(Slug train) -> newestOf(train);
      case Takes.AtCut rule -> atCut(rule);
    };
  }

  private Offer asked(Request request) {
    Gate gate =
        Gate.open(
            "request",
            "%s asked for %s at %s."
                .formatted(request.by(), request.what().label(), Utc.at(request.at(), zone)));
    Offer offer =
        environment.takes() instanceof Takes.Soaked rule
            ? Soaking.asked(rule, request.what(), gate, state, now, zone)
            : Offer.of(request.what(), 0, gate);
    return request.slot().map(offer::in).orElse(offer);
  }

  private Offer nextBuild() {
    List<BuildState> waiting =
        state.builds().stream()
            .filter(b -> b.number() > here.lastTaken())
            .filter(b -> !(b instanceof BuildState.NotBuilt))
            .toList();
    if (waiting.isEmpty()) {
      return Offer.nothing(
          state.builds().stream()
              .filter(b -> b.number() > here.lastTaken())
              .reduce((_, newest) -> newest)
              .flatMap(Taking::notBuilt)
              .orElse("Every build has been taken."));
    }
    int behind = waiting.size() - 1;
    return switch (waiting.getFirst()) {
      case BuildState.Built(Candidate.OfBuild build) ->
          Offer.of(build, behind, Gate.open("upstream", build.label() + " is built."));
      case BuildState.Building building ->
          Offer.waiting(
              behind,
              Gate.closed(
                  "upstream",
                  Reason.of(
                      "building",
                      "%s is still being built (%s)."
                          .formatted(building.commit().brief(), building.run()),
                      "%s when it ends".formatted(building.run()))));
      case BuildState.NotBuilt _ ->
          throw new IllegalStateException("a build without an artifact waits. Indicates a bug.");
    };
  }

  private static Optional<String> notBuilt(BuildState build) {
    return build instanceof BuildState.NotBuilt(_, var commit, var why)
        ? Optional.of("%s was not built: %s".formatted(commit.brief(), why))
        : Optional.empty();
  }

  private Offer nextRelease() {
    List<Candidate.OfRelease> waiting =
        state.releases().stream().filter(r -> r.number() > here.lastTaken()).toList();
    if (waiting.isEmpty()) {
      return Offer.nothing("Every release has been taken.");
    }
    Candidate first = waiting.getFirst();
    return Offer.of(
        first, waiting.size() - 1, Gate.open("upstream", first.label() + " is released."));
  }

  private Offer nextFrom(Slug upstream) {
    Optional<Candidate> ready = state.environment(upstream).wentWell();
    if (ready.isEmpty()) {
      return Offer.nothing("Nothing has gone well in %s yet.".formatted(upstream));
    }
    Candidate candidate = ready.get();
    if (candidate.number() <= here.lastTaken()) {
      return Offer.nothing(
          "%s, the newest that went well in %s, has been taken."
              .formatted(candidate.label(), upstream));
    }
    Gate gate = Gate.open("upstream", "%s went well in %s.".formatted(candidate.label(), upstream));
    return Offer.of(candidate, 0, gate);
  }

  private Offer newestOf(Slug train) {
    Optional<Cut> newest =
        state.train(train).cuts().stream()
            .filter(cut -> released(cut).isPresent())
            .reduce((_, later) -> later);
    if (newest.isEmpty()) {
      return Offer.nothing("%s has made no release yet.".formatted(train));
    }
    Candidate candidate = released(newest.get()).orElseThrow();
    if (candidate.position() <= here.reached()) {
      return Offer.nothing(
          "%s, the newest release of %s, has been taken.".formatted(candidate.label(), train));
    }
    Optional<SlotUse> replaced = here.usedIn(newest.get().slot());
    if (replaced.isPresent() && !(environment.starts() instanceof Starts.At)) {
      return Offer.nothing(
          "%s went in the place of %s.".formatted(replaced.get().what(), candidate.label()));
    }
    Offer offer =
        Offer.of(
            candidate,
            0,
            Gate.open(
                "upstream",
                "%s is the newest release of %s, cut at %s."
                    .formatted(candidate.label(), train, Utc.at(newest.get().at(), zone))));
    return offer.in(newest.get().slot());
  }

  private static Optional<Candidate.OfRelease> released(Cut cut) {
    return cut.state() instanceof Cut.State.Taken(_, _, _, Cut.Making.Released(var release))
        ? Optional.of(release)
        : Optional.empty();
  }

  private Offer atCut(Takes.AtCut rule) {
    Optional<Cut> cycle = state.train(rule.train()).cycle();
    if (cycle.isEmpty()) {
      return Offer.nothing("%s has not been cut yet.".formatted(rule.train()));
    }
    String at = Utc.at(cycle.get().at(), zone);
    Optional<SlotUse> used = here.usedIn(cycle.get().planned());
    if (used.isPresent()) {
      return Offer.nothing(
          "%s went in the slot of %s at %s.".formatted(used.get().what(), rule.train(), at));
    }
    Optional<Deployment> had = state.environment(rule.environment()).before(cycle.get().at());
    if (had.isEmpty()) {
      return Offer.nothing("%s had nothing yet at %s.".formatted(rule.environment(), at));
    }
    Candidate candidate = had.get().what();
    if (candidate.position() <= here.reached()) {
      return Offer.nothing(
          "%s, which %s had at %s, has been taken."
              .formatted(candidate.label(), rule.environment(), at));
    }
    return Offer.of(candidate, 0, had(rule, had.get(), at)).in(cycle.get().planned());
  }

  private static Gate had(Takes.AtCut rule, Deployment had, String at) {
    String what = had.what().label();
    return switch (had.state()) {
      case DeploymentState.Good() ->
          Gate.open("upstream", "%s had %s at %s.".formatted(rule.environment(), what, at));
      case DeploymentState.Unproven() ->
          Gate.closed(
              "upstream",
              Reason.of(
                  "unproven",
                  "%s had %s at %s, and it is not proven yet."
                      .formatted(rule.environment(), what, at),
                  "%s when it ends".formatted(had.run())));
      case DeploymentState.Bad(String why) -> bad(rule, what, at, why);
      case DeploymentState.Breached(String why) -> bad(rule, what, at, why);
    };
  }

  private static Gate bad(Takes.AtCut rule, String what, String at, String why) {
    return Gate.closed(
        "upstream",
        Reason.of(
            "bad-upstream",
            "%s had %s at %s, and it was bad: %s".formatted(rule.environment(), what, at, why),
            "the next cut of %s, or whoever may promote".formatted(rule.train())));
  }
}
