package dev.signalbox.domain.analysis.evidence;

import java.util.Optional;

/// Watches an objective for ever. While the limit is kept, the mean time between false alarms is as
/// long as the objective says, however often it is looked at.
///
/// A Shiryaev-Roberts e-detector: evidence begins anew in every window, and all beginnings are
/// added up, so a long good time is no credit for a bad one. Shin, Ramdas, Rinaldo: E-detectors,
/// arXiv:2203.03532.
public final class SloDetector {

  /// The evidence of having recovered that ends an incident.
  private static final double RESOLVED = StrictMath.log(20);

  private final Slo slo;
  private final double[] sums;
  private final boolean open;
  private final double[] recovery; // logarithms, never below 0

  public static SloDetector start(Slo slo) {
    return new SloDetector(
        slo, new double[Grid.ABOVE.size()], false, new double[Grid.UNDER.size()]);
  }

  private SloDetector(Slo slo, double[] sums, boolean open, double[] recovery) {
    this.slo = slo;
    this.sums = sums;
    this.open = open;
    this.recovery = recovery;
  }

  /// After a window. One without requests says nothing and does not count as time.
  public SloDetector after(double total, double bad) {
    if (total <= 0) {
      return this;
    }
    return open ? recovering(total, bad) : watching(total, bad);
  }

  private SloDetector watching(double total, double bad) {
    SloDetector after =
        new SloDetector(slo, summed(total, bad), false, new double[recovery.length]);
    return after.evidence() >= slo.needed()
        ? new SloDetector(slo, new double[sums.length], true, new double[recovery.length])
        : after;
  }

  private double[] summed(double total, double bad) {
    double[] step = new double[sums.length];
    Grid.ABOVE.exceed(total, bad, slo.limit(), step);
    double[] next = new double[sums.length];
    for (int j = 0; j < next.length; j++) {
      next[j] = (sums[j] + 1) * StrictMath.exp(step[j]);
    }
    return next;
  }

  private SloDetector recovering(double total, double bad) {
    double[] next = new double[recovery.length];
    Grid.UNDER.exceed(total, bad, slo.limit(), next);
    for (int j = 0; j < next.length; j++) {
      next[j] = Math.max(0, recovery[j] + next[j]);
    }
    return Grid.lnMean(next) >= RESOLVED ? start(slo) : new SloDetector(slo, sums, true, next);
  }

  /// The evidence of an incident; while one is open, 0.
  public double evidence() {
    return mean(sums);
  }

  /// The evidence that a window would bring it to; what opened an incident is known by this only.
  public double evidenceWith(double total, double bad) {
    return total <= 0 ? evidence() : mean(summed(total, bad));
  }

  private static double mean(double... sums) {
    double sum = 0;
    for (double each : sums) {
      sum += each;
    }
    return sum / sums.length;
  }

  /// Whether there is an incident that has not been resolved.
  public boolean isOpen() {
    return open;
  }

  public Slo slo() {
    return slo;
  }

  /// All it knows, to be stored; [#restored] makes the same detector of it.
  public double[] doubles() {
    double[] all = new double[1 + sums.length + recovery.length];
    all[0] = open ? 1 : 0;
    System.arraycopy(sums, 0, all, 1, sums.length);
    System.arraycopy(recovery, 0, all, 1 + sums.length, recovery.length);
    return all;
  }

  /// @return empty if these numbers are no detector's
  public static Optional<SloDetector> restored(Slo slo, double[] doubles) {
    int all = 1 + Grid.ABOVE.size() + Grid.UNDER.size();
    if (doubles.length != all) {
      return Optional.empty();
    }
    double[] sums = new double[Grid.ABOVE.size()];
    double[] recovery = new double[Grid.UNDER.size()];
    System.arraycopy(doubles, 1, sums, 0, sums.length);
    System.arraycopy(doubles, 1 + sums.length, recovery, 0, recovery.length);
    return Optional.of(new SloDetector(slo, sums, doubles[0] == 1, recovery));
  }
}
