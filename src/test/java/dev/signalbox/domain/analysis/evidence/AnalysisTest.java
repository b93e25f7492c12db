package dev.signalbox.domain.analysis.evidence;

import static dev.signalbox.domain.analysis.evidence.Stories.ERRORS;
import static dev.signalbox.domain.analysis.evidence.Stories.rows;
import static dev.signalbox.domain.analysis.evidence.Stories.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.signalbox.domain.analysis.evidence.Metric.Errors;
import dev.signalbox.domain.analysis.evidence.Metric.Events;
import dev.signalbox.domain.analysis.evidence.Metric.Latency;
import dev.signalbox.domain.analysis.evidence.Metric.Standing;
import dev.signalbox.domain.analysis.evidence.RolloutVerdict.Abort;
import dev.signalbox.domain.analysis.evidence.RolloutVerdict.Cause;
import dev.signalbox.domain.analysis.evidence.RolloutVerdict.Inconclusive;
import dev.signalbox.domain.analysis.evidence.RolloutVerdict.Observing;
import dev.signalbox.domain.analysis.evidence.RolloutVerdict.StagePassed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnalysisTest {

  private static final AnalysisPolicy POLICY = AnalysisPolicy.usual(3, ERRORS);
  private static final Counts GOOD = new Counts(3000, 30, 3000, 31);
  private static final Counts BAD = new Counts(3000, 90, 3000, 31);

  @Test
  void a_bad_release_is_stopped_and_a_good_one_passes() {
    assertThat(folded(POLICY, 5, BAD).verdict()).isInstanceOf(Abort.class);
    assertThat(folded(POLICY, 5, GOOD).verdict()).isEqualTo(new StagePassed(4, 0));
  }

  @Test
  void an_abort_is_final() {
    Analysis stopped = folded(POLICY, 5, BAD);
    Analysis later = stopped;
    for (int number = 5; number < 30; number++) {
      later = later.after(window(number, 0, GOOD));
    }
    assertThat(later.verdict()).isEqualTo(stopped.verdict());
  }

  @Test
  void the_same_windows_give_the_same_to_the_last_digit() {
    List<Window> windows = Stories.rollout(7, 0.01, 1.3);
    History history = Stories.history("errors", 20, 300, 3);
    Analysis once = Analysis.replay(POLICY, history, windows);
    Analysis again = Analysis.replay(POLICY, history, windows);
    assertSame(once, again);
  }

  @Test
  void the_order_of_instances_does_not_matter() {
    List<Window> windows = new ArrayList<>();
    List<Window> shuffled = new ArrayList<>();
    for (Window window : Stories.rollout(8, 0.01, 1.2)) {
      List<Row> rows =
          window.rows().stream()
              .map(row ->
                  Row.of(
                      row.metric(), row.arm(), row.instance(), row.total() + 0.1, row.bad() / 3.0))
              .toList();
      List<Row> other = new ArrayList<>(rows);
      Collections.shuffle(other, new Random(window.number()));
      windows.add(Window.of(window.number(), window.stage(), rows));
      shuffled.add(Window.of(window.number(), window.stage(), other));
    }
    assertSame(
        Analysis.replay(POLICY, History.NONE, windows),
        Analysis.replay(POLICY, History.NONE, shuffled));
  }

  private static void assertSame(Analysis one, Analysis other) {
    assertThat(other.verdict()).isEqualTo(one.verdict());
    for (int metric = 0; metric < one.doubles().size(); metric++) {
      Map<Double, double[]> numbers = one.doubles().get(metric);
      assertThat(other.doubles().get(metric).keySet()).isEqualTo(numbers.keySet());
      Map<Double, double[]> others = other.doubles().get(metric);
      numbers.forEach((edge, all) -> assertThat(others.get(edge)).isEqualTo(all));
    }
  }

  @Test
  void no_data_is_inconclusive() {
    Analysis proven = folded(POLICY, 5, GOOD);
    Analysis blind = proven.after(Window.of(5, 0, List.of()));

    assertThat(blind.verdict())
        .isEqualTo(
            new Inconclusive(
                5, Cause.NO_DATA, "No data of 'errors' in window 5: nothing was counted."));
    assertThat(blind.after(window(6, 0, GOOD)).verdict()).isInstanceOf(StagePassed.class);
  }

  @Test
  void a_window_with_one_arm_is_dropped_for_both() {
    Analysis before = folded(POLICY, 3, GOOD);
    Analysis after =
        before.after(Window.of(3, 0, List.of(Row.of("errors", Arm.CANARY, "", 3000, 3000))));

    assertThat(after.lnAbort()).isEqualTo(before.lnAbort());
    assertThat(after.evidence().getFirst().gap()).contains("nothing was counted of the baseline");
    assertThat(after.evidence().getFirst().dropped()).isEqualTo(1);
  }

  @Test
  void counts_that_do_not_fit_each_other_are_dropped() {
    Analysis after = folded(POLICY, 1, GOOD).after(window(1, 0, new Counts(10, 11, 1000, 5)));
    assertThat(after.verdict()).isInstanceOf(Inconclusive.class);
  }

  @Test
  void nothing_is_judged_while_it_warms_up() {
    AnalysisPolicy patient =
        new AnalysisPolicy(
            0.01,
            Duration.ofMinutes(2),
            List.of(ERRORS),
            AnalysisPolicy.Pass.USUAL,
            AnalysisPolicy.OnInconclusive.HOLD,
            AnalysisPolicy.Mode.DECIDE,
            3,
            Duration.ofMinutes(1),
            Optional.empty());
    Analysis warm = folded(patient, 2, BAD);
    assertThat(warm.verdict()).isEqualTo(new Observing(1));
    assertThat(warm.lnAbort()).isZero();
    assertThat(warm.after(window(2, 0, BAD)).lnAbort()).isPositive();
    assertThat(warm.after(window(2, 0, BAD)).after(window(3, 1, BAD)).lnAbort())
        .isEqualTo(warm.after(window(2, 0, BAD)).lnAbort());
  }

  @Test
  void each_stage_is_proven_anew() {
    Analysis proven = folded(POLICY, 5, GOOD);
    Analysis next = proven.after(window(5, 1, new Counts(30, 0, 30, 1)));
    assertThat(proven.passes()).isTrue();
    assertThat(next.passes()).isFalse();
  }

  @Test
  void what_the_floor_lets_through_is_not_stopped() {
    Counts tiny = new Counts(30_000, 9, 30_000, 1);
    AnalysisPolicy strict = AnalysisPolicy.usual(1, ERRORS);
    AnalysisPolicy floor =
        AnalysisPolicy.usual(1, new Errors("errors", 0.1, 0.001, Standing.NORMAL));
    assertThat(folded(strict, 10, tiny).verdict()).isInstanceOf(Abort.class);
    assertThat(folded(floor, 10, tiny).verdict()).isEqualTo(new StagePassed(9, 0));
  }

  @Test
  void without_any_errors_a_floor_is_what_a_stage_can_be_proven_by() {
    Counts none = new Counts(3000, 0, 3000, 0);
    AnalysisPolicy floor =
        AnalysisPolicy.usual(1, new Errors("errors", 0.1, 0.001, Standing.NORMAL));
    assertThat(folded(POLICY, 20, none).verdict()).isEqualTo(new Observing(19));
    assertThat(folded(floor, 20, none).verdict()).isInstanceOf(StagePassed.class);
  }

  @Test
  void fewer_orders_are_worse_and_more_are_not() {
    AnalysisPolicy orders = AnalysisPolicy.usual(1, new Events("orders", 0.05, Standing.NORMAL));
    Analysis fewer = Analysis.start(orders, History.NONE);
    Analysis more = Analysis.start(orders, History.NONE);
    for (int number = 0; number < 20; number++) {
      fewer = fewer.after(Window.of(number, 0, rows("orders", new Counts(3000, 60, 3000, 90))));
      more = more.after(Window.of(number, 0, rows("orders", new Counts(3000, 90, 3000, 60))));
    }
    assertThat(fewer.verdict()).isInstanceOf(Abort.class);
    assertThat(more.verdict()).isInstanceOf(StagePassed.class);
  }

  @Test
  void the_edge_that_is_slower_is_named() {
    AnalysisPolicy latency = AnalysisPolicy.usual(1, new Latency("latency", 0.05, Standing.NORMAL));
    Analysis analysis = Analysis.start(latency, History.NONE);
    for (int number = 0; number < 10; number++) {
      List<Row> rows = new ArrayList<>();
      for (Arm arm : Arm.values()) {
        rows.add(Row.bucket("latency", arm, "", 3000, 0.1, 1500));
        rows.add(Row.bucket("latency", arm, "", 3000, 0.5, arm == Arm.CANARY ? 2700 : 2900));
      }
      analysis = analysis.after(Window.of(number, 0, rows));
    }
    assertThat(analysis.verdict())
        .isInstanceOfSatisfying(Abort.class, abort -> assertThat(abort.edge()).contains(0.5));
  }

  @Test
  void an_edge_that_one_instance_lacks_is_left_out() {
    List<Row> rows = new ArrayList<>();
    for (Arm arm : Arm.values()) {
      rows.add(Row.bucket("latency", arm, "a", 100, 0.1, 50));
      rows.add(Row.bucket("latency", arm, "a", 100, 0.5, 90));
    }
    rows.add(Row.bucket("latency", Arm.BASELINE, "b", 100, 0.1, 50));
    Tally tally = Objects.requireNonNull(Tally.of(Window.of(0, 0, rows)).get("latency"));
    assertThat(tally.edges()).containsOnlyKeys(0.1);
    assertThat(tally.edges().get(0.1)).isEqualTo(new Counts(100, 50, 200, 100));
  }

  @Test
  void noise_of_instances_is_measured_and_taken_off() {
    List<Window> windows = new ArrayList<>();
    for (int number = -60; number < 0; number++) {
      List<Row> rows = new ArrayList<>();
      for (int instance = 0; instance < 10; instance++) {
        rows.add(Row.of("errors", Arm.BASELINE, "i" + instance, 300, instance % 2 == 0 ? 1 : 5));
      }
      windows.add(Window.history(number, rows));
    }
    Analysis noisy =
        Analysis.start(POLICY, History.of(windows))
            .after(window(0, 0, new Counts(300, 9, 5700, 57)));
    Analysis deaf =
        Analysis.start(POLICY, History.NONE).after(window(0, 0, new Counts(300, 9, 5700, 57)));
    double allowance = noisy.evidence().getFirst().strongest().orElseThrow().allowance();
    assertThat(allowance).isGreaterThan(3);
    assertThat(noisy.lnAbort()).isLessThan(deaf.lnAbort());
  }

  @Test
  void the_metric_that_is_worse_is_named_and_needs_its_share_of_the_evidence() {
    AnalysisPolicy two =
        AnalysisPolicy.usual(
            1, new Errors("a", 0.1, 0, Standing.NORMAL), new Errors("b", 0.1, 0, Standing.NORMAL));
    Analysis analysis = Analysis.start(two, History.NONE);
    for (int number = 0; number < 10; number++) {
      List<Row> rows = new ArrayList<>(rows("a", GOOD));
      rows.addAll(rows("b", BAD));
      analysis = analysis.after(Window.of(number, 0, rows));
    }
    assertThat(analysis.verdict())
        .isInstanceOfSatisfying(
            Abort.class,
            abort -> {
              assertThat(abort.metric()).isEqualTo("b");
              assertThat(abort.guilty()).isTrue();
            });
    assertThat(two.lnNeeded(two.metrics().getFirst())).isEqualTo(Math.log(200), within(1e-12));
  }

  @Test
  void beside_a_burning_house_nothing_is_judged() {
    Slo slo = new Slo("errors", 0.999, 2, Duration.ofDays(30), Duration.ofMinutes(1));
    AnalysisPolicy policy =
        new AnalysisPolicy(
            0.01,
            Duration.ZERO,
            List.of(ERRORS),
            AnalysisPolicy.Pass.USUAL,
            AnalysisPolicy.OnInconclusive.HOLD,
            AnalysisPolicy.Mode.DECIDE,
            1,
            Duration.ofMinutes(1),
            Optional.of(slo));
    Analysis burning = folded(policy, 5, new Counts(3000, 900, 3000, 300));
    assertThat(burning.verdict())
        .isInstanceOfSatisfying(
            Inconclusive.class,
            verdict -> assertThat(verdict.cause()).isEqualTo(Cause.BASELINE_ILL));
  }

  /// The mean of the evidence over everything that can happen, if nothing is wrong. It has to be 1
  /// at most: that is what the promise about false aborts hangs on.
  @Test
  void evidence_does_not_grow_by_itself() {
    for (double share : new double[] {0.01, 0.1, 0.3}) {
      double allowed = 1.1;
      for (double noise : new double[] {1, 2}) {
        assertThat(mean(6, 9, share * allowed, share, allowed, noise)).isLessThanOrEqualTo(1);
        assertThat(mean(9, 6, share, share, allowed, noise)).isLessThanOrEqualTo(1);
      }
    }
  }

  private static double mean(
      int canary,
      int baseline,
      double canaryShare,
      double baselineShare,
      double margin,
      double noise) {
    double mean = 0;
    double[] step = new double[Grid.WORSE.size()];
    for (int c = 0; c <= canary; c++) {
      for (int b = 0; b <= baseline; b++) {
        Grid.WORSE.compare(new Counts(canary, c, baseline, b), margin, step);
        for (int j = 0; j < step.length; j++) {
          step[j] /= noise;
        }
        mean +=
            binomial(canary, c, canaryShare)
                * binomial(baseline, b, baselineShare)
                * Math.exp(Grid.lnMean(step));
      }
    }
    return mean;
  }

  private static double binomial(int n, int k, double share) {
    double ways =
        IntStream.rangeClosed(1, k)
            .mapToDouble(i -> (n - k + i) / (double) i)
            .reduce(1, (x, y) -> x * y);
    return ways * Math.pow(share, k) * Math.pow(1 - share, n - k);
  }

  @Test
  void good_rollouts_are_hardly_ever_stopped_and_bad_ones_always() {
    long stopped =
        IntStream.range(0, 300).filter(seed -> isStopped(Stories.rollout(seed, 0.005, 1))).count();
    long caught =
        IntStream.range(0, 50).filter(seed -> isStopped(Stories.rollout(seed, 0.005, 4))).count();
    assertThat(stopped).isLessThanOrEqualTo(3);
    assertThat(caught).isEqualTo(50);
  }

  private static boolean isStopped(List<Window> windows) {
    return Analysis.replay(POLICY, History.NONE, windows).verdict() instanceof Abort;
  }

  private static Analysis folded(AnalysisPolicy policy, int windows, Counts counts) {
    Analysis analysis = Analysis.start(policy, History.NONE);
    for (int number = 0; number < windows; number++) {
      analysis = analysis.after(window(number, 0, counts));
    }
    return analysis;
  }
}
