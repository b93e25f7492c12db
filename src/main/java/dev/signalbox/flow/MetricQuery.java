package dev.signalbox.flow;

import dev.signalbox.domain.analysis.Selector;

/// Where a metric of an analysis is counted. Selectors say nothing of versions: who asks adds the
/// labels of each arm.
public sealed interface MetricQuery {

  record Share(Selector bad, Selector total) implements MetricQuery {}

  /// @param name without `_bucket`
  record Histogram(Selector name) implements MetricQuery {}

  record Events(Selector events, Selector per) implements MetricQuery {}

  /// What a server answers in JSON.
  ///
  /// @param source a server that this server's settings name
  /// @param path with its query, and with [JsonHole]s
  record Json(String source, Template path, Numbers numbers) implements MetricQuery {

    /// Whether the path asks for the counts of a window; if not, what is answered are counters that
    /// only grow.
    public boolean ofWindow() {
      return path.holes().stream().anyMatch(JsonHole::isOfWindow);
    }

    /// Whether a hole is anywhere in what is asked.
    public boolean names(JsonHole hole) {
      return path.holes().contains(hole.word()) || numbers.names(hole);
    }
  }

  /// Where in the JSON numbers stand: JSON pointers with holes.
  sealed interface Numbers {

    boolean names(JsonHole hole);

    /// @param bad the requests that went wrong; of events, the events
    record Pair(Template bad, Template total) implements Numbers {
      @Override
      public boolean names(JsonHole hole) {
        return bad.holes().contains(hole.word()) && total.holes().contains(hole.word());
      }
    }

    /// @param edges an object: edges, and how many requests took no longer
    record Edges(Template edges) implements Numbers {
      @Override
      public boolean names(JsonHole hole) {
        return edges.holes().contains(hole.word());
      }
    }
  }

  /// What the team's own programs post, window by window.
  record Posted() implements MetricQuery {}
}
