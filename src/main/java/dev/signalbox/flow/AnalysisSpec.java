package dev.signalbox.flow;

import dev.signalbox.domain.analysis.evidence.AnalysisPolicy;
import java.util.Map;

/// What a flow says behind `analysis`.
///
/// @param policy with one stage; whoever knows the rollout's steps says how many there are
/// @param queries by the metrics' names; one that is counted elsewhere has none
public record AnalysisSpec(AnalysisPolicy policy, Map<String, MetricQuery> queries) {

  public AnalysisSpec {
    queries = Map.copyOf(queries);
  }
}
