package dev.signalbox.step;

import dev.signalbox.port.TrafficSplit;
import java.util.Optional;

/// Those who split traffic, as the server's settings name them.
public interface TrafficSplits {

  /// @return empty if this server does not know the HAProxy
  Optional<TrafficSplit> haproxy(String name, String backend);
}
