package dev.signalbox.flow;

import dev.signalbox.domain.analysis.evidence.AnalysisPolicy;
import dev.signalbox.domain.analysis.evidence.Metric;
import dev.signalbox.domain.rollout.RolloutRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a new version gets its traffic step by step.
///
/// @param instances how many of a version there are when it has all traffic
/// @param window how long is counted before it is looked at
/// @param analysis what is compared; empty if time alone decides
public record RolloutSpec(
    RolloutRule rule,
    int instances,
    TrafficSpec traffic,
    Duration window,
    Optional<Analysis> analysis) {

  /// What is compared, and where it is counted.
  ///
  /// @param queries one for each metric of the policy
  /// @param origin where selectors are read; empty if there are none
  /// @param label by which a Prometheus server tells instances apart, as `host:port`
  /// @param versionLabel by which it tells versions apart; empty if instances are asked for by
  ///   their addresses
  /// @param observeFirst in how many rollouts of an environment a metric only observes
  /// @param postedWithin how long after a window posted counts are waited for
  public record Analysis(
      AnalysisPolicy policy,
      Map<String, MetricQuery> queries,
      Optional<MetricsSpec.Origin> origin,
      String label,
      Optional<String> versionLabel,
      int observeFirst,
      Duration postedWithin) {

    public Analysis {
      queries = Map.copyOf(queries);
    }

    /// The metrics whose counts are posted, in the policy's order.
    public List<String> posted() {
      return policy.metrics().stream()
          .map(Metric::name)
          .filter(name -> queries.get(name) instanceof MetricQuery.Posted)
          .toList();
    }

    /// Whether all counts come by the window, so that it does not matter when they are asked for.
    public boolean countsWindows() {
      return queries.values().stream()
          .allMatch(query ->
              switch (query) {
                case MetricQuery.Json json -> json.ofWindow();
                case MetricQuery.Posted _ -> true;
                case MetricQuery.Share _, MetricQuery.Histogram _, MetricQuery.Events _ -> false;
              });
    }
  }
}
