package dev.signalbox.domain.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the counters of both versions stood at, at an instant: kept until the next reading, with
/// which it makes a window.
public record Reading(Instant at, List<OfMetric> metrics) {

  public Reading {
    metrics = List.copyOf(metrics);
  }

  /// @param trouble why it could not be read, as a part of a sentence; empty if it could
  /// @param since from when on the series count, if they count a window; empty if they are
  ///   counters, which only grow
  public record OfMetric(
      String metric, Optional<String> trouble, List<Series> series, Optional<Instant> since) {

    public OfMetric {
      series = List.copyOf(series);
    }

    /// Of counters.
    public static OfMetric standing(String metric, Optional<String> trouble, List<Series> series) {
      return new OfMetric(metric, trouble, series, Optional.empty());
    }

    /// Of counts of a window.
    public static OfMetric since(Instant since, String metric, List<Series> series) {
      return new OfMetric(metric, Optional.empty(), series, Optional.of(since));
    }

    /// Of a window that could not be counted.
    public static OfMetric uncounted(Instant since, String metric, String trouble) {
      return new OfMetric(metric, Optional.of(trouble), List.of(), Optional.of(since));
    }
  }

  /// One counter of one instance.
  ///
  /// @param part what it counts: [#TOTAL], [#BAD], or the edge of a histogram's bucket
  /// @param canary whether its instance is of the new version
  /// @param labels what tells it from its sisters
  public record Series(String part, boolean canary, String instance, String labels, double value) {}

  /// All requests.
  public static final String TOTAL = "total";

  /// Those that went wrong; of a metric of events, the events.
  public static final String BAD = "bad";

  Optional<OfMetric> of(String metric) {
    return metrics.stream().filter(one -> one.metric().equals(metric)).findFirst();
  }
}
