package dev.signalbox.domain.analysis;

import dev.signalbox.domain.analysis.evidence.Slo;
import dev.signalbox.domain.analysis.evidence.SloDetector;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a monitor has watched so far, its objective included. Plain values, made to be stored.
///
/// @param watched what was read and counted
/// @param pending what was counted since the last whole window
/// @param time how long that is
/// @param detector the evidence, as [SloDetector#doubles] gives it; empty before the first window
/// @param broken the evidence that showed the objective to be broken, once it is
public record WatchedObjective(
    Watched watched,
    Traffic pending,
    Duration time,
    List<Double> detector,
    Optional<Double> broken) {

  /// More than this is not told: nobody needs it, and JSON knows nothing endless.
  private static final double MOST = 1e15;

  public WatchedObjective {
    detector = List.copyOf(detector);
  }

  /// Before the first window of an objective.
  public static WatchedObjective of(Watched watched) {
    return new WatchedObjective(watched, Traffic.NONE, Duration.ZERO, List.of(), Optional.empty());
  }

  SloDetector detector(Slo slo) {
    return SloDetector.restored(slo, detector.stream().mapToDouble(Double::doubleValue).toArray())
        .orElseGet(() -> SloDetector.start(slo));
  }

  /// After more was watched. A window ends when it is as long as the objective's; where errors came
  /// to light before their requests did, it waits for these.
  WatchedObjective after(Slo slo, Watched next) {
    Traffic more =
        pending.plus(
            new Traffic(
                next.traffic().requests() - watched.traffic().requests(),
                next.traffic().errors() - watched.traffic().errors()));
    Duration longer = time.plus(next.time()).minus(watched.time());
    if (longer.compareTo(slo.window()) < 0 || more.contradictsItself()) {
      return new WatchedObjective(next, more, longer, detector, broken);
    }
    SloDetector before = detector(slo);
    SloDetector after = before.after(more.requests(), more.errors());
    return new WatchedObjective(
        next,
        Traffic.NONE,
        Duration.ZERO,
        Arrays.stream(after.doubles()).boxed().toList(),
        after.isOpen()
            ? Optional.of(Math.min(MOST, before.evidenceWith(more.requests(), more.errors())))
            : Optional.empty());
  }
}
