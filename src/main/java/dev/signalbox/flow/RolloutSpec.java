package dev.signalbox.flow;

import dev.signalbox.domain.analysis.evidence.AnalysisPolicy;
import dev.signalbox.domain.rollout.RolloutRule;
import java.time.Duration;
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
  /// @param label by which a Prometheus server tells instances apart, as `host:port`
  public record Analysis(
      AnalysisPolicy policy,
      Map<String, MetricQuery> queries,
      MetricsSpec.Origin origin,
      String label) {

    public Analysis {
      queries = Map.copyOf(queries);
    }
  }
}
