package dev.signalbox.flow;

import dev.signalbox.domain.analysis.Selector;

/// Which counters a metric of an analysis is made of. Selectors say nothing of versions: who asks
/// adds the labels of each arm.
public sealed interface MetricQuery {

  record Share(Selector bad, Selector total) implements MetricQuery {}

  /// @param name without `_bucket`
  record Histogram(Selector name) implements MetricQuery {}

  record Events(Selector events, Selector per) implements MetricQuery {}
}
