package dev.signalbox.domain.rollout;

import dev.signalbox.domain.analysis.evidence.Analysis;
import dev.signalbox.domain.analysis.evidence.AnalysisPolicy;
import dev.signalbox.domain.analysis.evidence.Counts;
import dev.signalbox.domain.analysis.evidence.Metric;
import dev.signalbox.domain.analysis.evidence.MetricEvidence;
import dev.signalbox.domain.analysis.evidence.MetricEvidence.Strongest;
import dev.signalbox.domain.analysis.evidence.RolloutVerdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What an analysis has found, in the words people read everywhere: in `why`, on the page, in the
/// alert.
public final class Finding {

  private static final String WHO_COUNTS =
      "whoever looks after the metrics: it goes on by itself when they can be read again";

  private Finding() {}

  /// What a rollout wants to know.
  public static Evidence of(Analysis analysis) {
    AnalysisPolicy policy = analysis.policy();
    boolean observes = policy.mode() == AnalysisPolicy.Mode.OBSERVE;
    return switch (analysis.verdict()) {
      case RolloutVerdict.Abort abort when observes ->
          new Evidence.Unasked(
              "It only observes, and would have stopped it. " + harm(analysis, abort));
      case RolloutVerdict.Abort abort -> new Evidence.Harm(harm(analysis, abort));
      case RolloutVerdict other when observes ->
          new Evidence.Unasked("It only observes. " + progress(analysis));
      case RolloutVerdict.StagePassed _ -> new Evidence.Safe(passed(analysis));
      case RolloutVerdict.Observing(int window) when window < 0 ->
          new Evidence.Missing(progress(analysis), "time: the first window is not over yet");
      case RolloutVerdict.Observing _ -> new Evidence.Unclear(progress(analysis));
      case RolloutVerdict.Inconclusive inconclusive ->
          new Evidence.Missing(inconclusive.reason(), WHO_COUNTS);
    };
  }

  private static String harm(Analysis analysis, RolloutVerdict.Abort abort) {
    AnalysisPolicy policy = analysis.policy();
    MetricEvidence worst =
        analysis.evidence().stream()
            .filter(one -> one.metric().name().equals(abort.metric()))
            .findFirst()
            .orElseThrow();
    String others =
        analysis.evidence().stream()
            .filter(one -> !one.metric().name().equals(abort.metric()))
            .map(one -> "%s %s".formatted(one.metric().name(), odds(one.lnAbort())))
            .collect(Collectors.joining(", "));
    return "%s Evidence %s; a stop needs %s (%d %s, %s false stops a rollout). You allow %s.%s%s"
        .formatted(
            compared(worst),
            odds(worst.lnAbort()),
            odds(policy.lnNeeded(worst.metric())),
            policy.metrics().size(),
            policy.metrics().size() == 1 ? "metric" : "metrics",
            percent(policy.falseAbort()),
            allowed(worst.metric()),
            worst.strongest().map(Finding::price).orElse(""),
            others.isEmpty() ? "" : " Other metrics: " + others + ".");
  }

  private static String passed(Analysis analysis) {
    return analysis.evidence().stream()
        .map(one ->
            "%s shown to be less than %s worse, evidence %s, needs %s"
                .formatted(
                    one.metric().name(),
                    percent(analysis.policy().pass().harm()),
                    odds(one.lnPass()),
                    odds(analysis.policy().lnPassNeeded())))
        .collect(Collectors.joining("; "));
  }

  private static String progress(Analysis analysis) {
    if (analysis.window() < 0) {
      return "Nothing has been compared yet.";
    }
    return analysis.evidence().stream()
        .map(one ->
            "%s Evidence to stop %s (needs %s), to go on %s (needs %s)."
                .formatted(
                    compared(one),
                    odds(one.lnAbort()),
                    odds(analysis.policy().lnNeeded(one.metric())),
                    odds(one.lnPass()),
                    odds(analysis.policy().lnPassNeeded())))
        .collect(Collectors.joining(" "));
  }

  /// `Errors: canary 0.42 % (19 of 4,500 requests), baseline 0.11 % (94 of 85,500), same minutes.`
  private static String compared(MetricEvidence evidence) {
    Optional<Strongest> strongest = evidence.strongest();
    if (strongest.isEmpty()) {
      return "%s: not compared yet.".formatted(capital(evidence.metric().name()));
    }
    Counts counts = strongest.get().counts();
    String ratio =
        counts.canaryBad() > 0 && counts.baselineBad() > 0
            ? " The canary's rate is %s times the baseline's.".formatted(short2(counts.ratio()))
            : "";
    return "%s%s: canary %s (%s of %s requests), baseline %s (%s of %s), at the same time.%s"
        .formatted(
            capital(evidence.metric().name()),
            strongest.get().edge().map(edge -> " slower than " + short2(edge)).orElse(""),
            percent(counts.canaryShare()),
            number(counts.canaryBad()),
            number(counts.canaryTotal()),
            percent(counts.baselineShare()),
            number(counts.baselineBad()),
            number(counts.baselineTotal()),
            ratio);
  }

  private static String price(Strongest strongest) {
    String noise =
        " Noise allowance %s%s."
            .formatted(
                short2(strongest.allowance()),
                strongest.measured() ? " (measured on the old version's instances)" : "");
    long extra = Math.round(strongest.counts().extra());
    return extra < 1
        ? noise
        : noise
            + " About %s %s that would not have."
                .formatted(
                    number(extra), extra == 1 ? "request went wrong" : "requests went wrong");
  }

  private static String allowed(Metric metric) {
    String sign =
        switch (metric) {
          case Metric.Errors _, Metric.Latency _ -> "up to +";
          case Metric.Events _ -> "down to -";
        };
    return sign + percent(metric.worseBy());
  }

  /// What a chart and a table want to know of every metric after a window.
  public static List<Point> points(Analysis analysis) {
    return analysis.evidence().stream()
        .map(one ->
            new Point(
                one.metric().name(),
                finite(one.lnAbort()),
                finite(one.lnPass()),
                one.strongest().map(Strongest::allowance).orElse(1.0),
                one.gap()))
        .toList();
  }

  /// @param allowance what the evidence was divided by, phi
  public record Point(
      String metric, double lnE, double lnPass, double allowance, Optional<String> gap) {}

  private static double finite(double value) {
    return Double.isFinite(value) ? value : 0;
  }

  private static String odds(double ln) {
    return ln > 30
        ? "over 10 trillion : 1"
        : "%s : 1".formatted(short2(StrictMath.exp(Math.max(ln, -30))));
  }

  private static String percent(double share) {
    return short2(100 * share) + " %";
  }

  /// Whole where it is large, two digits that count where it is small.
  private static String short2(double value) {
    if (Double.isInfinite(value)) {
      return "infinitely many";
    }
    if (value >= 100 || value == Math.rint(value)) {
      return number(value);
    }
    String text = String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%,d", Math.round(value));
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
