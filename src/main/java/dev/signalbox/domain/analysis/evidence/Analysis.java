package dev.signalbox.domain.analysis.evidence;

import dev.signalbox.domain.analysis.evidence.RolloutVerdict.Abort;
import dev.signalbox.domain.analysis.evidence.RolloutVerdict.Cause;
import dev.signalbox.domain.analysis.evidence.RolloutVerdict.Inconclusive;
import dev.signalbox.domain.analysis.evidence.RolloutVerdict.Observing;
import dev.signalbox.domain.analysis.evidence.RolloutVerdict.StagePassed;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A rollout's windows folded into evidence. The chance that a release no worse than allowed is
/// ever stopped is at most what the policy says, however often it is looked at and however the
/// weight changes on the way.
///
/// Immutable, and the same windows always give the same, to the last digit: what is stored are the
/// windows, and whoever wants to know again folds them again. As large after a week as after a
/// minute.
public final class Analysis {

  private final AnalysisPolicy policy;
  private final List<MetricTrack> tracks;
  private final Optional<SloDetector> baseline;
  private final int window;
  private final int stage;
  private final int windowsInStage;
  private final Optional<Abort> abort;

  /// Before the first window.
  ///
  /// @param history of the old version, as much as there is
  public static Analysis start(AnalysisPolicy policy, History history) {
    return new Analysis(
        policy,
        policy.metrics().stream()
            .map(metric -> MetricTrack.begun(policy, metric, history))
            .toList(),
        policy.objective().map(SloDetector::start),
        -1,
        Window.HISTORY,
        0,
        Optional.empty());
  }

  /// All of it at once.
  ///
  /// @param windows in the order of their numbers
  public static Analysis replay(AnalysisPolicy policy, History history, List<Window> windows) {
    Analysis analysis = start(policy, history);
    for (Window window : windows) {
      analysis = analysis.after(window);
    }
    return analysis;
  }

  private Analysis(
      AnalysisPolicy policy,
      List<MetricTrack> tracks,
      Optional<SloDetector> baseline,
      int window,
      int stage,
      int windowsInStage,
      Optional<Abort> abort) {
    this.policy = policy;
    this.tracks = tracks;
    this.baseline = baseline;
    this.window = window;
    this.stage = stage;
    this.windowsInStage = windowsInStage;
    this.abort = abort;
  }

  /// After one more window. One that is not newer than the last is no news, and after an abort
  /// nothing is: the evidence stays as it was when it was decided.
  public Analysis after(Window next) {
    if (abort.isPresent() || next.number() <= window) {
      return this;
    }
    boolean staged = next.stage() != stage;
    int inStage = staged ? 1 : windowsInStage + 1;
    boolean judged = inStage > policy.warmupWindows();
    Map<String, Tally> tallies = Tally.of(next);
    List<MetricTrack> after =
        tracks.stream()
            .map(track -> staged ? track.staged() : track)
            .map(track ->
                track.after(
                    next.number(), Optional.ofNullable(tallies.get(track.metric().name())), judged))
            .toList();
    Analysis analysis =
        new Analysis(
            policy,
            after,
            baseline.map(detector -> watched(detector, tallies)),
            next.number(),
            next.stage(),
            inStage,
            abort);
    return analysis.baselineIll() ? analysis : analysis.with(analysis.decided());
  }

  private static SloDetector watched(SloDetector detector, Map<String, Tally> tallies) {
    Tally tally = tallies.get(detector.slo().metric());
    if (tally == null || tally.edges().isEmpty()) {
      return detector;
    }
    Counts counts = tally.edges().sequencedValues().getLast();
    return detector.after(counts.baselineTotal(), counts.baselineBad());
  }

  private Analysis with(Optional<Abort> decided) {
    return new Analysis(policy, tracks, baseline, window, stage, windowsInStage, decided);
  }

  private Optional<Abort> decided() {
    double lnE = lnAbort();
    if (lnE < policy.lnNeeded()) {
      return Optional.empty();
    }
    MetricEvidence worst =
        evidence().stream()
            .filter(metric -> policy.share(metric.metric()) > 0)
            .max(
                Comparator.comparingDouble(
                    each -> each.lnAbort() + StrictMath.log(policy.share(each.metric()))))
            .orElseThrow();
    return Optional.of(
        new Abort(
            window,
            stage,
            worst.metric().name(),
            Guilt.isShown(policy, tracks, worst.metric()),
            worst.strongest().flatMap(MetricEvidence.Strongest::edge),
            lnE,
            policy.lnNeeded()));
  }

  /// The logarithm of the evidence of all metrics together that the release is worse than allowed:
  /// the mean of the metrics' evidence by their weights, which holds however they hang together.
  public double lnAbort() {
    return Guilt.lnMean(policy, tracks);
  }

  /// Each metric's own, in the policy's order.
  public List<MetricEvidence> evidence() {
    return tracks.stream().map(MetricTrack::evidence).toList();
  }

  /// Whether every metric that counts is shown to do no harm in the present stage.
  public boolean passes() {
    return windowsInStage > policy.warmupWindows() && tracks.stream().allMatch(this::passes);
  }

  private boolean passes(MetricTrack track) {
    return switch (track.metric().standing()) {
      case ADVISORY -> true;
      case NORMAL, CRITICAL -> track.lnPass() >= policy.lnPassNeeded();
      case OPTIONAL -> track.gap().isPresent() || track.lnPass() >= policy.lnPassNeeded();
    };
  }

  public RolloutVerdict verdict() {
    if (abort.isPresent()) {
      return abort.get();
    }
    if (baselineIll()) {
      return new Inconclusive(
          window,
          Cause.BASELINE_ILL,
          "The old version itself does not keep its objective%s, so nothing is judged beside it."
              .formatted(
                  policy
                      .objective()
                      .map(slo ->
                          ": more than %s of its requests fail"
                              .formatted(Numbers.percent(slo.limit())))
                      .orElse("")));
    }
    return missing()
        .<RolloutVerdict>map(reason -> new Inconclusive(window, Cause.NO_DATA, reason))
        .orElseGet(() -> passes() ? new StagePassed(window, stage) : new Observing(window));
  }

  private boolean baselineIll() {
    return baseline.map(SloDetector::isOpen).orElse(false);
  }

  private Optional<String> missing() {
    return tracks.stream()
        .filter(track ->
            switch (track.metric().standing()) {
              case NORMAL, CRITICAL -> true;
              case ADVISORY, OPTIONAL -> false;
            })
        .flatMap(track ->
            track.gap().stream()
                .map(why ->
                    "No data of '%s' in window %d: %s."
                        .formatted(track.metric().name(), window, why)))
        .findFirst();
  }

  public AnalysisPolicy policy() {
    return policy;
  }

  /// The latest window; -1 before the first.
  public int window() {
    return window;
  }

  /// The stage of the latest window; [Window#HISTORY] before the first.
  public int stage() {
    return stage;
  }

  /// How many windows of the present stage there were, warm-up included.
  public int windowsInStage() {
    return windowsInStage;
  }

  /// All that the verdict hangs on, metric by metric: equal if and only if two replays agree to the
  /// last digit.
  List<Map<Double, double[]>> doubles() {
    return tracks.stream().map(MetricTrack::doubles).toList();
  }
}
