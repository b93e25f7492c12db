package dev.signalbox.domain.analysis.evidence;

import java.util.List;

/// What was counted between two readings of the counters, in both arms at the same time. Kept as it
/// came, so that a verdict can be computed again to the last digit.
///
/// @param number counted in windows: from 0 in a rollout, negative before it
/// @param stage the index of the rollout's step; [#HISTORY] before it
/// @param rows in any order
/// @param gaps the metrics that could not be counted; their rows, if there are any, are not looked
///   at in either arm
public record Window(int number, int stage, List<Row> rows, List<Gap> gaps) {

  /// The stage of all that was counted before the rollout.
  public static final int HISTORY = -1;

  /// A metric without counts in a window.
  ///
  /// @param why as a part of a sentence, such as "a counter was reset"
  public record Gap(String metric, String why) {}

  public Window {
    rows = List.copyOf(rows);
    gaps = List.copyOf(gaps);
  }

  public static Window of(int number, int stage, List<Row> rows) {
    return new Window(number, stage, rows, List.of());
  }

  /// Counts of the old version before the rollout.
  public static Window history(int number, List<Row> rows) {
    return new Window(number, HISTORY, rows, List.of());
  }
}
