package dev.signalbox.adapter.haproxy;

import dev.signalbox.domain.rollout.Exposure;

/// The weights of one instance of each version, as near to the wanted shares as HAProxy's whole
/// numbers from 0 to 256 allow.
///
/// @param stable of each instance of the old version
/// @param canary of each instance of the new version
record Weights(int stable, int canary) {

  /// See "weight" in HAProxy's configuration manual.
  private static final int MOST = 256;

  private static final int WHOLE = 100;

  /// @param stables how many instances the old version has
  /// @param canaries how many the new version has
  static Weights of(int stables, int canaries, Exposure exposure) {
    int percent = exposure.percent();
    if (percent == 0) {
      return new Weights(WHOLE, 0);
    }
    if (percent == 100) {
      return new Weights(0, WHOLE);
    }
    Weights best = new Weights(MOST, 1);
    for (int stable = 1; stable <= MOST; stable++) {
      long canary =
          Math.round((double) percent * stables * stable / ((100.0 - percent) * canaries));
      var weights = new Weights(stable, Math.clamp(canary, 1, MOST));
      if (weights.error(stables, canaries, percent) < best.error(stables, canaries, percent)) {
        best = weights;
      }
    }
    return best;
  }

  private double error(int stables, int canaries, int percent) {
    double share = (double) canary * canaries / (canary * canaries + stable * stables);
    return Math.abs(share - percent / 100.0);
  }
}
