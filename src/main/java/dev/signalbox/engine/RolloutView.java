package dev.signalbox.engine;

import dev.signalbox.base.Json;
import dev.signalbox.base.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A rollout as people look at it.
///
/// @param stable the old version; empty if there was none
/// @param steps the exposures, as people read them
/// @param state `shifting`, `exposed`, `paused`, `returning`, `returned`, `completing` or
///   `complete`
/// @param exposure the percentage the new version gets
/// @param since since when it stands so
/// @param sentence what it waits for, or how it ended
/// @param clearedBy who can help; empty if it is over
public record RolloutView(
    RunId run,
    String what,
    String stable,
    String steps,
    String state,
    int exposure,
    Instant since,
    String sentence,
    String clearedBy,
    Instant began,
    Optional<Instant> ended) {

  /// A rollout with all it has counted.
  ///
  /// @param open the window that counts are posted for; empty if there is none now
  public record Course(
      RolloutView rollout,
      List<WindowView> windows,
      List<Moment> moments,
      Optional<OpenView> open) {}

  /// @param from when it began
  /// @param until when it is over, so that its counts are known
  public record OpenView(int number, int stage, Instant from, Instant until) {}

  /// What both versions counted at the same time.
  ///
  /// @param counts rows by metric, arm and instance, as they are judged
  /// @param evidence of each metric after it: the logarithm of the evidence, and phi
  /// @param lnE the logarithm of the evidence of all metrics together that the new version is worse
  ///   than allowed
  public record WindowView(
      int number,
      int stage,
      Instant began,
      Instant ended,
      Json.Raw counts,
      Json.Raw evidence,
      double lnE) {}

  /// When it went on, stayed or turned back.
  public record Moment(Instant at, String kind, String by, String sentence) {}
}
