package dev.signalbox.domain.analysis.evidence;

import java.util.Optional;

/// What the evidence says of a rollout now. An abort is final; all others may change with the next
/// window.
public sealed interface RolloutVerdict {

  /// The latest window that was looked at; -1 if none was.
  int window();

  /// Nothing is shown yet, either way.
  record Observing(int window) implements RolloutVerdict {}

  /// Every metric is shown to do less than the harm of the policy, in this stage.
  record StagePassed(int window, int stage) implements RolloutVerdict {}

  /// Worse than allowed.
  ///
  /// @param window in which it was decided
  /// @param stage in which it was decided
  /// @param metric the one with the most evidence
  /// @param guilty whether that one alone is shown to be worse; otherwise it is all together
  /// @param edge of a latency metric: the edge that shows most
  /// @param lnE the logarithm of the evidence of all metrics together
  /// @param lnNeeded the logarithm of the evidence that was needed
  record Abort(
      int window,
      int stage,
      String metric,
      boolean guilty,
      Optional<Double> edge,
      double lnE,
      double lnNeeded)
      implements RolloutVerdict {}

  /// Nobody can tell. It holds the rollout where it is.
  ///
  /// @param reason why, as a sentence
  record Inconclusive(int window, Cause cause, String reason) implements RolloutVerdict {}

  /// Why nobody can tell.
  enum Cause {
    /// A metric was not counted in the latest window.
    NO_DATA,
    /// The old version itself does not keep its objective.
    BASELINE_ILL
  }
}
