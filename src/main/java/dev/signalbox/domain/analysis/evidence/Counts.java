package dev.signalbox.domain.analysis.evidence;

/// Requests of both arms, and those of them that count against a version.
public record Counts(
    double canaryTotal, double canaryBad, double baselineTotal, double baselineBad) {

  public static final Counts NONE = new Counts(0, 0, 0, 0);

  public Counts plus(Counts more) {
    return new Counts(
        canaryTotal + more.canaryTotal,
        canaryBad + more.canaryBad,
        baselineTotal + more.baselineTotal,
        baselineBad + more.baselineBad);
  }

  public double canaryShare() {
    return canaryTotal == 0 ? 0 : canaryBad / canaryTotal;
  }

  public double baselineShare() {
    return baselineTotal == 0 ? 0 : baselineBad / baselineTotal;
  }

  /// How many times the baseline's share the canary's is; infinite if the baseline's is 0.
  public double ratio() {
    return canaryShare() == 0 ? 0 : canaryShare() / baselineShare();
  }

  /// How many requests of the canary would not have gone wrong on the baseline.
  public double extra() {
    return canaryBad - canaryTotal * baselineShare();
  }

  /// Whether there is something to compare.
  boolean comparable() {
    return canaryTotal > 0 && baselineTotal > 0;
  }

  /// With the arms in each other's place.
  Counts swapped() {
    return new Counts(baselineTotal, baselineBad, canaryTotal, canaryBad);
  }
}
