package dev.signalbox.bench.rollout;

import java.util.Arrays;

/// A judge in the manner of Kayenta's `NetflixACAJudge-v1.0`: the points of both arms are compared
/// by a confidence interval of the Mann-Whitney test at 98 %, and the canary is high if the
/// interval's lower end is above a quarter of the estimated shift and its mean is greater. One
/// critical metric in the direction of increase; what it looks at grows with time. Ours, from the
/// description and with the defaults of its source (a69573be): normal approximation with ties and
/// continuity.
///
/// @param every how many minutes it judges; 60 is once, at the end
public record RankJudge(String name, int every) implements Judge {

  private static final double Z = 2.3263478740408408; // 98 %, both sides
  private static final double TOLERANCE = 0.25;

  @Override
  public boolean judges(World world) {
    return !world.isLatency() && world.metrics() == 1;
  }

  @Override
  public int stops(World world, Rollout rollout) {
    for (int minute = every; minute <= World.MINUTES; minute += every) {
      if (high(points(rollout, minute, 0), points(rollout, minute, 2))) {
        return minute;
      }
    }
    return 0;
  }

  private static double[] points(Rollout rollout, int minutes, int from) {
    return Arrays.stream(rollout.arms, 0, minutes)
        .filter(counts -> counts[from] > 0)
        .mapToDouble(counts -> counts[from + 1] / counts[from])
        .toArray();
  }

  private static boolean high(double[] canary, double[] baseline) {
    double canaryMean = Arrays.stream(canary).average().orElse(0);
    double baselineMean = Arrays.stream(baseline).average().orElse(0);
    if (canary.length == 0 || baseline.length == 0 || canaryMean == 0 || baselineMean == 0) {
      return false;
    }
    double[] shifts = new double[canary.length * baseline.length];
    int at = 0;
    for (double c : canary) {
      for (double b : baseline) {
        shifts[at++] = c - b;
      }
    }
    Arrays.sort(shifts);
    int pairs = shifts.length;
    double deviation = deviation(canary, baseline);
    double estimate = (shifts[(pairs - 1) / 2] + shifts[pairs / 2]) / 2;
    int lowest = (int) Math.floor(pairs / 2.0 - 0.5 - Z * deviation);
    return lowest >= 0
        && shifts[lowest] > TOLERANCE * Math.abs(estimate)
        && canaryMean >= baselineMean;
  }

  /// Of the number of pairs in which the canary's point is the greater.
  private static double deviation(double[] canary, double[] baseline) {
    double all = canary.length + baseline.length;
    double ties = (ties(canary) + ties(baseline)) / (all * (all - 1));
    return Math.sqrt(canary.length * (double) baseline.length / 12 * (all + 1 - ties));
  }

  private static double ties(double[] points) {
    double[] sorted = points.clone();
    Arrays.sort(sorted);
    double sum = 0;
    for (int i = 0; i < sorted.length; ) {
      int next = i;
      while (next < sorted.length && sorted[next] == sorted[i]) {
        next++;
      }
      double run = next - i;
      sum += run * run * run - run;
      i = next;
    }
    return sum;
  }
}
