package dev.signalbox.flow;

import dev.signalbox.base.Problem;
import java.util.List;
import java.util.OptionalInt;

/// What came of reading a file for how rollouts are judged: the policy, or every problem at once.
public sealed interface AnalysisReading {

  /// @param stages how many stages the file's rollout has with both versions; empty if it does not
  ///   say
  record Good(AnalysisSpec spec, OptionalInt stages) implements AnalysisReading {}

  /// In the order of the file; at least one.
  record Bad(List<Problem> problems) implements AnalysisReading {}
}
