package dev.signalbox.step;

import dev.signalbox.flow.MetricsSpec.Origin;
import dev.signalbox.port.MetricSource;
import java.net.URI;
import java.util.Optional;

/// Where a flow's counters are read.
public interface MetricSources {

  /// @param address where the deployed service answers
  /// @return empty if this server does not know the origin
  Optional<MetricSource> of(Origin origin, Optional<URI> address);
}
