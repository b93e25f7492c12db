package dev.signalbox.domain.analysis.evidence;

import dev.signalbox.domain.analysis.evidence.MetricEvidence.Strongest;
import dev.signalbox.domain.analysis.evidence.Track.Design;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The evidence of one metric so far: of each of its edges, and their mean.
///
/// Which edges of a histogram are looked at is settled before anything is compared: by the old
/// version's share of slow requests before the rollout, or, where that is not known, by the
/// baseline in the first window, which then is not judged itself.
final class MetricTrack {

  /// Shares of slow requests between which an edge can tell anything.
  private static final double RAREST = 1e-4;

  private static final double COMMONEST = 0.6;

  /// An edge with fewer slow requests can show harm, but proof of none would take too long.
  private static final double PROVABLE = 0.01;

  private final Metric metric;
  private final AnalysisPolicy policy;
  private final Map<Double, Noise> noise;
  private final SortedMap<Double, Track> edges; // empty until it is settled which there are
  private final int stages;
  private final int compared;
  private final int dropped;
  private final Optional<String> gap;

  static MetricTrack begun(AnalysisPolicy policy, Metric metric, History history) {
    Map<Double, Noise> noise = history.noise(metric.name(), policy.windowsInBlock());
    return new MetricTrack(metric, policy, noise, new TreeMap<>(), 0, 0, 0, Optional.empty())
        .settled(levels(noise));
  }

  private static Map<Double, Double> levels(Map<Double, Noise> noise) {
    Map<Double, Double> levels = new HashMap<>();
    noise.forEach((edge, seen) -> levels.put(edge, seen.level()));
    return levels;
  }

  private MetricTrack(
      Metric metric,
      AnalysisPolicy policy,
      Map<Double, Noise> noise,
      SortedMap<Double, Track> edges,
      int stages,
      int compared,
      int dropped,
      Optional<String> gap) {
    this.metric = metric;
    this.policy = policy;
    this.noise = noise;
    this.edges = edges;
    this.stages = stages;
    this.compared = compared;
    this.dropped = dropped;
    this.gap = gap;
  }

  Metric metric() {
    return metric;
  }

  /// With tracks for the edges of these levels that can tell anything.
  private MetricTrack settled(Map<Double, Double> levels) {
    SortedMap<Double, Track> tracks = new TreeMap<>();
    levels.forEach((edge, level) -> {
      if (edge.isInfinite() || (level >= RAREST && level <= COMMONEST)) {
        Track track = design(edge, level).begun();
        for (int s = 0; s < stages; s++) {
          track = track.staged();
        }
        tracks.put(edge, track);
      }
    });
    return with(tracks, compared, dropped, gap);
  }

  private Design design(double edge, double level) {
    boolean less = metric instanceof Metric.Events;
    double floor = metric instanceof Metric.Errors errors ? errors.ignoreBelow() : 0;
    return new Design(
        Double.isFinite(edge) ? Grid.SLOWER : Grid.WORSE,
        metric.margin(),
        1 + policy.pass().harm(),
        floor,
        less,
        policy.stages(),
        level,
        noise.getOrDefault(edge, Noise.UNKNOWN));
  }

  private MetricTrack with(
      SortedMap<Double, Track> tracks, int comparedNow, int droppedNow, Optional<String> gapNow) {
    return new MetricTrack(metric, policy, noise, tracks, stages, comparedNow, droppedNow, gapNow);
  }

  MetricTrack staged() {
    SortedMap<Double, Track> next = new TreeMap<>();
    edges.forEach((edge, track) -> next.put(edge, track.staged()));
    return new MetricTrack(metric, policy, noise, next, stages + 1, 0, dropped, gap);
  }

  /// @param judged false while the new version warms up
  MetricTrack after(int window, Optional<Tally> given, boolean judged) {
    Tally tally = given.orElse(Tally.missing("nothing was counted"));
    if (tally.gap().isPresent()) {
      return with(edges, compared, dropped + 1, tally.gap());
    }
    if (edges.isEmpty()) {
      MetricTrack settled = settled(baseline(tally));
      return tally.hasEdges() || !judged
          ? settled.with(settled.edges, compared, dropped, Optional.empty())
          : settled.after(window, given, true);
    }
    if (!judged) {
      return with(edges, compared, dropped, Optional.empty());
    }
    SortedMap<Double, Track> next = new TreeMap<>(edges);
    int found = 0;
    for (Map.Entry<Double, Track> edge : edges.entrySet()) {
      Counts counts = tally.edges().get(edge.getKey());
      if (counts != null) {
        found++;
        next.put(
            edge.getKey(),
            edge.getValue().after(window, counts, tally.canaries(), tally.baselines()));
      }
    }
    return found == 0
        ? with(edges, compared, dropped + 1, Optional.of("none of the known edges was counted"))
        : with(next, compared + 1, dropped, Optional.empty());
  }

  private static Map<Double, Double> baseline(Tally tally) {
    Map<Double, Double> levels = new HashMap<>();
    tally.edges().forEach((edge, counts) -> levels.put(edge, counts.baselineShare()));
    return levels;
  }

  /// The logarithm of the evidence that it is worse than allowed: the mean of its edges.
  double lnAbort() {
    return edges.isEmpty()
        ? 0
        : Grid.lnMean(edges.values().stream().mapToDouble(Track::lnAbort).toArray());
  }

  /// The logarithm of the evidence that this stage does no harm: the least of the edges that can
  /// prove it.
  double lnPass() {
    return edges.values().stream()
        .filter(track -> track.level() >= PROVABLE || !hasProvable())
        .mapToDouble(Track::lnPass)
        .min()
        .orElse(0);
  }

  private boolean hasProvable() {
    return edges.values().stream().anyMatch(track -> track.level() >= PROVABLE);
  }

  /// Why the latest window could not be compared, if it could not.
  Optional<String> gap() {
    return gap;
  }

  MetricEvidence evidence() {
    Optional<Strongest> strongest =
        edges.entrySet().stream()
            .max(Comparator.comparingDouble(edge -> edge.getValue().lnAbort()))
            .map(edge -> strongest(edge.getKey(), edge.getValue()));
    return new MetricEvidence(metric, lnAbort(), lnPass(), strongest, compared, dropped, gap);
  }

  private Strongest strongest(double edge, Track track) {
    return new Strongest(
        Double.isFinite(edge) ? Optional.of(edge) : Optional.empty(),
        track.counts(),
        track.countsInStage(),
        track.allowance(),
        noise.getOrDefault(edge, Noise.UNKNOWN).measured(),
        track.suspect());
  }

  /// All that the verdict hangs on, edge by edge.
  Map<Double, double[]> doubles() {
    Map<Double, double[]> all = new TreeMap<>();
    edges.forEach((edge, track) -> all.put(edge, track.doubles()));
    return all;
  }
}
