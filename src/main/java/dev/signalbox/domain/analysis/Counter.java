package dev.signalbox.domain.analysis;

import java.util.Map;

/// One series of a metric as it stands: a number that only grows while its process lives.
///
/// @param labels what tells it from its sisters
public record Counter(Map<String, String> labels, double value) {

  /// The largest whole number up to which a double counts every single one.
  static final double MOST = 1L << 53;

  public Counter {
    labels = Map.copyOf(labels);
  }

  /// Whether the value can be a count at all: neither negative, nor endless, nor not a number.
  boolean counts() {
    return value >= 0 && value <= MOST;
  }
}
