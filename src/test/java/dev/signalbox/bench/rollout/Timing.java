package dev.signalbox.bench.rollout;

import dev.signalbox.domain.analysis.evidence.Analysis;
import dev.signalbox.domain.analysis.evidence.AnalysisPolicy;
import dev.signalbox.domain.analysis.evidence.Arm;
import dev.signalbox.domain.analysis.evidence.History;
import dev.signalbox.domain.analysis.evidence.Metric;
import dev.signalbox.domain.analysis.evidence.Metric.Latency;
import dev.signalbox.domain.analysis.evidence.Metric.Standing;
import dev.signalbox.domain.analysis.evidence.Row;
import dev.signalbox.domain.analysis.evidence.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// How long the analysis itself takes, once the virtual machine is warm.
public final class Timing {

  private static final int METRICS = 20;
  private static final int EDGES = 12;
  private static final int ROLLOUTS = 40;

  private Timing() {}

  /// One line for each thing that was measured.
  public static List<String> run() {
    List<Window> windows = new ArrayList<>();
    Chance chance = new Chance(1);
    for (int minute = 0; minute < World.MINUTES; minute++) {
      windows.add(window(minute, chance));
    }
    AnalysisPolicy policy = policy();
    List<Long> times = new ArrayList<>();
    for (int round = 0; round < ROLLOUTS; round++) {
      Analysis analysis = Analysis.start(policy, History.NONE);
      for (Window window : windows) {
        long began = System.nanoTime();
        analysis = analysis.after(window);
        if (round >= ROLLOUTS / 2 && window.number() > 0) {
          times.add(System.nanoTime() - began);
        }
      }
    }
    times.sort(null);
    return List.of(
        String.format(
            Locale.ROOT,
            "a minute's update of %d metrics with %d edges: median %.3f ms, 99 of 100 within %.3f ms",
            METRICS,
            EDGES,
            times.get(times.size() / 2) / 1e6,
            times.get(times.size() * 99 / 100) / 1e6));
  }

  private static AnalysisPolicy policy() {
    Metric[] metrics = new Metric[METRICS];
    Arrays.setAll(metrics, i -> new Latency("m" + i, 0.05, Standing.NORMAL));
    return AnalysisPolicy.usual(World.WEIGHTS.length, metrics);
  }

  private static Window window(int minute, Chance chance) {
    List<Row> rows = new ArrayList<>();
    for (int metric = 0; metric < METRICS; metric++) {
      for (Arm arm : Arm.values()) {
        double total = arm == Arm.CANARY ? 3000 : 5700;
        double below = 0;
        for (int edge = 0; edge < EDGES; edge++) {
          below += chance.poisson(total * (0.95 - 0.02 * edge) / EDGES);
          rows.add(
              Row.bucket(
                  "m" + metric, arm, "", total, 0.1 * (edge + 1), Math.min(total, 1000 + below)));
        }
      }
    }
    return Window.of(minute, World.stage(minute), rows);
  }
}
