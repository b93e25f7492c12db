package dev.signalbox.step;

import dev.signalbox.domain.analysis.Selector;
import dev.signalbox.domain.analysis.Selector.Matcher;
import dev.signalbox.domain.analysis.Selector.Operator;
import dev.signalbox.domain.analysis.evidence.Metric;
import dev.signalbox.domain.analysis.evidence.Window;
import dev.signalbox.domain.rollout.Counting;
import dev.signalbox.domain.rollout.Reading;
import dev.signalbox.domain.rollout.Reading.OfMetric;
import dev.signalbox.flow.MetricQuery;
import dev.signalbox.flow.MetricsSpec.Origin;
import dev.signalbox.flow.RolloutSpec;
import dev.signalbox.port.DeploymentTarget.Instance;
import dev.signalbox.port.MetricSource;
import dev.signalbox.port.MetricSource.Series;
import dev.signalbox.port.PortException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The counters of both versions, instance by instance. The flow's selectors say nothing of
/// versions: a Prometheus server is asked for the very instances that run, and a service that is
/// scraped is asked at each of its addresses.
final class RolloutCounters {

  private static final Duration PAST = Duration.ofHours(1);
  private static final String EDGE = "le";
  private static final String ALL = "+Inf";

  private final MetricSources sources;
  private final RolloutSpec.Analysis analysis;

  RolloutCounters(MetricSources sources, RolloutSpec.Analysis analysis) {
    this.sources = sources;
    this.analysis = analysis;
  }

  /// What part of a metric a selector counts; of a histogram, each series says it itself.
  private record Part(String name, Selector selector) {}

  /// What errors count is read before the requests: one that comes in between then counts as a
  /// request at most, never as an error without one.
  private List<Part> parts(Metric metric) {
    return switch (analysis.queries().get(metric.name())) {
      case MetricQuery.Share(Selector bad, Selector total) ->
          List.of(new Part(Reading.BAD, bad), new Part(Reading.TOTAL, total));
      case MetricQuery.Events(Selector events, Selector per) ->
          List.of(new Part(Reading.BAD, events), new Part(Reading.TOTAL, per));
      case MetricQuery.Histogram(Selector name) ->
          List.of(new Part(EDGE, new Selector(name.metric() + "_bucket", name.matchers())));
      case null ->
          throw new IllegalStateException("nobody counts " + metric.name() + ". Indicates a bug.");
    };
  }

  /// @return what stands there now, trouble included
  Reading read(List<Instance> stable, List<Instance> canary, Instant now) {
    return new Reading(
        now,
        analysis.policy().metrics().stream().map(metric -> read(metric, stable, canary)).toList());
  }

  private OfMetric read(Metric metric, List<Instance> stable, List<Instance> canary) {
    List<Reading.Series> series = new ArrayList<>();
    try {
      for (Part part : parts(metric)) {
        series.addAll(read(part, stable, canary));
      }
    } catch (PortException unreachable) {
      String sentence = unreachable.sentence();
      return new OfMetric(
          metric.name(),
          Optional.of(
              sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence),
          List.of());
    }
    return new OfMetric(metric.name(), missing(series, stable, canary), series);
  }

  /// An instance without any counter was not counted; that is not the same as no requests.
  private static Optional<String> missing(
      List<Reading.Series> series, List<Instance> stable, List<Instance> canary) {
    Set<String> counted =
        series.stream()
            .map(Reading.Series::instance)
            .collect(Collectors.toCollection(HashSet::new));
    return Stream.concat(canary.stream(), stable.stream())
        .map(RolloutCounters::name)
        .filter(name -> !counted.contains(name))
        .findFirst()
        .map("no counter of %s was found"::formatted);
  }

  private List<Reading.Series> read(Part part, List<Instance> stable, List<Instance> canary) {
    return switch (analysis.origin()) {
      case Origin.Prometheus _ -> {
        MetricSource source = source(Optional.empty());
        List<Instance> all = Stream.concat(canary.stream(), stable.stream()).toList();
        yield told(part, source.read(of(all, part.selector())), canary);
      }
      case Origin.Scrape _ -> {
        List<Reading.Series> series = new ArrayList<>();
        canary.forEach(one -> series.addAll(scraped(part, one, true)));
        stable.forEach(one -> series.addAll(scraped(part, one, false)));
        yield series;
      }
    };
  }

  private List<Reading.Series> scraped(Part part, Instance instance, boolean canary) {
    return source(Optional.of(instance)).read(part.selector()).stream()
        .map(one -> series(part, one, canary, name(instance)))
        .toList();
  }

  private List<Reading.Series> told(Part part, List<Series> series, List<Instance> canary) {
    Set<String> ours = canary.stream().map(RolloutCounters::name).collect(Collectors.toSet());
    return series.stream()
        .map(one -> {
          String instance = one.labels().getOrDefault(analysis.label(), "");
          return series(part, one, ours.contains(instance), instance);
        })
        .toList();
  }

  private Reading.Series series(Part part, Series one, boolean canary, String instance) {
    var labels = new TreeMap<>(one.labels());
    labels.remove(analysis.label());
    String edge = labels.remove(EDGE);
    String name =
        part.name().equals(EDGE)
            ? ALL.equals(edge) || edge == null ? Reading.TOTAL : edge
            : part.name();
    return new Reading.Series(name, canary, instance, labels.toString(), one.value());
  }

  /// The selector for these instances alone.
  private Selector of(List<Instance> instances, Selector selector) {
    String names =
        instances.stream()
            .map(one -> name(one).replace(".", "\\."))
            .sorted()
            .collect(Collectors.joining("|"));
    List<Matcher> matchers = new ArrayList<>(selector.matchers());
    matchers.add(new Matcher(analysis.label(), Operator.MATCHES, names));
    return new Selector(selector.metric(), matchers);
  }

  private MetricSource source(Optional<Instance> at) {
    return sources
        .of(analysis.origin(), at.map(Instance::address))
        .orElseThrow(() ->
            new PortException(
                analysis.origin() instanceof Origin.Prometheus(String name)
                    ? "This server does not know the Prometheus server '%s'. Start it with --prometheus %s=URL."
                        .formatted(name, name)
                    : "Nobody knows where the service answers."));
  }

  /// What the old version counted in the hour before, as far as the source remembers.
  List<Window> past(List<Instance> stable, Instant now) {
    if (stable.isEmpty() || !(analysis.origin() instanceof Origin.Prometheus)) {
      return List.of();
    }
    try {
      return windows(readings(stable, now));
    } catch (PortException unreachable) {
      return List.of();
    }
  }

  private static List<Window> windows(List<Reading> readings) {
    List<Window> windows = new ArrayList<>();
    for (int i = 1; i < readings.size(); i++) {
      Window window =
          Counting.window(
              i - readings.size(), Window.HISTORY, readings.get(i - 1), readings.get(i));
      if (window.gaps().isEmpty()) {
        windows.add(window);
      }
    }
    return windows;
  }

  private List<Reading> readings(List<Instance> stable, Instant now) {
    Map<String, Map<Part, List<List<Series>>>> past = new TreeMap<>();
    MetricSource source = source(Optional.empty());
    int most = Integer.MAX_VALUE;
    for (Metric metric : analysis.policy().metrics()) {
      Map<Part, List<List<Series>>> parts = new java.util.LinkedHashMap<>();
      for (Part part : parts(metric)) {
        List<List<Series>> seen =
            source.past(
                of(stable, part.selector()), now.minus(PAST), now, analysis.policy().window());
        parts.put(part, seen);
        // errors that never happened have no series: they stand at nothing
        most = part.name().equals(Reading.BAD) ? most : Math.min(most, seen.size());
      }
      past.put(metric.name(), parts);
    }
    List<Reading> readings = new ArrayList<>();
    int count = most == Integer.MAX_VALUE ? 0 : most;
    for (int i = 0; i < count; i++) {
      int fromEnd = count - i;
      List<OfMetric> metrics = new ArrayList<>();
      past.forEach((metric, parts) -> {
        List<Reading.Series> series = new ArrayList<>();
        parts.forEach((part, seen) -> {
          int at = seen.size() - fromEnd;
          if (at >= 0) {
            series.addAll(told(part, seen.get(at), List.of()));
          }
        });
        metrics.add(new OfMetric(metric, Optional.empty(), series));
      });
      readings.add(new Reading(now, metrics));
    }
    return readings;
  }

  /// How an instance is called where it is counted: `host:port`.
  private static String name(Instance instance) {
    return String.valueOf(instance.address().getAuthority());
  }
}
