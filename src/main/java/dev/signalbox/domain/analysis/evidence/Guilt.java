package dev.signalbox.domain.analysis.evidence;

import java.util.Comparator;
import java.util.List;

/// What the evidence of several metrics says together. The mean of e-values is one, whatever hangs
/// together with what; products are not, since all metrics see the same requests.
///
/// Source: Vovk and Wang, E-values: calibration, combination and applications, arXiv:1912.06116.
final class Guilt {

  private Guilt() {}

  /// The logarithm of the mean by the metrics' weights.
  static double lnMean(AnalysisPolicy policy, List<MetricTrack> tracks) {
    return Grid.lnSum(
        tracks.stream()
            .filter(track -> policy.share(track.metric()) > 0)
            .mapToDouble(track -> track.lnAbort() + StrictMath.log(policy.share(track.metric())))
            .toArray());
  }

  /// Whether one metric may be named with the same certainty as the stop itself: it has to carry
  /// every group of metrics that it is in, and the hardest are those with the least evidence.
  static boolean isShown(AnalysisPolicy policy, List<MetricTrack> tracks, Metric metric) {
    List<MetricTrack> counting =
        tracks.stream().filter(track -> policy.share(track.metric()) > 0).toList();
    MetricTrack named =
        counting.stream().filter(track -> track.metric().equals(metric)).findFirst().orElseThrow();
    List<MetricTrack> others =
        counting.stream()
            .filter(track -> track != named)
            .sorted(Comparator.comparingDouble(MetricTrack::lnAbort))
            .toList();
    for (int j = 0; j <= others.size(); j++) {
      if (lnMeanWith(policy, named, others.subList(0, j)) < policy.lnNeeded()) {
        return false;
      }
    }
    return true;
  }

  private static double lnMeanWith(
      AnalysisPolicy policy, MetricTrack named, List<MetricTrack> others) {
    double[] logs = new double[others.size() + 1];
    double weights = policy.share(named.metric());
    logs[0] = named.lnAbort() + StrictMath.log(policy.share(named.metric()));
    for (int i = 0; i < others.size(); i++) {
      double share = policy.share(others.get(i).metric());
      logs[i + 1] = others.get(i).lnAbort() + StrictMath.log(share);
      weights += share;
    }
    return Grid.lnSum(logs) - StrictMath.log(weights);
  }
}
