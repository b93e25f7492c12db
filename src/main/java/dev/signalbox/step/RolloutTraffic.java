package dev.signalbox.step;

import dev.signalbox.domain.rollout.Exposure;
import dev.signalbox.domain.rollout.Readiness;
import dev.signalbox.engine.StepContext;
import dev.signalbox.flow.TrafficSpec;
import dev.signalbox.port.DeploymentTarget.Instance;
import dev.signalbox.port.PortException;
import dev.signalbox.port.TrafficSplit;
import dev.signalbox.port.TrafficSplit.Observation;
import dev.signalbox.port.TrafficSplit.Route;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The traffic of a rollout: it is looked at, put right where it is not as wanted, and looked at
/// again. What cannot be reached is waited for, with a reason.
final class RolloutTraffic {

  private static final Duration DRAINED_WITHIN = Duration.ofSeconds(10);
  private static final Duration PACE = Duration.ofMillis(100);

  private final TrafficSplit split;
  private final StepContext context;
  private final String keeper;

  /// @param keeper who looks after it, for sentences
  private RolloutTraffic(TrafficSplit split, StepContext context, String keeper) {
    this.split = split;
    this.context = context;
    this.keeper = keeper;
  }

  /// @return empty if this server does not know who splits the traffic
  static Optional<RolloutTraffic> of(
      Toolbox tools, TrafficSpec spec, StepContext context, RolloutMemory memory) {
    return switch (spec) {
      case TrafficSpec.Haproxy(String name, String backend) ->
          tools
              .traffic()
              .haproxy(name, backend)
              .map(split -> new RolloutTraffic(split, context, "whoever runs HAProxy " + name));
      case TrafficSpec.ByCommand command ->
          Optional.of(
              new RolloutTraffic(
                  new CommandTraffic(tools, command, context, memory),
                  context,
                  "whoever may correct " + command.command().label()));
    };
  }

  /// What is to be known of it at the next look.
  RolloutMemory remembering(Optional<RolloutMemory.Staged> last) {
    return split instanceof CommandTraffic command
        ? new RolloutMemory(command.applied(), command.told(), last)
        : new RolloutMemory(0, "", last);
  }

  /// Makes it so, as far as it is not so already.
  Readiness arrange(List<Instance> stable, List<Instance> canary, Exposure exposure) {
    Route route = new Route(Instances.addresses(stable), Instances.addresses(canary), exposure);
    try {
      if (split.observe(route) instanceof Observation.Settled) {
        return new Readiness.AsWanted();
      }
      context.stillOurs();
      split.apply(route);
      return switch (split.observe(route)) {
        case Observation.Settled _ -> new Readiness.AsWanted();
        case Observation.Unsettled(String sentence) -> new Readiness.NotYet(sentence, keeper);
      };
    } catch (PortException unreachable) {
      return new Readiness.NotYet(unreachable.sentence(), keeper);
    }
  }

  /// Those that are gone need no place any more. Nothing hangs on it: the next look does it, too.
  void forget(List<Instance> stable) {
    if (!stable.isEmpty()) {
      arrange(stable, List.of(), Exposure.NONE);
    }
  }

  /// Waits a little for the requests that are still served by whoever gets no new ones.
  void drain(List<Instance> stable, List<Instance> canary, Exposure exposure) {
    Route route = new Route(Instances.addresses(stable), Instances.addresses(canary), exposure);
    long until = System.nanoTime() + DRAINED_WITHIN.toNanos();
    while (leaving(route) > 0 && System.nanoTime() < until) {
      context.goOn();
      pause();
    }
  }

  private int leaving(Route route) {
    return split.observe(route) instanceof Observation.Settled(int leaving) ? leaving : 0;
  }

  private static void pause() {
    try {
      Thread.sleep(PACE);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while traffic drains", stop);
    }
  }
}
