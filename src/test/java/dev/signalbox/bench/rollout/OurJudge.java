package dev.signalbox.bench.rollout;

import dev.signalbox.domain.analysis.evidence.Analysis;
import dev.signalbox.domain.analysis.evidence.AnalysisPolicy;
import dev.signalbox.domain.analysis.evidence.History;
import dev.signalbox.domain.analysis.evidence.Metric;
import dev.signalbox.domain.analysis.evidence.Metric.Errors;
import dev.signalbox.domain.analysis.evidence.Metric.Latency;
import dev.signalbox.domain.analysis.evidence.Metric.Standing;
import dev.signalbox.domain.analysis.evidence.RolloutVerdict.Abort;
import dev.signalbox.domain.analysis.evidence.Window;
import java.util.ArrayList;
import java.util.List;

/// The product itself, as it is set where nobody sets anything.
///
/// @param hears whether it is told the old version's history, and so its noise
public record OurJudge(String name, double worseBy, boolean hears) implements Judge {

  @Override
  public boolean judges(World world) {
    return true;
  }

  @Override
  public int stops(World world, Rollout rollout) {
    History history = hears ? History.of(rollout.history()) : History.NONE;
    Analysis analysis = Analysis.start(policy(world), history);
    for (Window window : rollout.windows()) {
      analysis = analysis.after(window);
      if (analysis.verdict() instanceof Abort abort) {
        return abort.window() + 1;
      }
    }
    return 0;
  }

  private AnalysisPolicy policy(World world) {
    List<Metric> metrics = new ArrayList<>();
    if (world.isLatency()) {
      metrics.add(new Latency("latency", worseBy / 2, Standing.NORMAL));
    } else {
      for (int metric = 0; metric < world.metrics(); metric++) {
        metrics.add(
            new Errors("errors" + (metric == 0 ? "" : metric), worseBy, 0, Standing.NORMAL));
      }
    }
    return AnalysisPolicy.usual(World.WEIGHTS.length, metrics.toArray(Metric[]::new));
  }
}
