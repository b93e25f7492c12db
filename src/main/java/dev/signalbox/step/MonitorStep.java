package dev.signalbox.step;

import dev.signalbox.base.Json;
import dev.signalbox.base.Reason;
import dev.signalbox.domain.analysis.Counter;
import dev.signalbox.domain.analysis.ErrorObjective;
import dev.signalbox.domain.analysis.ErrorRate;
import dev.signalbox.domain.analysis.ErrorRateRule;
import dev.signalbox.domain.analysis.Sample;
import dev.signalbox.domain.analysis.Verdict;
import dev.signalbox.domain.analysis.Watched;
import dev.signalbox.domain.analysis.WatchedObjective;
import dev.signalbox.domain.analysis.evidence.Slo;
import dev.signalbox.domain.deployment.DeploymentFact.ThresholdBreached;
import dev.signalbox.engine.Outcome;
import dev.signalbox.engine.StepContext;
import dev.signalbox.engine.Work;
import dev.signalbox.flow.MetricsSpec;
import dev.signalbox.flow.StepSpec;
import dev.signalbox.port.MetricSource;
import dev.signalbox.port.MetricSource.Series;
import dev.signalbox.port.PortException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// `monitor`: the error rate is read now and then, and the run sleeps in between. What was watched
/// so far is the step's memory, so any server can go on with it.
final class MonitorStep {

  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofSeconds(30);

  private final Toolbox tools;

  MonitorStep(Toolbox tools) {
    this.tools = tools;
  }

  Outcome execute(StepSpec.Monitor monitor, StepContext context) {
    Work.Promotion promotion = Promoting.of(context);
    MetricsSpec.Origin origin = monitor.metrics().origin();
    Optional<MetricSource> source = tools.metrics().of(origin, promotion.address());
    if (source.isEmpty()) {
      return new Outcome.Refused(unknown(origin));
    }
    Duration interval = interval(monitor.lasting());
    ErrorRateRule rule =
        monitor
            .errors()
            .map(threshold -> ErrorRateRule.of(threshold, monitor.lasting(), interval))
            .orElseGet(() -> ErrorRateRule.counting(monitor.lasting(), interval));
    Sample sample = sample(source.get(), monitor.metrics(), context.now());
    Instant next = context.now().plus(interval);
    return monitor
        .slo()
        .map(slo -> objective(rule, slo.in(interval), sample, next, context))
        .orElseGet(() -> threshold(rule, sample, next, context));
  }

  private static Outcome threshold(
      ErrorRateRule rule, Sample sample, Instant next, StepContext context) {
    Watched watched =
        ErrorRate.take(rule, remembered(context, Watched.class).orElse(Watched.NOTHING), sample);
    Verdict verdict = ErrorRate.verdict(rule, watched, context.now());
    return outcome(verdict, "", next, Json.write(watched), context);
  }

  private static Outcome objective(
      ErrorRateRule rule, Slo slo, Sample sample, Instant next, StepContext context) {
    WatchedObjective watched =
        ErrorObjective.take(
            rule,
            slo,
            remembered(context, WatchedObjective.class)
                .orElseGet(() -> WatchedObjective.of(Watched.NOTHING)),
            sample);
    Optional<String> breach = ErrorObjective.breach(rule, slo, watched);
    Verdict verdict = ErrorRate.verdict(rule, watched.watched(), context.now());
    return breach
        .map(sentence -> breached(sentence, context))
        .orElseGet(() ->
            outcome(
                verdict,
                " " + ErrorObjective.sentence(slo, watched),
                next,
                Json.write(watched),
                context));
  }

  private static <T> Optional<T> remembered(StepContext context, Class<T> type) {
    return Optional.of(context.step().memory())
        .filter(memory -> !memory.isEmpty())
        .map(memory -> Json.mapper().readValue(memory, type));
  }

  /// @param more what else there is to say
  private static Outcome outcome(
      Verdict verdict, String more, Instant next, String memory, StepContext context) {
    String sentence = verdict.sentence() + more;
    return switch (verdict) {
      case Verdict.Passed _ -> Outcome.succeeded(sentence);
      case Verdict.Breached _ -> breached(sentence, context);
      case Verdict.Watching _ ->
          new Outcome.Waiting(sentence, "time, if all stays well", next, memory);
      case Verdict.Inconclusive(_, Reason reason) ->
          new Outcome.Waiting(sentence, reason.clearedBy(), next, memory);
    };
  }

  private static Outcome breached(String sentence, StepContext context) {
    return new Outcome.Breached(
        sentence, List.of(new ThresholdBreached(Promoting.of(context).what().label(), sentence)));
  }

  /// The errors come first, where it takes two readings: a request that comes between them then
  /// counts as a request at most, never as an error without one.
  private static Sample sample(MetricSource source, MetricsSpec metrics, Instant now) {
    try {
      List<List<Series>> read = source.readAll(List.of(metrics.errors(), metrics.requests()));
      return new Sample.Counted(now, counters(read.get(1)), counters(read.get(0)));
    } catch (PortException unreachable) {
      return new Sample.Gap(now, unreachable.sentence());
    }
  }

  private static List<Counter> counters(List<Series> series) {
    return series.stream().map(s -> new Counter(s.labels(), s.value())).toList();
  }

  private static Duration interval(Duration lasting) {
    Duration sixtieth = lasting.dividedBy(60);
    return sixtieth.compareTo(LEAST) < 0 ? LEAST : sixtieth.compareTo(MOST) > 0 ? MOST : sixtieth;
  }

  private static Reason unknown(MetricsSpec.Origin origin) {
    return switch (origin) {
      case MetricsSpec.Origin.Prometheus(String name) ->
          Reason.of(
              "unknown-prometheus",
              "This server does not know the Prometheus server '%s'.".formatted(name),
              "an administrator: start the server with --prometheus %s=URL".formatted(name));
      case MetricsSpec.Origin.Scrape(String path) ->
          Reason.of(
              "no-address",
              "Nobody knows where the service answers, so %s can not be read.".formatted(path),
              "whoever may change the flow: deploy by process, or name a Prometheus server");
    };
  }
}
