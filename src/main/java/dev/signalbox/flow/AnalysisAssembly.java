package dev.signalbox.flow;

import dev.signalbox.domain.analysis.evidence.AnalysisPolicy;
import dev.signalbox.domain.analysis.evidence.AnalysisPolicy.Mode;
import dev.signalbox.domain.analysis.evidence.Metric;
import dev.signalbox.domain.analysis.evidence.Metric.Errors;
import dev.signalbox.domain.analysis.evidence.Metric.Events;
import dev.signalbox.domain.analysis.evidence.Metric.Latency;
import dev.signalbox.domain.analysis.evidence.Slo;
import dev.signalbox.flow.AnalysisGrammar.InJson;
import dev.signalbox.flow.AnalysisGrammar.Metrics;
import dev.signalbox.flow.AnalysisGrammar.Objective;
import dev.signalbox.flow.AnalysisGrammar.Pass;
import dev.signalbox.flow.shape.Fields;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a file without problems says behind `analysis` becomes a policy.
final class AnalysisAssembly {

  static final Duration WINDOW = Duration.ofMinutes(1);

  private AnalysisAssembly() {}

  static AnalysisSpec spec(Fields analysis) {
    Map<String, MetricQuery> queries = new HashMap<>();
    List<Metric> metrics =
        analysis.need(AnalysisGrammar.METRICS).stream()
            .map(one -> {
              Fields fields = one.value().orElseThrow();
              query(fields).ifPresent(query -> queries.put(one.name().orElseThrow(), query));
              return metric(one.name().orElseThrow(), fields);
            })
            .toList();
    List<String> observed =
        analysis.need(AnalysisGrammar.METRICS).stream()
            .filter(one -> one.value().orElseThrow().need(Metrics.MODE) == Mode.OBSERVE)
            .map(one -> one.name().orElseThrow())
            .toList();
    return new AnalysisSpec(
        new AnalysisPolicy(
                analysis.need(AnalysisGrammar.FALSE_ABORT),
                analysis.need(AnalysisGrammar.WARMUP_TIME),
                metrics,
                analysis
                    .get(AnalysisGrammar.PASS)
                    .map(pass ->
                        new AnalysisPolicy.Pass(pass.need(Pass.HARM), pass.need(Pass.ERROR)))
                    .orElse(AnalysisPolicy.Pass.USUAL),
                analysis.need(AnalysisGrammar.ON_INCONCLUSIVE),
                analysis.need(AnalysisGrammar.MODE),
                1,
                WINDOW,
                Optional.empty())
            .observing(observed),
        queries);
  }

  /// @param metric the one that counts errors
  static Slo slo(Fields objective, String metric) {
    return new Slo(
        metric,
        objective.need(Objective.ERRORS),
        objective.need(Objective.INCIDENT_AT),
        objective.need(Objective.FALSE_ALARM_EVERY),
        WINDOW);
  }

  /// The same, and the old version is held to an objective: of the first metric that counts errors,
  /// if there is one.
  static AnalysisSpec watching(AnalysisSpec spec, Fields objective) {
    AnalysisPolicy policy = spec.policy();
    return new AnalysisSpec(
        new AnalysisPolicy(
            policy.falseAbort(),
            policy.warmup(),
            policy.metrics(),
            policy.pass(),
            policy.onInconclusive(),
            policy.mode(),
            policy.stages(),
            policy.window(),
            policy.metrics().stream()
                .filter(Errors.class::isInstance)
                .findFirst()
                .map(errors -> slo(objective, errors.name()))),
        spec.queries());
  }

  private static Metric metric(String name, Fields fields) {
    return switch (kind(name, fields)) {
      case SHARE ->
          new Errors(
              name,
              fields.get(Metrics.WORSE_BY).orElse(0.1),
              fields.get(Metrics.IGNORE_BELOW).orElse(0.0),
              fields.need(Metrics.STANDING));
      case HISTOGRAM ->
          new Latency(
              name, fields.get(Metrics.WORSE_BY).orElse(0.05), fields.need(Metrics.STANDING));
      case EVENTS ->
          new Events(
              name, fields.get(Metrics.WORSE_BY).orElse(0.05), fields.need(Metrics.STANDING));
    };
  }

  enum Kind {
    SHARE,
    HISTOGRAM,
    EVENTS
  }

  /// By what is counted; where that is not said, by the direction and the name.
  static Kind kind(String name, Fields fields) {
    Optional<Kind> posted = fields.get(Metrics.POSTED);
    if (posted.isPresent()) {
      return posted.get();
    }
    Optional<Fields> json = fields.get(Metrics.JSON);
    if (json.isPresent()) {
      return json.get().has(InJson.HISTOGRAM)
          ? Kind.HISTOGRAM
          : json.get().has(InJson.EVENTS) ? Kind.EVENTS : Kind.SHARE;
    }
    if (fields.has(Metrics.HISTOGRAM)) {
      return Kind.HISTOGRAM;
    }
    if (fields.has(Metrics.EVENTS)
        || fields.get(Metrics.DIRECTION).filter(decreases -> decreases).isPresent()) {
      return Kind.EVENTS;
    }
    String word = name.toLowerCase(Locale.ROOT);
    return !fields.has(Metrics.BAD) && (word.contains("latency") || word.contains("duration"))
        ? Kind.HISTOGRAM
        : Kind.SHARE;
  }

  private static Optional<MetricQuery> query(Fields fields) {
    if (fields.has(Metrics.BAD)) {
      return Optional.of(
          new MetricQuery.Share(fields.need(Metrics.BAD), fields.need(Metrics.TOTAL)));
    }
    if (fields.has(Metrics.EVENTS)) {
      return Optional.of(
          new MetricQuery.Events(fields.need(Metrics.EVENTS), fields.need(Metrics.PER)));
    }
    if (fields.has(Metrics.POSTED)) {
      return Optional.of(new MetricQuery.Posted());
    }
    return fields
        .get(Metrics.JSON)
        .map(AnalysisAssembly::inJson)
        .or(() -> fields.get(Metrics.HISTOGRAM).map(MetricQuery.Histogram::new));
  }

  static MetricQuery inJson(Fields json) {
    return new MetricQuery.Json(
        json.need(InJson.FROM).text(), json.need(InJson.PATH), numbers(json));
  }

  /// Whether all is there that [#inJson] needs.
  static boolean isWhole(Fields json) {
    return json.has(InJson.FROM)
        && (json.has(InJson.HISTOGRAM)
            || (json.has(InJson.BAD) && json.has(InJson.TOTAL))
            || (json.has(InJson.EVENTS) && json.has(InJson.PER)));
  }

  private static MetricQuery.Numbers numbers(Fields json) {
    if (json.has(InJson.HISTOGRAM)) {
      return new MetricQuery.Numbers.Edges(json.need(InJson.HISTOGRAM));
    }
    return json.has(InJson.EVENTS)
        ? new MetricQuery.Numbers.Pair(json.need(InJson.EVENTS), json.need(InJson.PER))
        : new MetricQuery.Numbers.Pair(json.need(InJson.BAD), json.need(InJson.TOTAL));
  }
}
