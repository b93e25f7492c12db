package dev.signalbox.bench.rollout;

import java.util.SplittableRandom;

/// Random numbers of the kinds that counts are made of; the same seed gives the same.
public final class Chance {

  private final SplittableRandom random;

  public Chance(long seed) {
    random = new SplittableRandom(seed);
  }

  public double normal() {
    return random.nextGaussian();
  }

  /// A count of mean `mean`. Small ones by inversion, large ones by Hörmann's transformed rejection
  /// (Insurance: Mathematics and Economics 12, 1993).
  public long poisson(double mean) {
    return mean < 10 ? inverted(mean) : rejected(mean);
  }

  private long inverted(double mean) {
    double left = random.nextDouble();
    double probability = Math.exp(-mean);
    long count = 0;
    while (left > probability && count < 1000) {
      left -= probability;
      count++;
      probability *= mean / count;
    }
    return count;
  }

  private long rejected(double mean) {
    double b = 0.931 + 2.53 * Math.sqrt(mean);
    double a = -0.059 + 0.02483 * b;
    double lnInverse = Math.log(1.1239 + 1.1328 / (b - 3.4));
    double vr = 0.9277 - 3.6224 / (b - 2);
    while (true) {
      double u = random.nextDouble() - 0.5;
      double v = random.nextDouble();
      double us = 0.5 - Math.abs(u);
      long k = (long) Math.floor((2 * a / us + b) * u + mean + 0.43);
      if (us >= 0.07 && v <= vr) {
        return k;
      }
      if (k < 0 || (us < 0.013 && v > us)) {
        continue;
      }
      if (Math.log(v) + lnInverse - Math.log(a / (us * us) + b)
          <= k * Math.log(mean) - mean - lnFactorial(k)) {
        return k;
      }
    }
  }

  /// Stirling's series; exact enough from 9 on, and smaller ones are multiplied.
  private static double lnFactorial(long k) {
    if (k < 10) {
      double product = 1;
      for (long i = 2; i <= k; i++) {
        product *= i;
      }
      return Math.log(product);
    }
    double x = k + 1.0;
    return (x - 0.5) * Math.log(x) - x + 0.9189385332046727 + 1 / (12 * x) - 1 / (360 * x * x * x);
  }
}
