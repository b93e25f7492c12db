package dev.signalbox.domain.analysis.evidence;

import dev.signalbox.domain.analysis.evidence.Metric.Events;
import dev.signalbox.domain.analysis.evidence.Metric.Latency;
import dev.signalbox.domain.analysis.evidence.Metric.Standing;
import dev.signalbox.domain.analysis.evidence.MetricEvidence.Strongest;
import dev.signalbox.domain.analysis.evidence.RolloutVerdict.Abort;
import dev.signalbox.domain.analysis.evidence.RolloutVerdict.Inconclusive;
import dev.signalbox.domain.analysis.evidence.RolloutVerdict.Observing;
import dev.signalbox.domain.analysis.evidence.RolloutVerdict.StagePassed;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What is said of a rollout: before it starts, when it goes on, holds or is stopped. Each sentence
/// is made of the evidence alone and stands unchanged wherever it is shown.
public final class RolloutWords {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private RolloutWords() {}

  /// Which rollout it is about.
  ///
  /// @param canary the new version
  /// @param baseline the old version
  /// @param began the beginning of window 0
  public record About(String service, String canary, String baseline, Instant began) {}

  /// Of a rollout that is about to start.
  ///
  /// @param steps with their weights and how long each lasts at most, the first one first
  public static String plan(AnalysisPolicy policy, History history, List<Plan.Step> steps) {
    Optional<Plan> known = Plan.of(policy, history);
    if (known.isEmpty() || steps.isEmpty()) {
      return "What this rollout can see is not known: no errors were counted before it.";
    }
    Plan plan = known.get();
    Plan.Step first = steps.getFirst();
    double five = Math.min(5, 0.9 / plan.share());
    String seen =
        "This rollout can see %s -> %s within %s at %s"
            .formatted(
                Numbers.percent(plan.share()),
                Numbers.percent(five * plan.share()),
                Numbers.time(minutes(policy, plan.windowsToSee(five, first.weight()))),
                Numbers.percent(first.weight()));
    return plan.smallestSeen(steps)
        .map(ratio ->
            "%s; less than about %s -> %s it will more likely miss than see before 100 %%."
                .formatted(
                    seen, Numbers.percent(plan.share()), Numbers.percent(ratio * plan.share())))
        .orElse(seen + "; in the time of its steps it can see nothing.");
  }

  private static double minutes(AnalysisPolicy policy, double windows) {
    return windows * policy.window().toSeconds() / 60;
  }

  /// Of a rollout that was stopped, and whose traffic is back.
  ///
  /// @param weight the canary's share of the traffic, from 0 to 1
  /// @param ratio of the metric that is named, if it was computed
  public static String abort(
      About about, Analysis analysis, Abort abort, double weight, Interval ratio) {
    AnalysisPolicy policy = analysis.policy();
    List<String> lines = new ArrayList<>();
    lines.add(
        "Rollout of %s %s stopped at %s after %s; all traffic is back on %s."
            .formatted(
                about.service(),
                about.canary(),
                Numbers.percent(weight),
                Numbers.time(minutes(policy, abort.window() + 1.0)),
                about.baseline()));
    MetricEvidence named = named(analysis, abort);
    named
        .strongest()
        .ifPresent(strongest -> {
          lines.add(
              compared(named.metric(), strongest)
                  + ", same minutes. "
                  + ratioWords(strongest, ratio));
          lines.add(evidence(policy, abort, named, strongest, about));
        });
    others(analysis, named.metric()).ifPresent(lines::add);
    named
        .strongest()
        .ifPresent(strongest -> {
          extra(named.metric(), strongest).ifPresent(lines::add);
          strongest
              .suspect()
              .ifPresent(window ->
                  lines.add(
                      "First suspect minute %s."
                          .formatted(
                              MINUTE.format(
                                  about.began().plus(policy.window().multipliedBy(window))))));
        });
    return String.join("\n", lines);
  }

  private static MetricEvidence named(Analysis analysis, Abort abort) {
    return analysis.evidence().stream()
        .filter(each -> each.metric().name().equals(abort.metric()))
        .findFirst()
        .orElseThrow();
  }

  /// `Errors: canary 0.42 % (19 of 4,500 requests), baseline 0.11 % (94 of 85,500)`.
  private static String compared(Metric metric, Strongest strongest) {
    Counts counts = strongest.counts();
    return "%s: canary %s (%s of %s requests), baseline %s (%s of %s)"
        .formatted(
            capital(metric.name())
                + strongest.edge().map(edge -> ", slower than " + plain(edge)).orElse(""),
            Numbers.percent(counts.canaryShare()),
            Numbers.count(counts.canaryBad()),
            Numbers.count(counts.canaryTotal()),
            Numbers.percent(counts.baselineShare()),
            Numbers.count(counts.baselineBad()),
            Numbers.count(counts.baselineTotal()));
  }

  private static String ratioWords(Strongest strongest, Interval ratio) {
    if (Double.isInfinite(strongest.counts().ratio())) {
      return ratio
          .lower()
          .map(low ->
              "The baseline had none; the canary's rate is at least %s times as high."
                  .formatted(Numbers.ratio(low)))
          .orElse("The baseline had none.");
    }
    String bounds =
        ratio.lower().isPresent() && ratio.upper().isPresent()
            ? " (between %s and %s)"
                .formatted(Numbers.ratio(ratio.lower().get()), Numbers.ratio(ratio.upper().get()))
            : ratio
                .lower()
                .map(low -> " (at least %s)".formatted(Numbers.ratio(low)))
                .or(() -> ratio.upper().map(up -> " (at most %s)".formatted(Numbers.ratio(up))))
                .orElse("");
    return "The canary's rate is %s times the baseline's%s."
        .formatted(Numbers.ratio(strongest.counts().ratio()), bounds);
  }

  private static String evidence(
      AnalysisPolicy policy, Abort abort, MetricEvidence named, Strongest strongest, About about) {
    long counting =
        policy.metrics().stream().filter(each -> each.standing() != Standing.ADVISORY).count();
    String stops = "%s false stops per rollout".formatted(Numbers.percent(policy.falseAbort()));
    String odds =
        abort.guilty()
            ? "Evidence %s : 1; a stop needs %s (%s%s)."
                .formatted(
                    Numbers.odds(named.lnAbort()),
                    Numbers.odds(policy.lnNeeded(named.metric()) + 1e-9),
                    counting > 1 ? counting + " metrics, " : "",
                    stops)
            : "Evidence of all metrics together %s : 1; a stop needs %s (%s)."
                .formatted(Numbers.odds(abort.lnE()), Numbers.odds(abort.lnNeeded() + 1e-9), stops);
    return "%s You allow up to %s%s. Noise allowance %s (%s)."
        .formatted(
            odds,
            named.metric() instanceof Events ? "-" : "+",
            Numbers.percent(allowed(named.metric())),
            String.format(Locale.ROOT, "%.1f", strongest.allowance()),
            strongest.measured()
                ? "measured on %s's instances".formatted(about.baseline())
                : "not measured");
  }

  /// Of events, the share of the baseline's that may be missing.
  private static double allowed(Metric metric) {
    return metric instanceof Events ? 1 - 1 / metric.margin() : metric.worseBy();
  }

  private static Optional<String> others(Analysis analysis, Metric named) {
    String others =
        analysis.evidence().stream()
            .filter(each -> !each.metric().equals(named))
            .map(RolloutWords::other)
            .collect(Collectors.joining(", "));
    return others.isEmpty() ? Optional.empty() : Optional.of("Other metrics: " + others + ".");
  }

  private static String other(MetricEvidence evidence) {
    String name =
        evidence.metric().name()
            + (evidence.metric().standing() == Standing.ADVISORY ? " (advisory)" : "");
    return evidence.strongest().isEmpty()
        ? name + " without data"
        : name + " " + Numbers.odds(evidence.lnAbort());
  }

  private static Optional<String> extra(Metric metric, Strongest strongest) {
    double extra = Math.rint(strongest.counts().extra());
    return switch (metric) {
      case Metric.Errors _ when extra >= 1 ->
          Optional.of(
              "About %s %s failed that would not have."
                  .formatted(Numbers.count(extra), extra == 1 ? "request" : "requests"));
      case Latency _ when extra >= 1 ->
          Optional.of(
              "About %s %s slower than they would have been."
                  .formatted(Numbers.count(extra), extra == 1 ? "request was" : "requests were"));
      case Events _ when extra <= -1 ->
          Optional.of("About %s %s did not come.".formatted(Numbers.count(-extra), metric.name()));
      case Metric.Errors _, Latency _, Events _ -> Optional.empty();
    };
  }

  /// Of a stage that was proven good.
  ///
  /// @param from the canary's share of the traffic until now, from 0 to 1
  /// @param to its next one
  /// @param ratio of the first metric, with the error of the policy's `pass`
  public static String advance(Analysis analysis, double from, double to, Interval ratio) {
    AnalysisPolicy policy = analysis.policy();
    List<MetricEvidence> counting =
        analysis.evidence().stream()
            .filter(each -> each.metric().standing() != Standing.ADVISORY)
            .toList();
    MetricEvidence first = counting.getFirst();
    String rest =
        counting.size() == 1
            ? ""
            : "; %s likewise"
                .formatted(
                    joined(counting.stream().skip(1).map(each -> each.metric().name()).toList()));
    return "%s -> %s: %s%s, evidence %s : 1, needs %s%s. %s."
        .formatted(
            Numbers.percent(from),
            Numbers.percent(to),
            first.metric().name(),
            ratio
                .upper()
                .map(upper ->
                    " at most %s times baseline (wanted: under %s)"
                        .formatted(Numbers.atMost(upper), Numbers.atMost(1 + policy.pass().harm())))
                .orElse(""),
            Numbers.odds(first.lnPass()),
            Numbers.odds(policy.lnPassNeeded() + 1e-9),
            rest,
            capital(Numbers.time(minutes(policy, analysis.windowsInStage()))));
  }

  /// What a stage whose time is up has not shown.
  ///
  /// @param found what was seen
  /// @param question to whoever has to go on from there
  public record Hold(String found, String question) {

    /// The same, with more that was seen.
    public Hold with(String more) {
      return new Hold(found + more, question);
    }

    public String sentence() {
      return found + " " + question;
    }
  }

  /// Of a stage whose time is up without anything shown.
  ///
  /// @param weights the canary's share of the traffic now, and at the next steps
  public static Hold hold(Analysis analysis, List<Double> weights) {
    AnalysisPolicy policy = analysis.policy();
    String time = Numbers.time(minutes(policy, analysis.windowsInStage()));
    String at = Numbers.percent(weights.getFirst());
    Optional<MetricEvidence> weakest =
        analysis.evidence().stream()
            .filter(each -> each.metric().standing() != Standing.ADVISORY)
            .filter(each -> each.lnPass() < policy.lnPassNeeded())
            .findFirst();
    Optional<Counts> seen = weakest.flatMap(MetricEvidence::strongest).map(Strongest::inStage);
    if (weakest.isEmpty() || seen.isEmpty() || !seen.get().comparable()) {
      return new Hold(
          "%s at %s, and nothing was counted that could be compared.".formatted(time, at),
          "Advance, wait, or abort?");
    }
    Counts counts = seen.get();
    String name = weakest.get().metric().name();
    String found =
        "%s at %s %s not enough: %s %s in all, %s on the canary."
            .formatted(
                time,
                at,
                time.startsWith("1 ") ? "was" : "were",
                Numbers.count(counts.canaryBad() + counts.baselineBad()),
                name,
                Numbers.count(counts.canaryBad()));
    if (counts.baselineBad() == 0) {
      return new Hold(
          found
              + " Without %s on the baseline there is nothing to compare; 'ignore-below' says which"
                  .formatted(name)
              + " share of errors does no harm.",
          "Advance, wait, or abort?");
    }
    Plan plan =
        new Plan(
            policy.lnNeeded(weakest.get().metric()) + StrictMath.log(Grid.WORSE.size()),
            1,
            counts.baselineShare(),
            (counts.canaryTotal() + counts.baselineTotal()) / Math.max(1, weakest.get().compared()),
            _ -> weakest.get().strongest().map(Strongest::allowance).orElse(1.0));
    String times =
        weights.stream()
            .filter(weight -> weight > 0 && weight < 1)
            .limit(2)
            .map(weight ->
                "%s %sat %s"
                    .formatted(
                        Numbers.time(minutes(policy, plan.windowsToSee(2, weight))),
                        weight.equals(weights.getFirst()) ? "to see " : "",
                        Numbers.percent(weight)))
            .collect(Collectors.joining(", "));
    return new Hold(
        "%s At this traffic a doubling takes about %s.".formatted(found, times),
        "Advance, wait, or raise the weight?");
  }

  /// What the metrics without power say; empty if there are none, or if there is no power anyway.
  public static String observed(Analysis analysis) {
    AnalysisPolicy policy = analysis.policy();
    return analysis.evidence().stream()
        .filter(each -> each.metric().standing() == Standing.ADVISORY)
        .filter(each -> each.strongest().isPresent())
        .map(each ->
            each.lnAbort() >= policy.lnNeeded()
                ? " '%s' only observes, and would have stopped it: evidence %s : 1, needs %s."
                    .formatted(
                        each.metric().name(),
                        Numbers.odds(each.lnAbort()),
                        Numbers.odds(policy.lnNeeded() + 1e-9))
                : " '%s' only observes: evidence %s : 1."
                    .formatted(each.metric().name(), Numbers.odds(each.lnAbort())))
        .collect(Collectors.joining());
  }

  /// What the analysis says now, in a line.
  public static String brief(Analysis analysis) {
    AnalysisPolicy policy = analysis.policy();
    String dropped = dropped(analysis);
    return switch (analysis.verdict()) {
      case Abort abort -> {
        MetricEvidence named = named(analysis, abort);
        yield "in window %d of stage %d. %sEvidence %s : 1, needs %s.%s"
            .formatted(
                abort.window(),
                abort.stage(),
                named
                    .strongest()
                    .map(strongest -> compared(named.metric(), strongest) + ". ")
                    .orElse(""),
                Numbers.odds(abort.lnE()),
                Numbers.odds(abort.lnNeeded() + 1e-9),
                dropped);
      }
      case StagePassed passed ->
          "stage %d does less than %s harm. %s, needs %s.%s"
              .formatted(
                  passed.stage(),
                  Numbers.percent(policy.pass().harm()),
                  proof(analysis),
                  Numbers.odds(policy.lnPassNeeded() + 1e-9),
                  dropped);
      case Observing _ ->
          "nothing is shown. For an abort %s : 1, needs %s; for a pass %s, needs %s.%s"
              .formatted(
                  Numbers.odds(analysis.lnAbort()),
                  Numbers.odds(policy.lnNeeded() + 1e-9),
                  proof(analysis),
                  Numbers.odds(policy.lnPassNeeded() + 1e-9),
                  dropped);
      case Inconclusive inconclusive -> inconclusive.reason() + dropped;
    };
  }

  private static String proof(Analysis analysis) {
    return analysis.evidence().stream()
        .filter(each -> each.metric().standing() != Standing.ADVISORY)
        .map(each -> "%s %s : 1".formatted(each.metric().name(), Numbers.odds(each.lnPass())))
        .collect(Collectors.joining(", "));
  }

  /// What was left out, so that nobody takes it for looked at.
  private static String dropped(Analysis analysis) {
    String dropped =
        analysis.evidence().stream()
            .filter(each -> each.dropped() > 0)
            .map(each -> "%s in %d".formatted(each.metric().name(), each.dropped()))
            .collect(Collectors.joining(", "));
    return dropped.isEmpty() ? "" : " Windows left out for want of data: " + dropped + ".";
  }

  private static String joined(List<String> names) {
    return names.size() == 1
        ? names.getFirst()
        : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
  }

  private static String plain(double edge) {
    return Numbers.plain(edge) + " s";
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
