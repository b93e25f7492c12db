package dev.signalbox.domain.analysis.evidence;

/// The ratios that are tried at once, because nobody knows beforehand how bad a release is. The
/// evidence is the mean over all of them: it costs at most the logarithm of their number.
///
/// The ratio of likelihoods of one window is conditional on how many requests went wrong in both
/// arms together. So the level that errors have just now drops out of it: a daily curve, an outage
/// of something that both depend on, and a changing weight do not count against anybody.
final class Grid {

  /// Times the errors of the old version that make a release bad.
  static final Grid WORSE = new Grid(1.25, 1.5, 2, 3, 5, 10, 30, 100);

  /// As WORSE, for shares that are large already.
  static final Grid SLOWER = new Grid(1.05, 1.1, 1.25, 1.5, 2, 4, 10);

  /// Times the errors of a harmful release that a good one has.
  static final Grid HARMLESS = new Grid(0.25, 0.5, 0.67, 0.8);

  /// Times an absolute limit.
  static final Grid ABOVE = new Grid(1.5, 2, 3, 5, 10, 30, 100, 300);

  /// Times an absolute limit, for whoever stays under it.
  static final Grid UNDER = new Grid(0.05, 0.25, 0.5, 0.75);

  private final double[] ratios;
  private final double[] logs;

  private Grid(double... ratios) {
    this.ratios = ratios;
    this.logs = new double[ratios.length];
    for (int j = 0; j < ratios.length; j++) {
      logs[j] = StrictMath.log(ratios[j]);
    }
  }

  int size() {
    return ratios.length;
  }

  /// The logarithms of the likelihood ratios of one window, one for each ratio.
  ///
  /// @param margin the greatest ratio that is allowed
  void compare(Counts counts, double margin, double[] into) {
    double all = counts.canaryBad() + counts.baselineBad();
    double odds = margin * (counts.canaryTotal() / counts.baselineTotal());
    double rest = StrictMath.log1p(odds);
    for (int j = 0; j < ratios.length; j++) {
      into[j] = counts.canaryBad() * logs[j] - all * (StrictMath.log1p(ratios[j] * odds) - rest);
    }
  }

  /// The same against an absolute share. A ratio that would make it nearly all requests says
  /// nothing.
  ///
  /// @param limit the greatest share that is allowed, above 0 and below 1
  void exceed(double total, double bad, double limit, double[] into) {
    double rest = StrictMath.log1p(-limit);
    for (int j = 0; j < ratios.length; j++) {
      double share = ratios[j] * limit;
      into[j] = share < 0.9 ? bad * logs[j] + (total - bad) * (StrictMath.log1p(-share) - rest) : 0;
    }
  }

  /// The logarithm of the mean of what these are the logarithms of.
  static double lnMean(double[] logs, int from, int number) {
    return lnSum(logs, from, number) - StrictMath.log(number);
  }

  static double lnMean(double... logs) {
    return lnMean(logs, 0, logs.length);
  }

  /// The logarithm of the sum of what these are the logarithms of.
  static double lnSum(double... logs) {
    return lnSum(logs, 0, logs.length);
  }

  private static double lnSum(double[] logs, int from, int number) {
    double most = Double.NEGATIVE_INFINITY;
    for (int j = from; j < from + number; j++) {
      most = Math.max(most, logs[j]);
    }
    if (most == Double.NEGATIVE_INFINITY) {
      return most;
    }
    double sum = 0;
    for (int j = from; j < from + number; j++) {
      sum += StrictMath.exp(logs[j] - most);
    }
    return most + StrictMath.log(sum);
  }
}
