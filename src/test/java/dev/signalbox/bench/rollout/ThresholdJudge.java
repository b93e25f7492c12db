package dev.signalbox.bench.rollout;

/// A threshold on the rate of the last five minutes, looked at each minute; it stops at the fourth
/// measurement that is over it, as a failure limit of 3 has it in Argo Rollouts (read in its
/// source, 9f8d111d). The threshold is either twice the true share of errors, which nobody knows so
/// well, or relative to the baseline.
public record ThresholdJudge(String name, boolean relative, double times) implements Judge {

  private static final int LOOKS_BACK = 5;
  private static final int LIMIT = 3;

  @Override
  public boolean judges(World world) {
    return !world.isLatency() && world.metrics() == 1;
  }

  @Override
  public int stops(World world, Rollout rollout) {
    int failed = 0;
    for (int minute = LOOKS_BACK - 1; minute < World.MINUTES; minute++) {
      double[] sum = new double[4];
      for (int back = minute - LOOKS_BACK + 1; back <= minute; back++) {
        for (int i = 0; i < sum.length; i++) {
          sum[i] += rollout.arms[back][i];
        }
      }
      double canary = sum[1] / sum[0];
      double limit = times * (relative ? sum[3] / sum[2] : world.share());
      failed += canary > limit ? 1 : 0;
      if (failed > LIMIT) {
        return minute + 1;
      }
    }
    return 0;
  }
}
