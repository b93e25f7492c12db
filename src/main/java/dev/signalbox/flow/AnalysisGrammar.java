package dev.signalbox.flow;

import static dev.signalbox.flow.shape.Key.optional;
import static dev.signalbox.flow.shape.Key.preset;
import static dev.signalbox.flow.shape.Key.required;
import static dev.signalbox.flow.shape.MappingOf.mapping;
import static dev.signalbox.flow.shape.Text.Meant.ill;
import static dev.signalbox.flow.shape.Text.Meant.well;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.analysis.Selector;
import dev.signalbox.domain.analysis.evidence.AnalysisPolicy.Mode;
import dev.signalbox.domain.analysis.evidence.AnalysisPolicy.OnInconclusive;
import dev.signalbox.domain.analysis.evidence.Metric.Standing;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.shape.Choice;
import dev.signalbox.flow.shape.Either;
import dev.signalbox.flow.shape.Fields;
import dev.signalbox.flow.shape.Key;
import dev.signalbox.flow.shape.ListOf;
import dev.signalbox.flow.shape.MappingOf;
import dev.signalbox.flow.shape.NamedOnes;
import dev.signalbox.flow.shape.Shape;
import dev.signalbox.flow.shape.Text;
import dev.signalbox.flow.shape.Text.Meant;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The part of the language that says when a rollout is stopped and when it may go on: what stands
/// behind `analysis`, and behind `slo` in what is watched after it.
final class AnalysisGrammar {

  private AnalysisGrammar() {}

  private static final Text<Double> CHANCE =
      percentage(
          "a chance",
          "Write a percentage over 0 and under 100, such as 1%.",
          share -> share > 0 && share < 1);

  private static final Text<Double> MORE =
      percentage(
          "how much worse", "Write a percentage, such as 10%; 100% is twice as bad.", _ -> true);

  private static final Text<Double> HARM =
      percentage("how much harm", "Write a percentage over 0, such as 50%.", share -> share > 0);

  private static final Text<Double> SHARE =
      percentage(
          "a share of requests",
          "Write a percentage over 0 and under 50, such as 0.05%.",
          share -> share > 0 && share < 0.5);

  private static final Text<Double> OBJECTIVE =
      percentage(
          "an objective",
          "Write the percentage of requests that go well, such as 99.9%.",
          share -> share > 0.5 && share < 1);

  private static final Text<Duration> WARMUP =
      new Text<>(
          "a time",
          "Write minutes and seconds, such as 2m or 90s; 0m is none.",
          "(?=[0-9])([0-9]{1,3}m)?([0-9]{1,4}s)?",
          10,
          ProblemCode.BAD_DURATION,
          text -> well(Duration.parse("PT" + text)));

  private static final Text<Double> BUDGETS =
      new Text<>(
          "a speed of burning",
          "Write how many times the budget, such as \"2x budget\".",
          "[0-9]{1,3}(\\.[0-9]{1,3})?x budget",
          20,
          ProblemCode.BAD_THRESHOLD,
          AnalysisGrammar::budgets);

  private static final Text<String> METRIC_NAME =
      new Text<>(
          "the name of a metric",
          "It has letters, digits, '_' and '-', and begins with a letter, such as errors.",
          "[A-Za-z][A-Za-z0-9_-]*",
          63,
          ProblemCode.BAD_NAME,
          Meant::well);

  /// Behind `json` of a metric.
  static final class InJson {

    static final Key<Slug> FROM =
        required("from", Forms.NAME, "A server that the server's settings name.");

    static final Key<Template> PATH =
        required(
            "path",
            Forms.JSON_PATH,
            "What it is asked for, with holes: {arm} is canary or baseline, {version} as the service is"
                + " told it, {instance} as HOST:PORT; {from} and {to} are the window, or"
                + " {from-seconds} and {to-seconds}. Without a window the answer has counters that"
                + " only grow.");

    static final Key<Template> TOTAL =
        new Key<>(
            "total",
            Forms.POINTER,
            new Key.Presence.Beside("bad", Optional.empty()),
            "Where all requests stand.");

    static final Key<Template> BAD =
        optional("bad", Forms.POINTER, "Where the requests that went wrong stand.").beside(TOTAL);

    static final Key<Template> PER =
        new Key<>(
            "per",
            Forms.POINTER,
            new Key.Presence.Beside("events", Optional.empty()),
            "Where the requests stand that may lead to an event.");

    static final Key<Template> EVENTS =
        optional("events", Forms.POINTER, "Where the events stand; fewer is worse.").beside(PER);

    static final Key<Template> HISTOGRAM =
        optional(
            "histogram",
            Forms.POINTER,
            "Where an object stands with edges, and how many requests took no longer: its edge +Inf"
                + " has all of them.");

    static final MappingOf SHAPE =
        mapping("'json'", FROM, PATH, BAD, TOTAL, EVENTS, PER, HISTOGRAM);

    /// What each kind of metric begins with.
    static Stream<Key<Template>> kinds() {
      return Stream.of(BAD, EVENTS, HISTOGRAM);
    }
  }

  /// Behind a metric's name.
  static final class Metrics {

    static final Key<Fields> JSON =
        optional("json", InJson.SHAPE, "A server tells the counts in JSON.");

    static final Key<AnalysisAssembly.Kind> POSTED =
        optional(
            "posted",
            new Choice<AnalysisAssembly.Kind>("a kind of counts")
                .or("errors", AnalysisAssembly.Kind.SHARE, "Requests, and those that went wrong.")
                .or(
                    "latency",
                    AnalysisAssembly.Kind.HISTOGRAM,
                    "Requests, and how many took no longer than an edge.")
                .or(
                    "events",
                    AnalysisAssembly.Kind.EVENTS,
                    "Requests, and something wanted, such as orders; fewer is worse."),
            "Your own programs post the counts of each window.");

    static final Key<Selector> TOTAL =
        new Key<>(
            "total",
            Forms.SELECTOR,
            new Key.Presence.Beside("bad", Optional.empty()),
            "The counter of all requests.");

    static final Key<Selector> BAD =
        optional("bad", Forms.SELECTOR, "The counter of the requests that went wrong.")
            .beside(TOTAL);

    static final Key<Selector> HISTOGRAM =
        optional(
            "histogram",
            Forms.SELECTOR,
            "The histogram of how long requests took, by its name without `_bucket`.");

    static final Key<Selector> PER =
        new Key<>(
            "per",
            Forms.SELECTOR,
            new Key.Presence.Beside("events", Optional.empty()),
            "The counter of the requests that may lead to an event.");

    static final Key<Selector> EVENTS =
        optional(
                "events",
                Forms.SELECTOR,
                "The counter of something wanted, such as orders; fewer of them is worse.")
            .beside(PER);

    static final Key<Boolean> DIRECTION =
        optional(
            "direction",
            new Choice<Boolean>("a direction")
                .or("increase", false, "More is worse.")
                .or("decrease", true, "Fewer is worse."),
            "Which way is worse; left out, fewer events and more of anything else.");

    static final Key<Double> WORSE_BY =
        optional(
            "worse-by",
            MORE,
            "How much worse than the old version's the new one's share may be; left out, 10% of"
                + " errors and 5% of anything else.");

    static final Key<Double> IGNORE_BELOW =
        optional(
            "ignore-below",
            SHARE,
            "A share of errors that is never worth a stop, whatever the old version's is.");

    static final Key<Mode> MODE =
        preset(
            "mode",
            new Choice<Mode>("a mode")
                .or("decide", Mode.DECIDE, "It stops and lets go on.")
                .or("observe", Mode.OBSERVE, "It says what it would do, and does nothing."),
            "decide",
            "Whether this metric has the power to act.");

    static final Key<Standing> STANDING =
        preset(
            "standing",
            new Choice<Standing>("a standing")
                .or("normal", Standing.NORMAL, "It stops a rollout, and has to be counted.")
                .or("critical", Standing.CRITICAL, "As normal, and its evidence counts twice.")
                .or("optional", Standing.OPTIONAL, "A stage may pass where it is not counted.")
                .or("advisory", Standing.ADVISORY, "It is shown and decides nothing."),
            "normal",
            "What it counts in the verdict.");

    static final MappingOf SHAPE =
        mapping(
            "a metric",
            BAD,
            TOTAL,
            HISTOGRAM,
            EVENTS,
            PER,
            JSON,
            POSTED,
            DIRECTION,
            WORSE_BY,
            IGNORE_BELOW,
            MODE,
            STANDING);
  }

  private static final Shape<List<NamedOnes.One<String, Fields>>> NAMED =
      new NamedOnes<>("metrics by their names", METRIC_NAME, Metrics.SHAPE);

  /// Behind `pass`.
  static final class Pass {

    static final Key<Double> HARM =
        preset(
            "harm",
            AnalysisGrammar.HARM,
            "50%",
            "A stage passes when every metric is shown to be less than this much worse.");

    static final Key<Double> ERROR =
        preset("error", CHANCE, "5%", "The chance that one that is worse passes a stage.");

    static final MappingOf SHAPE = mapping("'pass'", HARM, ERROR);
  }

  static final Key<Double> FALSE_ABORT =
      preset(
          "false-abort",
          CHANCE,
          "1%",
          "The greatest chance that a good release is stopped: in the whole rollout, all metrics"
              + " together.");

  static final Key<Duration> WARMUP_TIME =
      preset(
          "warmup",
          WARMUP,
          "0m",
          "How long after each change of weight nothing is judged: caches are cold then.");

  static final Key<List<NamedOnes.One<String, Fields>>> METRICS =
      required(
          "metrics",
          new Either<>(
              "metrics by their names, or a list of them",
              NAMED,
              new ListOf<>("a list of metrics", NAMED)
                  .as(all -> all.stream().flatMap(List::stream).toList())),
          "What is compared.");

  static final Key<Fields> PASS =
      optional("pass", Pass.SHAPE, "When a stage is proven good before its time is up.");

  static final Key<OnInconclusive> ON_INCONCLUSIVE =
      preset(
          "on-inconclusive",
          new Choice<OnInconclusive>("an answer")
              .or("hold", OnInconclusive.HOLD, "It waits for a person.")
              .or("advance", OnInconclusive.ADVANCE, "It goes on, with a note.")
              .or("abort", OnInconclusive.ABORT, "It is stopped."),
          "hold",
          "What follows when a stage's time is up and nothing is shown either way.");

  static final Key<Mode> MODE =
      preset(
          "mode",
          new Choice<Mode>("a mode")
              .or("decide", Mode.DECIDE, "It stops and lets go on.")
              .or("observe", Mode.OBSERVE, "It says what it would do, and does nothing."),
          "decide",
          "Whether it has the power to act.");

  static final Key<Integer> OBSERVE_FIRST =
      preset(
          "observe-first",
          new Text<>(
              "a number of rollouts",
              "Write it in quotes, from \"0\" to \"50\".",
              "[0-9]|[1-4][0-9]|50",
              2,
              ProblemCode.BAD_EXPOSURE,
              text -> well(Integer.valueOf(text))),
          "\"0\"",
          "In how many rollouts of an environment a metric only observes before it decides.");

  static final MappingOf SHAPE =
      mapping(
          "'analysis'",
          FALSE_ABORT,
          WARMUP_TIME,
          METRICS,
          PASS,
          ON_INCONCLUSIVE,
          MODE,
          OBSERVE_FIRST);

  /// Behind `slo`.
  static final class Objective {

    static final Key<Double> ERRORS =
        required("errors", OBJECTIVE, "The percentage of requests that go well.");

    static final Key<Double> INCIDENT_AT =
        preset(
            "incident-at",
            BUDGETS,
            "2x budget",
            "How many times faster than allowed errors are used up in an incident.");

    static final Key<Duration> FALSE_ALARM_EVERY =
        preset(
            "false-alarm-every",
            Forms.DURATION,
            "30d",
            "The mean time between false alarms while the objective is kept.");

    static final MappingOf SHAPE = mapping("'slo'", ERRORS, INCIDENT_AT, FALSE_ALARM_EVERY);
  }

  static final Key<Fields> SLO =
      required("slo", Objective.SHAPE, "An objective of the service, watched without an end.");

  /// The same behind `monitor`, for as long as that lasts.
  static final Key<Fields> MONITORED =
      optional(
          "slo",
          Objective.SHAPE,
          "An objective of the service: a breach is shown by evidence, and false alarms are as rare"
              + " as is said here.");

  /// Behind `after`: what is watched when the rollout is over.
  static final Shape<List<Fields>> AFTER =
      new ListOf<>("a list of objectives", mapping("an objective", SLO).as(one -> one.need(SLO)));

  private static Text<Double> percentage(String noun, String rule, Predicate<Double> allowed) {
    return new Text<>(
        noun,
        rule,
        "[0-9]{1,4}(\\.[0-9]{1,6})? ?%",
        20,
        ProblemCode.BAD_PERCENTAGE,
        text -> {
          double share = new BigDecimal(text.replaceAll("[% ]", "")).movePointLeft(2).doubleValue();
          return allowed.test(share)
              ? well(share)
              : ill(ProblemCode.BAD_PERCENTAGE, "'" + text + "' is not " + noun + ".", rule);
        });
  }

  private static Meant<Double> budgets(String text) {
    double times = Double.parseDouble(text.substring(0, text.indexOf('x')));
    return times >= 1
        ? well(times)
        : ill(
            ProblemCode.BAD_THRESHOLD,
            "'" + text + "' is within the budget.",
            "Write 1x budget or more.");
  }

  /// The keys that say where a metric is counted: one of them stands for each kind.
  static Stream<Key<?>> sources() {
    return Stream.of(Metrics.BAD, Metrics.HISTOGRAM, Metrics.EVENTS, Metrics.JSON, Metrics.POSTED);
  }

  /// Every word of two parts.
  static Set<String> words() {
    return Stream.of(SHAPE, Metrics.SHAPE, Pass.SHAPE, Objective.SHAPE)
        .flatMap(shape -> shape.all().stream())
        .map(Key::word)
        .filter(word -> word.contains("-"))
        .collect(Collectors.toUnmodifiableSet());
  }
}
