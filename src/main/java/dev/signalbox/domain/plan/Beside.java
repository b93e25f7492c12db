package dev.signalbox.domain.plan;

import dev.signalbox.domain.deployment.Deployment;
import dev.signalbox.domain.environment.Environment;
import dev.signalbox.domain.environment.Environment.Starts;
import dev.signalbox.domain.gate.Gate;
import dev.signalbox.domain.plan.ServiceState.EnvironmentState;
import dev.signalbox.domain.release.Candidate;
import java.util.Optional;

/// What release lines offer beside the tracked branch. A line's release goes where the line goes
/// and nowhere else, unless the tracked branch is ready to come there with the same commits; and
/// what the line brought is not lost when that comes.
final class Beside {

  private Beside() {}

  /// @param ofMain what the environment would take by its own rule
  static Offer of(Environment environment, Offer ofMain, ServiceState state) {
    EnvironmentState here = state.environment(environment.name());
    if (here.request().isPresent()) {
      return ofMain;
    }
    Offer keeping = keeping(environment, own(ofMain), here.there(), state);
    return state.linesInto(environment.name()).stream()
        .filter(line -> line.waiting().isPresent())
        .filter(line -> !isBetter(environment, keeping, line, state))
        .findFirst()
        .map(line -> ofLine(line, line.waiting().get()).waking(keeping.wakes()))
        .orElse(keeping);
  }

  /// Whether the tracked branch is ready to come by itself, with all that the line has.
  private static boolean isBetter(
      Environment environment, Offer ofMain, LineStand line, ServiceState state) {
    return !(environment.starts() instanceof Starts.OnRequest)
        && ofMain.candidate().isPresent()
        && ofMain.gates().stream().allMatch(Gate::isOpen)
        && line.keeps(ofMain.candidate().get(), state.service()).isOpen();
  }

  /// What was mended for the environment before this one stays there.
  private static Offer own(Offer ofMain) {
    return ofMain
        .candidate()
        .filter(
            what -> what instanceof Candidate.OfRelease(var release) && release.line().isPresent())
        .map(what ->
            Offer.nothing(what.label() + " goes no further: it is a release of a line.")
                .waking(ofMain.wakes()))
        .orElse(ofMain);
  }

  private static Offer keeping(
      Environment environment, Offer ofMain, Optional<Deployment> there, ServiceState state) {
    Offer guarded = ofMain;
    for (LineStand line : state.linesInto(environment.name())) {
      if (ofMain.candidate().isPresent() && line.isThere(there)) {
        guarded = guarded.with(line.keeps(ofMain.candidate().get(), state.service()));
      }
    }
    return guarded;
  }

  private static Offer ofLine(LineStand line, Candidate what) {
    return Offer.of(
        what,
        0,
        Gate.open("upstream", "%s is released on %s.".formatted(what.label(), line.name())));
  }
}
