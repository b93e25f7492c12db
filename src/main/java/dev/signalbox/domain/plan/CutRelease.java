package dev.signalbox.domain.plan;

import dev.signalbox.base.Reason;
import dev.signalbox.base.Slug;
import dev.signalbox.base.Utc;
import dev.signalbox.domain.plan.Plan.Making;
import dev.signalbox.domain.plan.ServiceState.Arrival;
import dev.signalbox.domain.plan.ServiceState.BuildState;
import dev.signalbox.domain.plan.ServiceState.TrainState;
import dev.signalbox.domain.train.Cut;
import dev.signalbox.domain.train.Cut.State;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What becomes of a cut: its commit is built first, then it is released. One that could not be
/// built is told and waits for a person; an older commit is never taken in its stead.
final class CutRelease {

  private final Slug train;
  private final ServiceState state;
  private final ZoneId zone;
  private final TrainState here;

  private CutRelease(Slug train, ServiceState state, ZoneId zone) {
    this.train = train;
    this.state = state;
    this.zone = zone;
    this.here = state.train(train);
  }

  /// @param looks whether a cut is due that waits for a look at the repository
  /// @param zone of the team's calendar, for sentences
  static Making making(Slug train, ServiceState state, boolean looks, ZoneId zone) {
    return new CutRelease(train, state, zone).making(looks);
  }

  private Making making(boolean looks) {
    List<Cut> taken =
        here.cuts().stream()
            .filter(cut -> cut.state() instanceof State.Taken)
            .sorted(Comparator.comparing(Cut::at))
            .toList();
    for (Cut cut : taken) {
      State.Taken what = (State.Taken) cut.state();
      boolean newest = cut.equals(taken.getLast());
      switch (what.making()) {
        case Cut.Making.NotYet() -> {
          Optional<BuildState> build = build(what.number());
          if (build.isPresent() && build.get() instanceof BuildState.Built(var built)) {
            return new Making.Start(cut, built);
          }
          if (newest || !(build.isPresent() && build.get() instanceof BuildState.NotBuilt)) {
            return new Making.Hold(notBuilt(cut, what, build));
          }
        }
        case Cut.Making.UnderWay(var run) -> {
          return new Making.Nothing(
              "%s makes the release of %s from %s.".formatted(run, train, what.commit().brief()));
        }
        case Cut.Making.NotReleased(var run, var sentence) when newest -> {
          return new Making.Hold(
              Reason.of(
                  "not-released",
                  "%s made no release of %s: %s".formatted(run, what.commit().brief(), sentence),
                  "whoever mends it: signalbox train %s %s cut --reason \"...\""
                      .formatted(state.service(), train)));
        }
        case Cut.Making.NotReleased _, Cut.Making.Released _, Cut.Making.NothingToRelease _ -> {}
      }
    }
    return new Making.Nothing(looks ? LOOKING : settledSentence(taken));
  }

  private static final String LOOKING =
      "A cut is due, and the repository is looked at first: what is on the branch counts.";

  private String settledSentence(List<Cut> taken) {
    return taken.isEmpty()
        ? "%s has not been cut yet.".formatted(train)
        : switch (((State.Taken) taken.getLast().state()).making()) {
          case Cut.Making.Released(var release) ->
              "%s is the newest release of %s.".formatted(release.label(), train);
          case Cut.Making.NothingToRelease(var run, var sentence) ->
              "%s: %s".formatted(run, sentence);
          case Cut.Making.NotYet _, Cut.Making.UnderWay _, Cut.Making.NotReleased _ -> "";
        };
  }

  private Reason notBuilt(Cut cut, State.Taken what, Optional<BuildState> build) {
    String took =
        "%s took %s at %s".formatted(train, what.commit().brief(), Utc.at(cut.at(), zone));
    return build
        .<Reason>map(b ->
            switch (b) {
              case BuildState.Building building ->
                  Reason.of(
                      "building",
                      "%s, and it is still being built (%s).".formatted(took, building.run()),
                      "%s when it ends".formatted(building.run()));
              case BuildState.NotBuilt(_, _, String why) ->
                  Reason.of(
                      "not-built",
                      "%s, and it was not built: %s".formatted(took, why),
                      "whoever mends the branch, and then: signalbox train %s %s cut --reason \"...\""
                          .formatted(state.service(), train));
              case BuildState.Built _ -> throw new IllegalStateException("built. Indicates a bug.");
            })
        .orElseGet(() ->
            Reason.of("not-built", took + ", and nothing is known of its build.", "the next look"));
  }

  private Optional<BuildState> build(long number) {
    return here.arrivals().stream()
        .map(Arrival::build)
        .filter(build -> build.number() == number)
        .findFirst();
  }
}
