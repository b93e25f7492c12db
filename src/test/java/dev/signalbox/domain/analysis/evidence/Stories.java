package dev.signalbox.domain.analysis.evidence;

import dev.signalbox.domain.analysis.evidence.Metric.Errors;
import dev.signalbox.domain.analysis.evidence.Metric.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Windows and policies as tests need them.
final class Stories {

  static final Errors ERRORS = new Errors("errors", 0.1, 0, Standing.NORMAL);

  private Stories() {}

  static Window window(int number, int stage, Counts counts) {
    return Window.of(number, stage, rows("errors", counts));
  }

  static List<Row> rows(String metric, Counts counts) {
    return List.of(
        Row.of(metric, Arm.CANARY, "", counts.canaryTotal(), counts.canaryBad()),
        Row.of(metric, Arm.BASELINE, "", counts.baselineTotal(), counts.baselineBad()));
  }

  /// An hour of the old version, on so many instances.
  static History history(String metric, int instances, double total, double bad) {
    List<Window> windows = new ArrayList<>();
    for (int number = -60; number < 0; number++) {
      List<Row> rows = new ArrayList<>();
      for (int instance = 0; instance < instances; instance++) {
        // whole errors, spread over time so that they add up to what they are on the mean
        double until = Math.floor((number + 61) * bad) - Math.floor((number + 60) * bad);
        rows.add(Row.of(metric, Arm.BASELINE, "i" + instance, total, until));
      }
      windows.add(Window.history(number, rows));
    }
    return History.of(windows);
  }

  /// A whole rollout by chance: 20 instances, three stages of twenty windows.
  static List<Window> rollout(long seed, double share, double factor) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Window> windows = new ArrayList<>();
    int[] canaries = {1, 5, 10};
    for (int number = 0; number < 60; number++) {
      List<Row> rows = new ArrayList<>();
      for (int instance = 0; instance < 20; instance++) {
        boolean canary = instance < canaries[number / 20];
        double mean = 300 * share * (canary ? factor : 1);
        rows.add(
            Row.of(
                "errors",
                canary ? Arm.CANARY : Arm.BASELINE,
                "i" + instance,
                300,
                poisson(random, mean)));
      }
      windows.add(Window.of(number, number / 20, rows));
    }
    return windows;
  }

  private static int poisson(SplittableRandom random, double mean) {
    double left = random.nextDouble();
    double probability = Math.exp(-mean);
    int count = 0;
    while (left > probability && count < 200) {
      left -= probability;
      count++;
      probability *= mean / count;
    }
    return count;
  }
}
