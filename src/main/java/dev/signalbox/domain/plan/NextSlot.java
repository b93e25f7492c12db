package dev.signalbox.domain.plan;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.environment.Environment;
import dev.signalbox.domain.environment.Environment.Starts;
import dev.signalbox.domain.environment.Environment.Takes;
import dev.signalbox.domain.plan.ServiceState.EnvironmentState;
import java.time.Instant;
import java.util.Optional;

/// The slot that an urgent fix takes, so that nothing else goes in it: the one that is open now, or
/// else the next.
public final class NextSlot {

  private NextSlot() {}

  /// @return by the instant that was planned for it; empty if the environment has no slots
  public static Optional<Instant> of(
      ReleaseProcess process, Environment environment, ServiceState state, Instant now) {
    if (environment.starts() instanceof Starts.At(var schedule)) {
      return new Slots(environment, schedule, state, now).openOrNext();
    }
    return switch (environment.takes()) {
      case Takes.OfTrain(Slug train) -> nextCut(train, process, environment, state, now);
      case Takes.AtCut(Slug train, _) -> nextCut(train, process, environment, state, now);
      case Takes.EveryBuild _, Takes.EveryRelease _, Takes.From _, Takes.Soaked _ ->
          Optional.empty();
    };
  }

  private static Optional<Instant> nextCut(
      Slug train,
      ReleaseProcess process,
      Environment environment,
      ServiceState state,
      Instant now) {
    EnvironmentState here = state.environment(environment.name());
    return process
        .train(train)
        .flatMap(found ->
            Cuts.plan(found, process, state, now).coming().stream()
                .filter(one -> !one.leftOut() && here.usedIn(one.planned()).isEmpty())
                .map(Plan.Coming::planned)
                .findFirst());
  }
}
