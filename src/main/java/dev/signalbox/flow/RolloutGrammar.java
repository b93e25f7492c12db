package dev.signalbox.flow;

import static dev.signalbox.flow.shape.Key.optional;
import static dev.signalbox.flow.shape.Key.preset;
import static dev.signalbox.flow.shape.Key.required;
import static dev.signalbox.flow.shape.MappingOf.mapping;
import static dev.signalbox.flow.shape.MappingOf.oneOf;
import static dev.signalbox.flow.shape.Text.Meant.ill;
import static dev.signalbox.flow.shape.Text.Meant.well;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.rollout.Exposure;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.shape.At;
import dev.signalbox.flow.shape.Either;
import dev.signalbox.flow.shape.Fields;
import dev.signalbox.flow.shape.Key;
import dev.signalbox.flow.shape.ListOf;
import dev.signalbox.flow.shape.MappingOf;
import dev.signalbox.flow.shape.Shape;
import dev.signalbox.flow.shape.Text;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Behind `rollout` of an environment: how much traffic the new version gets, and when it gets
/// more.
final class RolloutGrammar {

  static final Text<Exposure> EXPOSURE =
      new Text<>(
          "a share of the traffic",
          "Write a whole percentage from 1% to 100%.",
          "[0-9]{1,3} ?%",
          6,
          ProblemCode.BAD_EXPOSURE,
          text -> {
            int percent = Integer.parseInt(text.replaceAll("[% ]", ""));
            return percent >= 1 && percent <= 100
                ? well(new Exposure(percent))
                : ill(
                    ProblemCode.BAD_EXPOSURE,
                    "'%s' is no share of the traffic.".formatted(text),
                    "Write a whole percentage from 1% to 100%.");
          });

  private static final Text<Integer> INSTANCES =
      new Text<>(
          "a number of instances",
          "Write it in quotes, from \"1\" to \"50\".",
          "[1-9]|[1-4][0-9]|50",
          2,
          ProblemCode.BAD_EXPOSURE,
          text -> well(Integer.valueOf(text)));

  private static final Text<String> BACKEND =
      new Text<>(
          "the name of a backend",
          "It has letters, digits, '-', '_', '.' and ':'.",
          "[A-Za-z0-9_.:-]+",
          100,
          ProblemCode.BAD_NAME,
          text -> well(text));

  private static final Text<String> LABEL =
      new Text<>(
          "the name of a label",
          "It has letters, digits and '_'.",
          "[a-zA-Z_][a-zA-Z0-9_]*",
          100,
          ProblemCode.BAD_NAME,
          text -> well(text));

  /// A step as it is written; what it does not say, the rollout says for all.
  record WrittenStep(Exposure exposure, Optional<Duration> atLeast, Optional<Duration> atMost) {}

  static final Key<Exposure> TO =
      required("to", EXPOSURE, "How much of the traffic the new version gets.");

  static final Key<Duration> STEP_AT_LEAST =
      optional("at-least", Forms.DURATION, "Before this time it does not go on.");

  static final Key<Duration> STEP_AT_MOST =
      optional("at-most", Forms.DURATION, "After this time it does not wait for more evidence.");

  static final Key<List<At<WrittenStep>>> STEPS =
      required(
          "steps",
          new ListOf<>(
              "the steps of a rollout",
              new Either<>(
                      "a share of the traffic, or a step with times of its own",
                      EXPOSURE.as(to -> new WrittenStep(to, Optional.empty(), Optional.empty())),
                      mapping("a step of a rollout", TO, STEP_AT_LEAST, STEP_AT_MOST)
                          .as(step ->
                              new WrittenStep(
                                  step.need(TO), step.get(STEP_AT_LEAST), step.get(STEP_AT_MOST))))
                  .placed()),
          "How much of the traffic the new version gets, step by step; the last is 100%.");

  static final Key<Duration> AT_LEAST =
      preset("at-least", Forms.DURATION, "5m", "Before this time no step goes on.");

  static final Key<Duration> AT_MOST =
      preset(
          "at-most",
          Forms.DURATION,
          "20m",
          "After this time a step does not wait for more evidence.");

  static final Key<Exposure> SHARE =
      required("share", EXPOSURE, "How much of the traffic the old version keeps.");

  static final Key<Duration> LASTING =
      required("for", Forms.DURATION, "How long it keeps it after the last step.");

  static final Key<Fields> HOLDBACK =
      optional(
          "holdback",
          mapping("'holdback'", SHARE, LASTING),
          "The old version keeps a little of the traffic for a while, so that there is still"
              + " something to compare with.");

  static final Key<Integer> INSTANCES_OF_A_VERSION =
      preset(
          "instances",
          INSTANCES,
          "\"1\"",
          "How many instances a version has when it has all traffic; a step has its part of them.");

  static final Key<Duration> WINDOW =
      preset("window", Forms.DURATION, "1m", "How long is counted before it is looked at.");

  static final Key<Slug> HAPROXY =
      required("haproxy", Forms.NAME, "An HAProxy that the server's settings name.");

  static final Key<String> HAPROXY_BACKEND =
      optional(
              "backend",
              BACKEND,
              "The backend whose servers are ours to fill; the service's name if left out.")
          .beside(HAPROXY);

  static final Key<Command> COMMAND =
      required(
          "command",
          Grammar.Commands.PLAIN,
          "A command of the team's own that splits the traffic as the variables say.");

  static final Key<Command> PROBE =
      optional(
              "probe",
              Grammar.Commands.PLAIN,
              "Prints the percentage that the new version gets now; what it says is what counts.")
          .beside(COMMAND);

  static final Key<Duration> WITHIN =
      preset("within", Forms.DURATION, "1m", "How long the command may take before it is stopped.")
          .beside(COMMAND);

  static final Key<Fields> TRAFFIC =
      required(
          "traffic",
          oneOf("'traffic'", HAPROXY, COMMAND).and(HAPROXY_BACKEND, PROBE, WITHIN),
          "Who splits the traffic between the versions.");

  static final Key<Fields> ANALYSIS =
      optional(
          "analysis",
          AnalysisGrammar.SHAPE,
          "What is compared between the versions; left out, time alone decides.");

  static final Key<String> INSTANCE_LABEL =
      preset(
          "instance-label",
          LABEL,
          "instance",
          "The label by which a Prometheus server tells instances apart, as HOST:PORT.");

  static final Key<String> VERSION_LABEL =
      optional(
          "version-label",
          LABEL,
          "The label by which a Prometheus server tells versions apart; its value is what the service"
              + " is told as SIGNALBOX_VERSION, or else as SIGNALBOX_COMMIT. Left out, instances are"
              + " asked for by their addresses.");

  static final Key<List<Fields>> AFTER =
      optional(
              "after",
              AnalysisGrammar.AFTER,
              "An objective of the service. While the old version itself does not keep it, nothing is"
                  + " judged beside it, and the rollout holds.")
          .beside(ANALYSIS);

  static final Key<Duration> POSTED_WITHIN =
      preset(
          "posted-within",
          Forms.DURATION,
          "1m",
          "How long after a window the counts are waited for that your own programs post.");

  static final MappingOf SHAPE =
      mapping(
          "'rollout'",
          STEPS,
          AT_LEAST,
          AT_MOST,
          HOLDBACK,
          INSTANCES_OF_A_VERSION,
          WINDOW,
          TRAFFIC,
          INSTANCE_LABEL,
          VERSION_LABEL,
          POSTED_WITHIN,
          ANALYSIS,
          AFTER);

  private RolloutGrammar() {}

  static Shape<Fields> shape() {
    return SHAPE;
  }
}
