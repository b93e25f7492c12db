package dev.signalbox.domain.analysis.evidence;

import dev.signalbox.domain.analysis.evidence.Metric.Errors;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a rollout can see and what it can not, known before it starts from the traffic and the
/// errors of the old version.
///
/// @param needed the evidence that stops it, with the price of not knowing the ratio and the stage
/// @param margin the greatest ratio that is allowed
/// @param share the old version's share of errors
/// @param requests of the whole service, a window
/// @param noise the old version's
public record Plan(double needed, double margin, double share, double requests, Allowance noise) {

  /// What evidence is divided by at a weight.
  @FunctionalInterface
  public interface Allowance {
    double at(double weight);
  }

  /// A step of a rollout.
  ///
  /// @param weight the new version's share of the traffic, from 0 to 1
  /// @param windows how long it lasts at most
  public record Step(double weight, int windows) {}

  /// Of the first metric that counts errors.
  ///
  /// @return empty if the history does not tell enough
  public static Optional<Plan> of(AnalysisPolicy policy, History history) {
    return policy.metrics().stream()
        .filter(Errors.class::isInstance)
        .findFirst()
        .flatMap(metric -> of(policy, metric, history));
  }

  private static Optional<Plan> of(AnalysisPolicy policy, Metric metric, History history) {
    Map<Double, Noise> noises = history.noise(metric.name(), policy.windowsInBlock());
    return Optional.ofNullable(noises.get(Double.POSITIVE_INFINITY))
        .filter(noise -> noise.level() > 0)
        .map(noise ->
            new Plan(
                policy.lnNeeded(metric)
                    + StrictMath.log(Grid.WORSE.size())
                    + StrictMath.log(policy.stages()),
                metric.margin(),
                noise.level(),
                noise.requests(),
                weight -> {
                  double canary = noise.requests() * weight;
                  return noise.between(
                      new Counts(canary, 0, noise.requests() - canary, 0), 0, 0, 0);
                }));
  }

  /// How many windows it takes to see that the share is so many times as large.
  ///
  /// @param ratio over the margin
  /// @param weight over 0 and under 1
  public double windowsToSee(double ratio, double weight) {
    return needed / perWindow(ratio, weight);
  }

  /// The evidence that a window adds on the mean.
  private double perWindow(double ratio, double weight) {
    double allowed = margin * weight / (margin * weight + 1 - weight);
    double actual = ratio * weight / (ratio * weight + 1 - weight);
    double divergence =
        actual * StrictMath.log(actual / allowed)
            + (1 - actual) * StrictMath.log((1 - actual) / (1 - allowed));
    return requests * share * (1 - weight + weight * ratio) * divergence / noise.at(weight);
  }

  /// The smallest ratio that is more likely seen than missed before 100 %; empty if it is none that
  /// can be.
  public Optional<Double> smallestSeen(List<Step> steps) {
    for (double ratio = margin * 1.01; ratio * share < 1; ratio *= 1.01) {
      double tried = ratio;
      double evidence =
          steps.stream()
              .filter(step -> step.weight() > 0 && step.weight() < 1)
              .mapToDouble(step -> step.windows() * perWindow(tried, step.weight()))
              .sum();
      if (evidence >= needed) {
        return Optional.of(ratio);
      }
    }
    return Optional.empty();
  }
}
