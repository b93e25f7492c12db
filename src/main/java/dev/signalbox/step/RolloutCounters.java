package dev.signalbox.step;

import dev.signalbox.base.Utc;
import dev.signalbox.base.Words;
import dev.signalbox.domain.analysis.Selector;
import dev.signalbox.domain.analysis.Selector.Matcher;
import dev.signalbox.domain.analysis.Selector.Operator;
import dev.signalbox.domain.analysis.evidence.Arm;
import dev.signalbox.domain.analysis.evidence.Metric;
import dev.signalbox.domain.analysis.evidence.Window;
import dev.signalbox.domain.rollout.Counting;
import dev.signalbox.domain.rollout.Posting;
import dev.signalbox.domain.rollout.Reading;
import dev.signalbox.domain.rollout.Reading.OfMetric;
import dev.signalbox.flow.MetricQuery;
import dev.signalbox.flow.MetricsSpec.Origin;
import dev.signalbox.flow.RolloutSpec;
import dev.signalbox.port.DeploymentTarget.Instance;
import dev.signalbox.port.JsonSource;
import dev.signalbox.port.MetricSource;
import dev.signalbox.port.MetricSource.Series;
import dev.signalbox.port.PortException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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
  private final JsonSources json;
  private final RolloutSpec.Analysis analysis;

  RolloutCounters(MetricSources sources, JsonSources json, RolloutSpec.Analysis analysis) {
    this.sources = sources;
    this.json = json;
    this.analysis = analysis;
  }

  /// What part of a metric a selector counts; of a histogram, each series says it itself.
  private record Part(String name, Selector selector) {}

  /// What errors count is read before the requests: one that comes in between then counts as a
  /// request at most, never as an error without one.
  private List<Part> parts(String metric) {
    return switch (analysis.queries().get(metric)) {
      case MetricQuery.Share(Selector bad, Selector total) ->
          List.of(new Part(Reading.BAD, bad), new Part(Reading.TOTAL, total));
      case MetricQuery.Events(Selector events, Selector per) ->
          List.of(new Part(Reading.BAD, events), new Part(Reading.TOTAL, per));
      case MetricQuery.Histogram(Selector name) ->
          List.of(new Part(EDGE, new Selector(name.metric() + "_bucket", name.matchers())));
      case MetricQuery.Json _, MetricQuery.Posted _ -> List.of();
      case null ->
          throw new IllegalStateException("nobody counts " + metric + ". Indicates a bug.");
    };
  }

  /// What a stage begins with: counters stand somewhere, windows have counted nothing yet.
  Reading begin(Arms arms, Instant now) {
    return new Reading(now, metrics().map(metric -> beginning(metric, arms, now)).toList());
  }

  private OfMetric beginning(String metric, Arms arms, Instant now) {
    return switch (analysis.queries().get(metric)) {
      case MetricQuery.Posted _ -> OfMetric.since(now, metric, List.of());
      case MetricQuery.Json query when query.ofWindow() -> OfMetric.since(now, metric, List.of());
      case MetricQuery.Json query -> inJson(metric, query, arms, now, now);
      case MetricQuery.Share _, MetricQuery.Histogram _, MetricQuery.Events _ ->
          standing(metric, arms);
      case null ->
          throw new IllegalStateException("nobody counts " + metric + ". Indicates a bug.");
    };
  }

  /// What ends a window, and begins the next one.
  ///
  /// @param counts those that were posted for it
  Reading read(Arms arms, PostedCounts counts, List<Posting> posted, Instant now) {
    return new Reading(
        now,
        metrics()
            .map(metric ->
                switch (analysis.queries().get(metric)) {
                  case MetricQuery.Posted _ -> counts.of(metric, posted);
                  case MetricQuery.Json query -> inJson(metric, query, arms, counts.from(), now);
                  case null, default -> standing(metric, arms);
                })
            .toList());
  }

  private Stream<String> metrics() {
    return analysis.policy().metrics().stream().map(Metric::name);
  }

  private OfMetric inJson(
      String metric, MetricQuery.Json query, Arms arms, Instant from, Instant to) {
    Optional<Instant> since = query.ofWindow() ? Optional.of(from) : Optional.empty();
    try {
      JsonSource source =
          json.named(query.source())
              .orElseThrow(() ->
                  new PortException(
                      "This server does not know the server '%s'. Start it with --json-metrics %s=URL."
                          .formatted(query.source(), query.source())));
      List<Reading.Series> series = new JsonCounts(source, query, from, to).read(arms);
      return new OfMetric(metric, Optional.empty(), series, since);
    } catch (PortException unreachable) {
      return new OfMetric(metric, Optional.of(part(unreachable)), List.of(), since);
    }
  }

  private OfMetric standing(String metric, Arms arms) {
    List<Reading.Series> series = new ArrayList<>();
    try {
      for (Part part : parts(metric)) {
        series.addAll(read(part, arms));
      }
    } catch (PortException unreachable) {
      return OfMetric.standing(metric, Optional.of(part(unreachable)), List.of());
    }
    return OfMetric.standing(metric, missing(series, arms), series);
  }

  /// As a part of a sentence.
  private static String part(PortException unreachable) {
    String sentence = unreachable.sentence();
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  /// An instance without any counter was not counted; that is not the same as no requests.
  private Optional<String> missing(List<Reading.Series> series, Arms arms) {
    if (analysis.versionLabel().isPresent()) {
      return Arrays.stream(Arm.values())
          .filter(arm -> series.stream().noneMatch(one -> one.canary() == (arm == Arm.CANARY)))
          .findFirst()
          .map(arm ->
              "no counter of the %s, with %s=\"%s\", was found"
                  .formatted(Words.of(arm), analysis.versionLabel().get(), arms.versionOf(arm)));
    }
    Set<String> counted =
        series.stream()
            .map(Reading.Series::instance)
            .collect(Collectors.toCollection(HashSet::new));
    return Stream.concat(arms.canary().stream(), arms.stable().stream())
        .map(RolloutCounters::name)
        .filter(name -> !counted.contains(name))
        .findFirst()
        .map("no counter of %s was found"::formatted);
  }

  private List<Reading.Series> read(Part part, Arms arms) {
    return switch (origin()) {
      case Origin.Prometheus _ -> {
        MetricSource source = source(Optional.empty());
        Selector ours = of(part.selector(), arms, Arm.CANARY, Arm.BASELINE);
        inTime(source, ours);
        yield told(part, source.read(ours), arms);
      }
      case Origin.Scrape _ -> {
        List<Reading.Series> series = new ArrayList<>();
        arms.canary().forEach(one -> series.addAll(scraped(part, one, true)));
        arms.stable().forEach(one -> series.addAll(scraped(part, one, false)));
        yield series;
      }
    };
  }

  /// What was counted too long before the end of a window says nothing of its end.
  private void inTime(MetricSource source, Selector selector) {
    source
        .late(selector)
        .ifPresent(late -> {
          throw new PortException(
              "the counts are late: those of %s are %s old, and a new one comes every %s"
                  .formatted(
                      late.labels().getOrDefault(analysis.label(), selector.metric()),
                      Utc.lasting(late.age()),
                      Utc.lasting(late.every())));
        });
  }

  private List<Reading.Series> scraped(Part part, Instance instance, boolean canary) {
    return source(Optional.of(instance)).read(part.selector()).stream()
        .map(one -> series(part, one, canary, name(instance)))
        .toList();
  }

  private List<Reading.Series> told(Part part, List<Series> series, Arms arms) {
    Set<String> ours =
        arms.canary().stream().map(RolloutCounters::name).collect(Collectors.toSet());
    return series.stream()
        .map(one -> {
          String instance = one.labels().getOrDefault(analysis.label(), "");
          boolean canary =
              analysis
                  .versionLabel()
                  .map(label -> arms.canaryVersion().equals(one.labels().get(label)))
                  .orElseGet(() -> ours.contains(instance));
          return series(part, one, canary, instance);
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

  /// The selector for these arms alone: by their versions, or by their very instances.
  private Selector of(Selector selector, Arms arms, Arm... which) {
    String names =
        Arrays.stream(which)
            .flatMap(arm ->
                analysis.versionLabel().isPresent()
                    ? Stream.of(arms.versionOf(arm))
                    : arms.of(arm).stream().map(RolloutCounters::name))
            .map(RolloutCounters::literally)
            .sorted()
            .collect(Collectors.joining("|"));
    List<Matcher> matchers = new ArrayList<>(selector.matchers());
    matchers.add(
        new Matcher(analysis.versionLabel().orElse(analysis.label()), Operator.MATCHES, names));
    return new Selector(selector.metric(), matchers);
  }

  /// As an expression that means this text alone.
  private static String literally(String text) {
    return text.replaceAll("[^A-Za-z0-9_:/ -]", "\\\\$0");
  }

  private MetricSource source(Optional<Instance> at) {
    return sources
        .of(origin(), at.map(Instance::address))
        .orElseThrow(() ->
            new PortException(
                origin() instanceof Origin.Prometheus(String name)
                    ? "This server does not know the Prometheus server '%s'. Start it with --prometheus %s=URL."
                        .formatted(name, name)
                    : "Nobody knows where the service answers."));
  }

  private Origin origin() {
    return analysis
        .origin()
        .orElseThrow(
            () -> new IllegalStateException("no metrics to read selectors at. Indicates a bug."));
  }

  /// What the old version counted in the hour before, as far as the source remembers.
  List<Window> past(Arms arms, Instant now) {
    if (arms.stable().isEmpty() || !(analysis.origin().orElse(null) instanceof Origin.Prometheus)) {
      return List.of();
    }
    try {
      return windows(readings(arms, now));
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

  private List<Reading> readings(Arms arms, Instant now) {
    Map<String, Map<Part, List<List<Series>>>> past = new TreeMap<>();
    MetricSource source = source(Optional.empty());
    int most = Integer.MAX_VALUE;
    for (String metric : metrics().toList()) {
      Map<Part, List<List<Series>>> parts = new java.util.LinkedHashMap<>();
      for (Part part : parts(metric)) {
        List<List<Series>> seen =
            source.past(
                of(part.selector(), arms, Arm.BASELINE),
                now.minus(PAST),
                now,
                analysis.policy().window());
        parts.put(part, seen);
        // errors that never happened have no series: they stand at nothing
        most = part.name().equals(Reading.BAD) ? most : Math.min(most, seen.size());
      }
      if (!parts.isEmpty()) {
        past.put(metric, parts);
      }
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
            series.addAll(told(part, seen.get(at), arms));
          }
        });
        metrics.add(OfMetric.standing(metric, Optional.empty(), series));
      });
      readings.add(new Reading(now, metrics));
    }
    return readings;
  }

  /// How an instance is called where it is counted: `host:port`.
  static String name(Instance instance) {
    return String.valueOf(instance.address().getAuthority());
  }
}
