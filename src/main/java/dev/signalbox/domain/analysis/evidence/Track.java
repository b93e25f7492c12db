package dev.signalbox.domain.analysis.evidence;

import java.util.Arrays;
import java.util.Optional;

/// The evidence of one edge of one metric so far, a fixed number of doubles however long it runs.
///
/// The test against a worse release is begun anew at each stage and the mean of all beginnings
/// counts, one that is still to come as 1: a fault that shows only at a higher weight is not
/// outweighed by the quiet time before it. The proof that a stage is good begins anew and counts
/// alone.
final class Track {

  private static final int FIELDS = 4;

  private final Design design;
  private final int started;
  private final double[] worse; // start by start, the logarithm of each ratio's evidence
  private final double[] above; // the same against the floor; empty if there is none
  private final double[] harmless;
  private final double[] under;
  private final double[] counts; // of each start
  private final double recentTotal;
  private final double recentBad;
  private final double allowance;
  private final double lowest;
  private final int suspect;

  /// What a track is built for and does not change.
  ///
  /// @param grid the ratios that are tried
  /// @param floor a share that is never worth a stop; 0 if there is none
  /// @param swapped whether less is worse
  /// @param level the share that the old version had when it was settled what is looked at
  record Design(
      Grid grid,
      double margin,
      double harm,
      double floor,
      boolean swapped,
      int starts,
      double level,
      Noise noise) {

    Track begun() {
      return new Track(
          this,
          0,
          new double[starts * grid.size()],
          new double[floor > 0 ? starts * Grid.ABOVE.size() : 0],
          new double[Grid.HARMLESS.size()],
          new double[floor > 0 ? Grid.UNDER.size() : 0],
          new double[starts * FIELDS],
          0,
          0,
          1,
          0,
          Integer.MIN_VALUE);
    }
  }

  private Track(
      Design design,
      int started,
      double[] worse,
      double[] above,
      double[] harmless,
      double[] under,
      double[] counts,
      double recentTotal,
      double recentBad,
      double allowance,
      double lowest,
      int suspect) {
    this.design = design;
    this.started = started;
    this.worse = worse;
    this.above = above;
    this.harmless = harmless;
    this.under = under;
    this.counts = counts;
    this.recentTotal = recentTotal;
    this.recentBad = recentBad;
    this.allowance = allowance;
    this.lowest = lowest;
    this.suspect = suspect;
  }

  /// At the beginning of a stage.
  Track staged() {
    return new Track(
        design,
        Math.min(started + 1, design.starts()),
        worse,
        above,
        new double[harmless.length],
        new double[under.length],
        counts,
        recentTotal,
        recentBad,
        allowance,
        lowest,
        suspect);
  }

  /// After a window in which both arms had requests.
  Track after(int window, Counts seen, int canaries, int baselines) {
    Counts both = design.swapped() ? seen.swapped() : seen;
    double level = recentTotal == 0 ? 0 : recentBad / recentTotal;
    double noise =
        design.swapped()
            ? design.noise().between(both, baselines, canaries, level)
            : design.noise().between(both, canaries, baselines, level);
    double[] nextWorse = worse.clone();
    double[] nextAbove = above.clone();
    double[] nextHarmless = harmless.clone();
    double[] nextUnder = under.clone();
    if (both.canaryBad() + both.baselineBad() > 0) {
      double[] step = new double[design.grid().size()];
      design.grid().compare(both, design.margin(), step);
      addToStarts(nextWorse, step, noise);
      step = new double[Grid.HARMLESS.size()];
      Grid.HARMLESS.compare(both, design.harm(), step);
      add(nextHarmless, 0, step, noise);
    }
    if (design.floor() > 0) {
      double share = both.canaryTotal() / (both.canaryTotal() + both.baselineTotal());
      double alone = design.noise().alone(both.canaryTotal(), share, canaries, level);
      double[] step = new double[Grid.ABOVE.size()];
      Grid.ABOVE.exceed(both.canaryTotal(), both.canaryBad(), design.floor(), step);
      addToStarts(nextAbove, step, alone);
      step = new double[Grid.UNDER.size()];
      Grid.UNDER.exceed(both.canaryTotal(), both.canaryBad(), design.floor(), step);
      add(nextUnder, 0, step, alone);
    }
    double[] nextCounts = counts.clone();
    for (int s = 0; s < started; s++) {
      nextCounts[s * FIELDS] += seen.canaryTotal();
      nextCounts[s * FIELDS + 1] += seen.canaryBad();
      nextCounts[s * FIELDS + 2] += seen.baselineTotal();
      nextCounts[s * FIELDS + 3] += seen.baselineBad();
    }
    double now = started == 0 ? 0 : Grid.lnMean(nextWorse, 0, design.grid().size());
    boolean lower = now <= lowest || suspect == Integer.MIN_VALUE;
    return new Track(
        design,
        started,
        nextWorse,
        nextAbove,
        nextHarmless,
        nextUnder,
        nextCounts,
        0.9 * recentTotal + seen.baselineTotal(),
        0.9 * recentBad + seen.baselineBad(),
        noise,
        lower ? now : lowest,
        now <= lowest ? window + 1 : lower ? window : suspect);
  }

  private void addToStarts(double[] all, double[] step, double noise) {
    for (int s = 0; s < started; s++) {
      add(all, s * step.length, step, noise);
    }
  }

  private static void add(double[] all, int from, double[] step, double noise) {
    for (int j = 0; j < step.length; j++) {
      all[from + j] += step[j] / noise;
    }
  }

  /// The logarithm of the evidence that the release is worse than allowed.
  double lnAbort() {
    double ratio = mean(worse, design.grid().size());
    return design.floor() > 0 ? Math.min(ratio, mean(above, Grid.ABOVE.size())) : ratio;
  }

  private double mean(double[] all, int width) {
    double[] starts = new double[design.starts()];
    for (int s = 0; s < started; s++) {
      starts[s] = Grid.lnMean(all, s * width, width);
    }
    return Grid.lnMean(starts);
  }

  /// The logarithm of the evidence that the stage does no harm.
  double lnPass() {
    double ratio = Grid.lnMean(harmless);
    return design.floor() > 0 ? Grid.lnMean(ratio, Grid.lnMean(under)) : ratio;
  }

  /// What was counted since the beginning that shows most.
  Counts counts() {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int s = 0; s < started; s++) {
      double ln = Grid.lnMean(worse, s * design.grid().size(), design.grid().size());
      if (ln > most) {
        most = ln;
        best = s;
      }
    }
    return started == 0 ? Counts.NONE : countsSince(best);
  }

  /// What was counted in this stage.
  Counts countsInStage() {
    return started == 0 ? Counts.NONE : countsSince(started - 1);
  }

  private Counts countsSince(int start) {
    int from = start * FIELDS;
    return new Counts(counts[from], counts[from + 1], counts[from + 2], counts[from + 3]);
  }

  /// What the evidence of the latest window was divided by.
  double allowance() {
    return allowance;
  }

  /// The share that the old version had when it was settled what is looked at.
  double level() {
    return design.level();
  }

  /// The window from which on it looked bad, without a pause.
  Optional<Integer> suspect() {
    return suspect == Integer.MIN_VALUE ? Optional.empty() : Optional.of(suspect);
  }

  /// All that the verdict hangs on, for whoever compares two replays.
  double[] doubles() {
    return concat(worse, above, harmless, under, counts, recentTotal, recentBad, allowance);
  }

  private static double[] concat(
      double[] a, double[] b, double[] c, double[] d, double[] e, double... f) {
    double[] all =
        Arrays.copyOf(a, a.length + b.length + c.length + d.length + e.length + f.length);
    int at = a.length;
    for (double[] part : new double[][] {b, c, d, e, f}) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
