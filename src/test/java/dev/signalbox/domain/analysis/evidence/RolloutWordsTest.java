package dev.signalbox.domain.analysis.evidence;

import static dev.signalbox.domain.analysis.evidence.Stories.ERRORS;
import static dev.signalbox.domain.analysis.evidence.Stories.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.domain.analysis.evidence.Metric.Errors;
import dev.signalbox.domain.analysis.evidence.Metric.Latency;
import dev.signalbox.domain.analysis.evidence.Metric.Standing;
import dev.signalbox.domain.analysis.evidence.RolloutVerdict.Abort;
import dev.signalbox.domain.analysis.evidence.RolloutWords.About;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RolloutWordsTest {

  private static final History HISTORY = Stories.history("errors", 20, 300, 0.33);
  private static final About CHECKOUT =
      new About("checkout", "4.12.0", "4.11.3", Instant.parse("2026-11-02T09:30:00Z"));
  private static final List<Plan.Step> STEPS =
      List.of(new Plan.Step(0.05, 20), new Plan.Step(0.25, 20), new Plan.Step(0.5, 20));

  @Test
  void an_abort_says_what_was_seen_and_what_it_stands_on() {
    AnalysisPolicy policy =
        AnalysisPolicy.usual(
            3,
            ERRORS,
            new Latency("latency", 0.05, Standing.OPTIONAL),
            new Errors("timeouts", 0.1, 0, Standing.ADVISORY));
    int[] canary = {0, 1, 2, 1, 1, 0, 2, 2, 1, 1, 2, 1, 2, 2, 1};
    int[] baseline = {6, 7, 6, 6, 6, 7, 6, 6, 6, 7, 6, 6, 6, 6, 7};
    List<Window> windows = new ArrayList<>();
    Analysis analysis = Analysis.start(policy, HISTORY);
    for (int minute = 0; minute < 15 && !(analysis.verdict() instanceof Abort); minute++) {
      windows.add(window(minute, 0, new Counts(300, canary[minute], 5700, baseline[minute])));
      analysis = analysis.after(windows.getLast());
    }
    Abort abort = (Abort) analysis.verdict();
    Interval ratio =
        Interval.of(policy, HISTORY, windows, ERRORS, Optional.empty(), policy.falseAbort());

    assertThat(RolloutWords.abort(CHECKOUT, analysis, abort, 0.05, ratio))
        .isEqualTo(
            """
            Rollout of checkout 4.12.0 stopped at 5 % after 14 minutes; all traffic is back on 4.11.3.
            Errors: canary 0.43 % (18 of 4,200 requests), baseline 0.11 % (87 of 79,800), same minutes. The canary's rate is 3.9 times the baseline's (between 1.4 and 8.8).
            Evidence 491 : 1; a stop needs 200 (2 metrics, 1 % false stops per rollout). You allow up to +10 %. Noise allowance 1.0 (measured on 4.11.3's instances).
            Other metrics: latency without data, timeouts (advisory) without data.
            About 13 requests failed that would not have.
            First suspect minute 09:31 UTC.\
            """);
  }

  @Test
  void beside_a_baseline_without_errors_there_is_no_ratio_but_a_bound() {
    List<Window> windows = new ArrayList<>();
    AnalysisPolicy policy = AnalysisPolicy.usual(3, ERRORS);
    Analysis analysis = Analysis.start(policy, HISTORY);
    while (!(analysis.verdict() instanceof Abort)) {
      windows.add(window(windows.size(), 0, new Counts(300, 6, 5700, 0)));
      analysis = analysis.after(windows.getLast());
    }
    Interval ratio =
        Interval.of(policy, HISTORY, windows, ERRORS, Optional.empty(), policy.falseAbort());

    assertThat(RolloutWords.abort(CHECKOUT, analysis, (Abort) analysis.verdict(), 0.05, ratio))
        .containsPattern(
            "The baseline had none; the canary's rate is at least [0-9.]+ times as high\\.");
  }

  @Test
  void a_stage_that_passed_says_how_bad_it_can_be_at_most() {
    AnalysisPolicy policy = AnalysisPolicy.usual(3, ERRORS);
    List<Window> windows = new ArrayList<>();
    Analysis analysis = Analysis.start(policy, HISTORY);
    for (int minute = 0; minute < 7; minute++) {
      windows.add(window(minute, 0, new Counts(300, minute % 2 * 3 + 1, 5700, 57)));
      analysis = analysis.after(windows.getLast());
    }
    Interval ratio =
        Interval.of(policy, HISTORY, windows, ERRORS, Optional.empty(), policy.pass().error());

    assertThat(analysis.passes()).isTrue();
    assertThat(RolloutWords.advance(analysis, 0.05, 0.25, ratio))
        .isEqualTo(
            "5 % -> 25 %: errors at most 1.45 times baseline (wanted: under 1.5), evidence 34 : 1,"
                + " needs 20. 7 minutes.");
  }

  @Test
  void a_hold_says_how_long_it_would_take() {
    Analysis analysis = Analysis.start(AnalysisPolicy.usual(3, ERRORS), HISTORY);
    for (int minute = 0; minute < 20; minute++) {
      analysis =
          analysis.after(window(minute, 0, new Counts(30, minute == 3 ? 1 : 0, 570, minute % 2)));
    }
    assertThat(RolloutWords.hold(analysis, List.of(0.05, 0.25, 0.5)).sentence())
        .isEqualTo(
            "20 minutes at 5 % were not enough: 11 errors in all, 1 on the canary. At this traffic a"
                + " doubling takes about 12 hours to see at 5 %, 3.1 hours at 25 %. Advance, wait, or"
                + " raise the weight?");
  }

  @Test
  void without_any_errors_there_is_nothing_to_compare() {
    Analysis analysis = Analysis.start(AnalysisPolicy.usual(3, ERRORS), HISTORY);
    for (int minute = 0; minute < 20; minute++) {
      analysis = analysis.after(window(minute, 0, new Counts(30, 0, 570, 0)));
    }
    assertThat(RolloutWords.hold(analysis, List.of(0.05, 0.25)).sentence())
        .isEqualTo(
            "20 minutes at 5 % were not enough: 0 errors in all, 0 on the canary. Without errors on"
                + " the baseline there is nothing to compare; 'ignore-below' says which share of"
                + " errors does no harm. Advance, wait, or abort?");
  }

  @Test
  void the_plan_says_what_can_be_seen_and_what_can_not() {
    AnalysisPolicy policy = AnalysisPolicy.usual(3, ERRORS);
    assertThat(RolloutWords.plan(policy, Stories.history("errors", 20, 300, 0.3), STEPS))
        .isEqualTo(
            "This rollout can see 0.1 % -> 0.5 % within 8 minutes at 5 %; less than about"
                + " 0.1 % -> 0.17 % it will more likely miss than see before 100 %.");
    assertThat(RolloutWords.plan(policy, History.NONE, STEPS))
        .isEqualTo("What this rollout can see is not known: no errors were counted before it.");
  }

  @Test
  void the_plan_agrees_with_what_was_computed_elsewhere() {
    double needed = Math.log(100) + Math.log(8);
    assertThat(new Plan(needed, 1, 0.001, 6000, _ -> 1).windowsToSee(5, 0.05))
        .isBetween(6.05, 6.15);
    assertThat(new Plan(needed, 1, 0.001, 600, _ -> 1).windowsToSee(2, 0.05))
        .isBetween(615.5, 616.5);
  }

  @Test
  void a_window_without_data_is_told_in_a_line() {
    Analysis analysis = Analysis.start(AnalysisPolicy.usual(3, ERRORS), HISTORY);
    analysis =
        analysis.after(
            new Window(0, 0, List.of(), List.of(new Window.Gap("errors", "a counter was reset"))));
    assertThat(RolloutWords.brief(analysis))
        .isEqualTo(
            "No data of 'errors' in window 0: a counter was reset. Windows left out for want of"
                + " data: errors in 1.");
  }
}
