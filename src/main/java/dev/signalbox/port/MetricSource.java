package dev.signalbox.port;

import dev.signalbox.domain.analysis.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /// Whether the counters that the selector means stand still for longer than they should, because
  /// the source hears of them late; empty if it does not, or if it is asked for them itself.
  default Optional<Late> late(Selector selector) {
    return Optional.empty();
  }

  /// The counter that was heard of longest ago.
  ///
  /// @param labels what tells it from its sisters, its name left out
  /// @param age how long ago it was counted
  /// @param every how often it is counted
  record Late(Map<String, String> labels, Duration age, Duration every) {}

  /// @param labels what tells this counter from its sisters, its name left out
  record Series(Map<String, String> labels, double value) {}
}
