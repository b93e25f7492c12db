package dev.signalbox.port;

import dev.signalbox.domain.rollout.Exposure;
import java.net.URI;
import java.util.List;

/// Splits a service's traffic between its old version and its new one. Asking for a split that is
/// there already changes nothing. Every method may throw [PortException].
public interface TrafficSplit {

  /// How the traffic is split, as the one who splits it says.
  Observation observe(Route route);

  /// Asks for a split. Whether it is there, [#observe] tells.
  void apply(Route route);

  /// How the traffic is to be split.
  ///
  /// @param stable where the old version answers; empty if there is none any more
  /// @param canary where the new version answers; empty if there is none yet or any more
  /// @param exposure how much the new version gets; the instances of one version share equally
  record Route(List<URI> stable, List<URI> canary, Exposure exposure) {

    public Route {
      stable = List.copyOf(stable);
      canary = List.copyOf(canary);
      if ((exposure.percent() > 0 && canary.isEmpty())
          || (exposure.percent() < 100 && stable.isEmpty())) {
        throw new IllegalArgumentException(
            "At %s traffic would go to nobody. Indicates a bug.".formatted(exposure));
      }
    }
  }

  sealed interface Observation {

    /// It is split as it was asked for.
    ///
    /// @param leaving how many requests are still served by instances that get no new ones
    record Settled(int leaving) implements Observation {}

    /// It is not, or nobody can tell.
    record Unsettled(String sentence) implements Observation {}
  }
}
