package dev.signalbox.domain.rollout;

import dev.signalbox.base.Utc;
import dev.signalbox.domain.analysis.evidence.Analysis;
import dev.signalbox.domain.analysis.evidence.AnalysisPolicy;
import dev.signalbox.domain.analysis.evidence.History;
import dev.signalbox.domain.analysis.evidence.Interval;
import dev.signalbox.domain.analysis.evidence.Metric;
import dev.signalbox.domain.analysis.evidence.MetricEvidence;
import dev.signalbox.domain.analysis.evidence.MetricEvidence.Strongest;
import dev.signalbox.domain.analysis.evidence.Plan;
import dev.signalbox.domain.analysis.evidence.RolloutVerdict;
import dev.signalbox.domain.analysis.evidence.RolloutWords;
import dev.signalbox.domain.analysis.evidence.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the windows of a rollout say: to the rollout, and to people, in the words that stand
/// unchanged in `why`, on the page and in the alert.
///
/// @param analysis the windows folded
/// @param about which rollout
/// @param rule its steps
/// @param stage at which it is
/// @param history what the old version counted before
/// @param windows all of them
public record Finding(
    Analysis analysis,
    RolloutWords.About about,
    RolloutRule rule,
    int stage,
    History history,
    List<Window> windows) {

  private static final String WHO_COUNTS =
      "whoever looks after the metrics: it goes on by itself when they can be read again";

  /// What a rollout wants to know.
  public Evidence evidence() {
    boolean observes = analysis.policy().mode() == AnalysisPolicy.Mode.OBSERVE;
    return switch (analysis.verdict()) {
      case RolloutVerdict.Abort abort when observes ->
          new Evidence.Unasked("It only observes, and would have stopped it: " + harm(abort));
      case RolloutVerdict.Abort abort -> new Evidence.Harm(harm(abort));
      case RolloutVerdict _ when observes ->
          new Evidence.Unasked("It only observes: " + RolloutWords.brief(analysis));
      case RolloutVerdict.StagePassed _ ->
          new Evidence.Safe(passed() + RolloutWords.observed(analysis));
      case RolloutVerdict.Observing(int window) when window < 0 ->
          new Evidence.Missing(
              "Nothing has been compared yet.", "time: the first window is not over yet");
      case RolloutVerdict.Observing _ ->
          new Evidence.Unclear(
              capital(RolloutWords.brief(analysis)) + RolloutWords.observed(analysis),
              RolloutWords.hold(analysis, weights()).with(RolloutWords.observed(analysis)));
      case RolloutVerdict.Inconclusive inconclusive ->
          switch (inconclusive.cause()) {
            case NO_DATA -> new Evidence.Missing(inconclusive.reason(), WHO_COUNTS);
            case BASELINE_ILL ->
                new Evidence.Beside(
                    inconclusive.reason(),
                    "whoever looks after %s: it goes on by itself when that is well again"
                        .formatted(about.baseline()));
          };
    };
  }

  private String harm(RolloutVerdict.Abort abort) {
    AnalysisPolicy policy = analysis.policy();
    Interval ratio =
        Interval.of(
            policy, history, windows, named(abort).metric(), abort.edge(), policy.falseAbort());
    double weight = share(Math.max(0, abort.stage()));
    List<String> lines = RolloutWords.abort(about, analysis, abort, weight, ratio).lines().toList();
    Duration after = policy.window().multipliedBy(abort.window() + 1L);
    // the first line says that the traffic is back, which is yet to come
    return "At %s after %s. %s"
        .formatted(
            rule.stages().get(Math.max(0, abort.stage())).exposure(),
            Utc.lasting(after),
            String.join(" ", lines.subList(1, lines.size())));
  }

  private MetricEvidence named(RolloutVerdict.Abort abort) {
    return analysis.evidence().stream()
        .filter(one -> one.metric().name().equals(abort.metric()))
        .findFirst()
        .orElseThrow();
  }

  private String passed() {
    AnalysisPolicy policy = analysis.policy();
    MetricEvidence first = analysis.evidence().getFirst();
    Interval ratio =
        Interval.of(
            policy,
            history,
            windows.stream().filter(window -> window.stage() == stage).toList(),
            first.metric(),
            first.strongest().flatMap(Strongest::edge),
            policy.pass().error());
    double next = rule.isLast(stage) ? 1 : share(stage + 1);
    return RolloutWords.advance(analysis, share(stage), next, ratio);
  }

  private double share(int number) {
    return rule.stages().get(Math.min(number, rule.stages().size() - 1)).exposure().percent()
        / 100.0;
  }

  private List<Double> weights() {
    return Stream.iterate(stage, i -> i < rule.stages().size(), i -> i + 1)
        .map(this::share)
        .toList();
  }

  /// What this rollout can see and what it cannot, before it begins.
  public static String plan(AnalysisPolicy policy, History history, RolloutRule rule) {
    return RolloutWords.plan(
        policy,
        history,
        rule.stages().stream()
            .map(stage ->
                new Plan.Step(
                    stage.exposure().percent() / 100.0,
                    (int) (stage.atMost().toMillis() / policy.window().toMillis())))
            .toList());
  }

  /// What a chart and a table want to know of every metric after a window.
  public List<Point> points() {
    return analysis.evidence().stream()
        .map(one ->
            new Point(
                one.metric().name(),
                finite(one.lnAbort()),
                finite(one.lnPass()),
                one.strongest().map(Strongest::allowance).orElse(1.0),
                one.gap(),
                one.metric().standing() == Metric.Standing.ADVISORY
                    || analysis.policy().mode() == AnalysisPolicy.Mode.OBSERVE,
                one.lnAbort() >= analysis.policy().lnNeeded(one.metric())))
        .toList();
  }

  /// @param allowance what the evidence was divided by, phi
  /// @param observes whether it says what it would do, and does nothing
  /// @param stops whether it has enough evidence to stop a rollout by itself, or would have
  public record Point(
      String metric,
      double lnE,
      double lnPass,
      double allowance,
      Optional<String> gap,
      boolean observes,
      boolean stops) {}

  /// @param began the beginning of the first window
  public static Finding of(
      Analysis analysis,
      String service,
      RolloutRecord record,
      RolloutRule rule,
      int stage,
      List<Window> windows,
      Instant began) {
    return new Finding(
        analysis,
        new RolloutWords.About(service, record.what(), record.stable(), began),
        rule,
        stage,
        History.of(record.history()),
        windows);
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? value : 0;
  }

  private static String capital(String sentence) {
    return sentence.isEmpty()
        ? sentence
        : Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
  }
}
