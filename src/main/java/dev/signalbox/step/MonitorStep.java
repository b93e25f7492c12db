package dev.signalbox.step;

import dev.signalbox.base.Json;
import dev.signalbox.base.Reason;
import dev.signalbox.domain.analysis.Counter;
import dev.signalbox.domain.analysis.ErrorRate;
import dev.signalbox.domain.analysis.ErrorRateRule;
import dev.signalbox.domain.analysis.Sample;
import dev.signalbox.domain.analysis.Verdict;
import dev.signalbox.domain.analysis.Watched;
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
    ErrorRateRule rule = ErrorRateRule.of(monitor.errors(), monitor.lasting(), interval);
    Instant now = context.now();
    Watched before =
        context.step().memory().isEmpty()
            ? Watched.NOTHING
            : Json.mapper().readValue(context.step().memory(), Watched.class);
    Watched watched = ErrorRate.take(rule, before, sample(source.get(), monitor.metrics(), now));
    Verdict verdict = ErrorRate.verdict(rule, watched, now);
    return switch (verdict) {
      case Verdict.Passed passed -> Outcome.succeeded(passed.sentence());
      case Verdict.Breached breached ->
          new Outcome.Breached(
              breached.sentence(),
              List.of(new ThresholdBreached(promotion.what().label(), breached.sentence())));
      case Verdict.Watching watching ->
          wait(watching.sentence(), "time, if all stays well", now.plus(interval), watched);
      case Verdict.Inconclusive inconclusive ->
          wait(
              inconclusive.sentence(),
              inconclusive.reason().clearedBy(),
              now.plus(interval),
              watched);
    };
  }

  private static Outcome wait(String what, String clearedBy, Instant until, Watched watched) {
    return new Outcome.Waiting(what, clearedBy, until, Json.write(watched));
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
