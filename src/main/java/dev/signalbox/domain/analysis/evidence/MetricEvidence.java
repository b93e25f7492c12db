package dev.signalbox.domain.analysis.evidence;

import java.util.Optional;

/// What is known of one metric at a moment, for a verdict's sentence, a table or a chart.
///
/// @param lnAbort the logarithm of the evidence that the new version is worse than allowed; 0 says
///   nothing either way
/// @param lnPass the logarithm of the evidence that the present stage does no harm
/// @param strongest what shows most; empty as long as nothing was compared
/// @param compared how many windows of the present stage were compared
/// @param dropped how many windows could not be compared so far
/// @param gap why the latest window could not be compared, if it could not
public record MetricEvidence(
    Metric metric,
    double lnAbort,
    double lnPass,
    Optional<Strongest> strongest,
    int compared,
    int dropped,
    Optional<String> gap) {

  /// @param edge of a latency metric: the edge that shows most
  /// @param counts since the beginning of the stage from which on it shows most
  /// @param inStage in the present stage
  /// @param allowance what the evidence of the latest window was divided by, because instances of
  ///   one version differ, too
  /// @param measured whether the old version's instances were counted before, so that this is known
  /// @param suspect the window from which on it looks worse
  public record Strongest(
      Optional<Double> edge,
      Counts counts,
      Counts inStage,
      double allowance,
      boolean measured,
      Optional<Integer> suspect) {}

  /// The evidence as odds: 100 is a hundred to one.
  public double odds() {
    return StrictMath.exp(lnAbort);
  }

  public double passOdds() {
    return StrictMath.exp(lnPass);
  }
}
