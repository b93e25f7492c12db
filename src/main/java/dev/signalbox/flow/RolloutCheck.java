package dev.signalbox.flow;

import dev.signalbox.domain.rollout.Exposure;
import dev.signalbox.flow.Grammar.Environments;
import dev.signalbox.flow.Grammar.Steps;
import dev.signalbox.flow.RolloutGrammar.WrittenStep;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.shape.At;
import dev.signalbox.flow.shape.Fields;
import dev.signalbox.flow.shape.NamedOnes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A rollout rises to all traffic, its times fit each other, and there is something to roll out.
final class RolloutCheck {

  private final EnvironmentDraft environment;
  private final Fields rollout;
  private final Problems problems;

  private RolloutCheck(EnvironmentDraft environment, Fields rollout, Problems problems) {
    this.environment = environment;
    this.rollout = rollout;
    this.problems = problems;
  }

  static void check(FlowDraft flow, Problems problems) {
    for (EnvironmentDraft environment : flow.environments()) {
      environment
          .fields()
          .get(Environments.ROLLOUT)
          .ifPresent(rollout -> {
            var check = new RolloutCheck(environment, rollout, problems);
            check.deploysInstances(flow);
            check.rises();
            check.times();
            check.holdback();
            check.probe();
            check.analysis(flow);
            check.after();
            check.versionLabel(flow);
          });
    }
  }

  private void deploysInstances(FlowDraft flow) {
    if (environment.lacks(Steps.DEPLOY)) {
      problems.add(
          environment.fields().placeOf(Environments.ROLLOUT),
          ProblemCode.NOTHING_DEPLOYED,
          "'%s' deploys nothing that could be rolled out.".formatted(environment.title()),
          "Add the step 'deploy', or remove 'rollout'.");
    }
    if (flow.deploySpec(environment).filter(DeploySpec.ByCommand.class::isInstance).isPresent()) {
      problems.add(
          environment.fields().placeOf(Environments.ROLLOUT),
          ProblemCode.NO_ROLLOUT,
          "'%s' is deployed by a command, which takes the place of what runs there."
              .formatted(environment.title()),
          "A rollout brings the new version up beside the old one: deploy by 'process'.");
    }
  }

  private void rises() {
    List<At<WrittenStep>> steps = rollout.get(RolloutGrammar.STEPS).orElse(List.of());
    if (!rollout.sound(RolloutGrammar.STEPS)) {
      return;
    }
    Exposure before = Exposure.NONE;
    for (At<WrittenStep> step : steps) {
      if (step.value().exposure().compareTo(before) <= 0) {
        problems.add(
            step.place(),
            ProblemCode.BAD_ROLLOUT,
            "After %s comes %s.".formatted(before, step.value().exposure()),
            "Each step gets more traffic than the one before it.");
      }
      before = step.value().exposure();
    }
    if (!before.equals(Exposure.ALL)) {
      problems.add(
          steps.isEmpty() ? rollout.place() : steps.getLast().place(),
          ProblemCode.BAD_ROLLOUT,
          "The last step is %s.".formatted(before),
          "End with 100%; a share that the old version keeps for a while is a 'holdback'.");
    }
  }

  private void times() {
    if (!rollout.sound(RolloutGrammar.AT_LEAST) || !rollout.sound(RolloutGrammar.AT_MOST)) {
      return;
    }
    for (At<WrittenStep> step : rollout.get(RolloutGrammar.STEPS).orElse(List.of())) {
      Duration least = RolloutAssembly.atLeast(step.value(), rollout);
      if (RolloutAssembly.atMost(step.value(), rollout, least).compareTo(least) < 0) {
        problems.add(
            step.place(),
            ProblemCode.BAD_ROLLOUT,
            "The step of %s is over before it may go on.".formatted(step.value().exposure()),
            "Let 'at-most' be longer than 'at-least'.");
      }
    }
  }

  private void holdback() {
    Optional<Exposure> share =
        rollout.get(RolloutGrammar.HOLDBACK).flatMap(kept -> kept.get(RolloutGrammar.SHARE));
    List<At<WrittenStep>> steps = rollout.get(RolloutGrammar.STEPS).orElse(List.of());
    int before = steps.size() < 2 ? 0 : steps.get(steps.size() - 2).value().exposure().percent();
    if (share.isPresent() && 100 - share.get().percent() <= before) {
      problems.add(
          rollout.placeOf(RolloutGrammar.HOLDBACK),
          ProblemCode.BAD_ROLLOUT,
          "A holdback of %s leaves the new version no more than the step before the last."
              .formatted(share.get()),
          "Hold less back.");
    }
  }

  private void analysis(FlowDraft flow) {
    Optional<Fields> analysis = rollout.get(RolloutGrammar.ANALYSIS);
    if (analysis.isEmpty()) {
      return;
    }
    AnalysisCheck.check(analysis.get(), problems);
    if (!flow.file().has(Grammar.File.METRICS) && asksSelectors(analysis.get())) {
      problems.add(
          rollout.placeOf(RolloutGrammar.ANALYSIS),
          ProblemCode.NO_METRICS,
          "The file does not say where requests and errors are counted.",
          "Add the key 'metrics' to the top of the file.");
    }
    for (NamedOnes.One<String, Fields> one :
        analysis.get().get(AnalysisGrammar.METRICS).orElse(List.of())) {
      String name = one.word().value();
      if (one.value().filter(fields -> isUncounted(name, fields)).isPresent()) {
        problems.add(
            one.word().place(),
            ProblemCode.NO_METRICS,
            "Nobody says how '%s' is counted.".formatted(name),
            "Add 'histogram', or 'events' and 'per'; only errors are counted as the file counts"
                + " them.");
      }
    }
  }

  private void after() {
    List<Fields> objectives = rollout.get(RolloutGrammar.AFTER).orElse(List.of());
    boolean errors =
        rollout
            .get(RolloutGrammar.ANALYSIS)
            .flatMap(analysis -> analysis.get(AnalysisGrammar.METRICS))
            .orElse(List.of())
            .stream()
            .anyMatch(one ->
                one.value()
                    .filter(fields ->
                        AnalysisAssembly.kind(one.word().value(), fields)
                            == AnalysisAssembly.Kind.SHARE)
                    .isPresent());
    if (objectives.size() > 1 || (!objectives.isEmpty() && !errors)) {
      problems.add(
          rollout.placeOf(RolloutGrammar.AFTER),
          ProblemCode.BASELINE_OBJECTIVE,
          errors
              ? "The old version can be held to one objective, and here are %d."
                  .formatted(objectives.size())
              : "No metric of the analysis counts errors, so nobody knows whether it is kept.",
          errors ? "Keep the one that counts." : "Add a metric of errors, or remove 'after'.");
    }
    for (Fields objective : objectives) {
      if (AnalysisGrammar.Objective.SHAPE.all().stream().allMatch(objective::sound)
          && objective.has(AnalysisGrammar.Objective.ERRORS)
          && !AnalysisAssembly.slo(objective, "errors").canBreak()) {
        problems.add(
            objective.placeOf(AnalysisGrammar.Objective.INCIDENT_AT),
            ProblemCode.BAD_THRESHOLD,
            "So large a share of errors that nothing could be shown to be more of them.",
            "'incident-at' times what 'errors' allows has to be under 60%.");
      }
    }
  }

  private void versionLabel(FlowDraft flow) {
    boolean prometheus =
        flow.file()
            .get(Grammar.File.METRICS)
            .filter(metrics -> metrics.origin() instanceof MetricsSpec.Origin.Prometheus)
            .isPresent();
    if (rollout.has(RolloutGrammar.VERSION_LABEL)
        && flow.file().sound(Grammar.File.METRICS)
        && !prometheus) {
      problems.add(
          rollout.placeOf(RolloutGrammar.VERSION_LABEL),
          ProblemCode.LABEL_OF_NOTHING,
          "No Prometheus server is asked here, so no label tells versions apart.",
          "Remove it, or count with 'prometheus' in 'metrics'.");
    }
  }

  private static boolean asksSelectors(Fields analysis) {
    return analysis.get(AnalysisGrammar.METRICS).orElse(List.of()).stream()
        .flatMap(one -> one.value().stream())
        .anyMatch(fields ->
            !fields.has(AnalysisGrammar.Metrics.JSON)
                && !fields.has(AnalysisGrammar.Metrics.POSTED));
  }

  private static boolean isUncounted(String name, Fields fields) {
    return AnalysisAssembly.kind(name, fields) != AnalysisAssembly.Kind.SHARE
        && AnalysisGrammar.sources().noneMatch(fields::has);
  }

  private void probe() {
    rollout
        .get(RolloutGrammar.TRAFFIC)
        .filter(
            traffic -> traffic.has(RolloutGrammar.COMMAND) && !traffic.has(RolloutGrammar.PROBE))
        .ifPresent(traffic ->
            problems.add(
                traffic.placeOf(RolloutGrammar.COMMAND),
                ProblemCode.MISSING_KEY,
                "Nobody can tell whether the command has split the traffic.",
                "Add the key 'probe': a command that prints the new version's percentage."));
  }
}
