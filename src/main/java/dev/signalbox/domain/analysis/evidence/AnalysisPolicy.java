package dev.signalbox.domain.analysis.evidence;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// What a team says about stopping and going on. One number decides how careful it is: how often a
/// good release may be stopped in a whole rollout.
///
/// @param falseAbort the greatest chance that a release no worse than allowed is stopped, over the
///   whole rollout, all looks at it and all metrics
/// @param warmup how long after each change of weight nothing is judged
/// @param metrics at least one
/// @param pass when a stage is proven good
/// @param onInconclusive what follows when a stage's time is up and nothing is shown
/// @param stages how many stages have both arms
/// @param window how long a window lasts
/// @param objective what the old version itself has to keep, so that nothing is judged beside a
///   burning house
public record AnalysisPolicy(
    double falseAbort,
    Duration warmup,
    List<Metric> metrics,
    Pass pass,
    OnInconclusive onInconclusive,
    Mode mode,
    int stages,
    Duration window,
    Optional<Slo> objective) {

  /// The release is shown to be less than this much worse.
  ///
  /// @param harm 0.5: under 1.5 times the old version's share
  /// @param error the chance that one that does so much harm is let through
  public record Pass(double harm, double error) {
    public static final Pass USUAL = new Pass(0.5, 0.05);
  }

  public enum OnInconclusive {
    HOLD,
    ADVANCE,
    ABORT
  }

  public enum Mode {
    /// The same test without power to stop or to hold.
    OBSERVE,
    DECIDE
  }

  public AnalysisPolicy {
    metrics = List.copyOf(metrics);
    if (metrics.isEmpty() || stages < 1) {
      throw new IllegalArgumentException("a policy needs a metric and a stage. Indicates a bug.");
    }
  }

  /// One window a minute, no warm-up, 1 % of false aborts.
  public static AnalysisPolicy usual(int stages, Metric... metrics) {
    return new AnalysisPolicy(
        0.01,
        Duration.ZERO,
        List.of(metrics),
        Pass.USUAL,
        OnInconclusive.HOLD,
        Mode.DECIDE,
        stages,
        Duration.ofMinutes(1),
        Optional.empty());
  }

  public AnalysisPolicy withStages(int number) {
    return new AnalysisPolicy(
        falseAbort, warmup, metrics, pass, onInconclusive, mode, number, window, objective);
  }

  public AnalysisPolicy withMetrics(List<Metric> others) {
    return new AnalysisPolicy(
        falseAbort, warmup, others, pass, onInconclusive, mode, stages, window, objective);
  }

  /// The same, with metrics that say what they would do, and do nothing. If those are all, it is as
  /// a whole that it only observes.
  public AnalysisPolicy observing(Collection<String> names) {
    boolean all =
        metrics.stream()
            .allMatch(metric ->
                names.contains(metric.name()) || metric.standing() == Metric.Standing.ADVISORY);
    return names.isEmpty()
        ? this
        : all
            ? new AnalysisPolicy(
                falseAbort,
                warmup,
                metrics,
                pass,
                onInconclusive,
                Mode.OBSERVE,
                stages,
                window,
                objective)
            : withMetrics(
                metrics.stream()
                    .map(metric -> names.contains(metric.name()) ? metric.advisory() : metric)
                    .toList());
  }

  /// The evidence that stops a rollout, as a logarithm: 1 / falseAbort.
  public double lnNeeded() {
    return -StrictMath.log(falseAbort);
  }

  /// The evidence that one metric needs to stop a rollout by itself, as a logarithm; of one without
  /// power, the evidence that it would need if it were alone.
  public double lnNeeded(Metric metric) {
    double share = share(metric);
    return share == 0 ? lnNeeded() : lnNeeded() - StrictMath.log(share);
  }

  /// The evidence that proves a stage good, as a logarithm.
  public double lnPassNeeded() {
    return -StrictMath.log(pass.error());
  }

  /// How much of the whole evidence is this metric's: all shares add up to 1.
  double share(Metric metric) {
    int all = metrics.stream().mapToInt(each -> each.standing().weight()).sum();
    return all == 0 ? 0 : (double) metric.standing().weight() / all;
  }

  int warmupWindows() {
    return (int) Math.ceilDiv(warmup.toMillis(), window.toMillis());
  }

  /// Ten minutes, longer than the noise of an instance lasts.
  int windowsInBlock() {
    return (int) Math.max(1, Duration.ofMinutes(10).toMillis() / window.toMillis());
  }
}
