package dev.signalbox.domain.analysis.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.signalbox.domain.analysis.evidence.Metric.Errors;
import dev.signalbox.domain.analysis.evidence.Metric.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Numbers that were computed beforehand, with forty digits.
class EvidenceVectorsTest {

  private static final Offset<Double> EXACT = within(1e-6);

  private static final Counts FIRST = new Counts(300, 3, 5700, 6);
  private static final Counts SECOND = new Counts(310, 5, 5800, 5);
  private static final Counts THIRD = new Counts(3000, 40, 3100, 9);

  @Test
  void one_window_ratio_by_ratio() {
    double[] logs = compared(Grid.WORSE, FIRST, 1);
    assertThat(logs)
        .containsExactly(
            new double[] {
              0.557628, 0.994162, 1.640330, 2.438045, 3.187420, 3.563683, 2.138800, -2.235010
            },
            EXACT);
    assertThat(Grid.lnMean(logs)).isEqualTo(2.411120, EXACT);
  }

  @Test
  void a_margin_takes_from_the_evidence() {
    assertThat(Grid.lnMean(compared(Grid.WORSE, FIRST, 1.1))).isEqualTo(2.217001, EXACT);
    assertThat(Grid.lnMean(compared(Grid.WORSE, FIRST, 1.25))).isEqualTo(1.963040, EXACT);
  }

  @Test
  void windows_add_up() {
    assertThat(sums(Grid.WORSE, 1.1, List.of(FIRST, SECOND, THIRD), 1, 1, 1))
        .containsExactly(new double[] {2.217001, 9.013820, 17.054407}, EXACT);
  }

  @Test
  void noise_divides() {
    assertThat(sums(Grid.WORSE, 1.1, List.of(FIRST, SECOND, THIRD), 1, 1.2, 2))
        .containsExactly(new double[] {2.217001, 7.817438, 11.697428}, EXACT);
  }

  @Test
  void each_stage_is_a_new_beginning() {
    AnalysisPolicy policy =
        new AnalysisPolicy(
            1e-9, // so that it is not decided before the last window
            Duration.ZERO,
            List.of(new Errors("errors", 0.1, 0, Standing.NORMAL)),
            AnalysisPolicy.Pass.USUAL,
            AnalysisPolicy.OnInconclusive.HOLD,
            AnalysisPolicy.Mode.DECIDE,
            3,
            Duration.ofMinutes(1),
            Optional.empty());
    Analysis analysis = Analysis.start(policy, History.NONE);
    List<Double> evidence = new ArrayList<>();
    int number = 0;
    for (Counts counts : List.of(FIRST, SECOND, THIRD)) {
      analysis = analysis.after(window(number, number, counts));
      evidence.add(analysis.lnAbort());
      number++;
    }
    assertThat(evidence.stream().mapToDouble(Double::doubleValue).toArray())
        .containsExactly(new double[] {1.315493, 7.974377, 16.000803}, EXACT);
  }

  @Test
  void a_stage_is_proven_harmless() {
    List<Counts> good =
        List.of(
            new Counts(300, 2, 5700, 60),
            new Counts(310, 1, 5800, 58),
            new Counts(3000, 30, 3100, 31));
    assertThat(sums(Grid.HARMLESS, 1.5, good, 1, 1, 1))
        .containsExactly(new double[] {0.721321, 2.194741, 2.541178}, EXACT);
  }

  @Test
  void the_detector_sums_all_beginnings() {
    Slo slo = new Slo("errors", 0.999, 2, Duration.ofDays(10_000_000), Duration.ofMinutes(1));
    SloDetector detector = SloDetector.start(slo);
    double[] expected = {0.375472455, 1.774055298, 1176.686288, 1030638759.9};
    int[] bad = {0, 1, 4, 6};
    for (int t = 0; t < bad.length; t++) {
      detector = detector.after(100, bad[t]);
      assertThat(detector.evidence()).isEqualTo(expected[t], within(1e-6 * expected[t]));
    }
  }

  private static double[] compared(Grid grid, Counts counts, double margin) {
    double[] logs = new double[grid.size()];
    grid.compare(counts, margin, logs);
    return logs;
  }

  private static double[] sums(Grid grid, double margin, List<Counts> windows, double... noise) {
    double[] sums = new double[grid.size()];
    double[] evidence = new double[windows.size()];
    for (int t = 0; t < evidence.length; t++) {
      double[] step = compared(grid, windows.get(t), margin);
      for (int j = 0; j < sums.length; j++) {
        sums[j] += step[j] / noise[t];
      }
      evidence[t] = Grid.lnMean(sums);
    }
    return evidence;
  }

  private static Window window(int number, int stage, Counts counts) {
    return Window.of(
        number,
        stage,
        List.of(
            Row.of("errors", Arm.CANARY, "", counts.canaryTotal(), counts.canaryBad()),
            Row.of("errors", Arm.BASELINE, "", counts.baselineTotal(), counts.baselineBad())));
  }
}
