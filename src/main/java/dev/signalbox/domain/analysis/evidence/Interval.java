package dev.signalbox.domain.analysis.evidence;

import dev.signalbox.domain.analysis.evidence.Metric.Errors;
import dev.signalbox.domain.analysis.evidence.Metric.Events;
import dev.signalbox.domain.analysis.evidence.Metric.Latency;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/// How many times the old version's share the new one's is, at least and at most: the ratios that
/// the same test does not exclude. It holds at every moment at once, like the test.
///
/// @param lower empty if none is excluded below
/// @param upper empty if none is excluded above
public record Interval(Optional<Double> lower, Optional<Double> upper) {

  /// Ratios are told to one per cent.
  private static final double STEP = 1.01;

  private static final int LEAST = -460; // 0.01
  private static final int MOST = 695; // 1,000

  /// From the stored windows, since it is asked for seldom.
  ///
  /// @param error the chance that the true ratio is outside, on either side
  /// @param edge of a latency metric: the one that is meant
  public static Interval of(
      AnalysisPolicy policy,
      History history,
      List<Window> windows,
      Metric metric,
      Optional<Double> edge,
      double error) {
    double needed = -StrictMath.log(error);
    List<Window> alone = windows.stream().map(window -> only(window, metric, edge)).toList();
    IntPredicate isMore = i -> track(policy, history, alone, metric, i).lnAbort() >= needed;
    IntPredicate isLess = i -> track(policy, history, alone, metric, i).lnPass() >= needed;
    int lower = last(isMore);
    int upper = first(isLess);
    return new Interval(
        lower < LEAST ? Optional.empty() : Optional.of(ratio(lower)),
        upper > MOST ? Optional.empty() : Optional.of(ratio(upper)));
  }

  /// The greatest for which it holds; it holds for all that are smaller.
  private static int last(IntPredicate holds) {
    int yes = LEAST - 1;
    int no = MOST + 1;
    while (no - yes > 1) {
      int middle = Math.floorDiv(yes + no, 2);
      if (holds.test(middle)) {
        yes = middle;
      } else {
        no = middle;
      }
    }
    return yes;
  }

  private static int first(IntPredicate holds) {
    return last(i -> !holds.test(i)) + 1;
  }

  private static double ratio(int step) {
    return StrictMath.pow(STEP, step);
  }

  private static MetricTrack track(
      AnalysisPolicy policy, History history, List<Window> windows, Metric metric, int step) {
    double more = ratio(step) - 1;
    AnalysisPolicy one =
        new AnalysisPolicy(
            policy.falseAbort(),
            policy.warmup(),
            List.of(with(metric, more)),
            new AnalysisPolicy.Pass(more, policy.pass().error()),
            policy.onInconclusive(),
            policy.mode(),
            1,
            policy.window(),
            Optional.empty());
    MetricTrack track = MetricTrack.begun(one, one.metrics().getFirst(), history).staged();
    int stage = Window.HISTORY;
    int inStage = 0;
    for (Window window : windows) {
      inStage = window.stage() == stage ? inStage + 1 : 1;
      stage = window.stage();
      track =
          track.after(
              window.number(),
              Optional.ofNullable(Tally.of(window).get(metric.name())),
              inStage > policy.warmupWindows());
    }
    return track;
  }

  private static Metric with(Metric metric, double worseBy) {
    return switch (metric) {
      case Errors errors -> new Errors(errors.name(), worseBy, 0, errors.standing());
      case Latency latency -> new Latency(latency.name(), worseBy, latency.standing());
      case Events events -> new Events(events.name(), worseBy, events.standing());
    };
  }

  private static Window only(Window window, Metric metric, Optional<Double> edge) {
    return new Window(
        window.number(),
        window.stage(),
        window.rows().stream()
            .filter(row -> row.metric().equals(metric.name()))
            .filter(row -> edge.isEmpty() || row.edge() == edge.get())
            .toList(),
        window.gaps());
  }
}
