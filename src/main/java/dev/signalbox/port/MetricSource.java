package dev.signalbox.port;

import dev.signalbox.domain.analysis.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Where a service's counters are read. May throw [PortException].
public interface MetricSource {

  /// The counters that the selector means, as they stand now. None is an answer too: it says that
  /// nothing was counted yet, never that all is well.
  List<Series> read(Selector selector);

  /// Several at once, in their order; in one reading where the source can.
  default List<List<Series>> readAll(List<Selector> selectors) {
    return selectors.stream().map(this::read).toList();
  }

  /// The same at several instants of the past, in their order; empty if the source does not
  /// remember.
  default List<List<Series>> past(Selector selector, Instant from, Instant to, Duration step) {
    return List.of();
  }

  /// @param labels what tells this counter from its sisters, its name left out
  record Series(Map<String, String> labels, double value) {}
}
