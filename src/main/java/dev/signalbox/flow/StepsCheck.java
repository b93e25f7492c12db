package dev.signalbox.flow;

import dev.signalbox.flow.Grammar.Environments;
import dev.signalbox.flow.Grammar.File;
import dev.signalbox.flow.Grammar.Steps;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.shape.Key;
import dev.signalbox.flow.shape.Words.Chosen;
import java.util.List;
import java.util.Optional;

/// The steps of an environment make sense in their order: deployed once and by a rule, proven
/// afterwards, brought back only if there is something to bring back, and over after `halt`.
final class StepsCheck {

  private final FlowDraft flow;
  private final EnvironmentDraft environment;
  private final Problems problems;

  private StepsCheck(FlowDraft flow, EnvironmentDraft environment, Problems problems) {
    this.flow = flow;
    this.environment = environment;
    this.problems = problems;
  }

  static void check(FlowDraft flow, Problems problems) {
    for (EnvironmentDraft environment : flow.environments()) {
      var check = new StepsCheck(flow, environment, problems);
      check.deployments();
      check.proofs();
      check.nothingBehindHalt(environment.steps());
      check.reactions(Environments.ON_FAILURE);
      check.reactions(Environments.ON_BREACH);
    }
  }

  private void deployments() {
    Draft byRule = new Draft.Deploy(Optional.empty());
    for (Chosen<Draft> deploy : environment.steps(Steps.DEPLOY)) {
      if (deploy.meaning().equals(Optional.of(byRule)) && !flow.file().has(File.DEPLOY)) {
        tell(
            deploy,
            ProblemCode.NO_DEPLOY_RULE,
            "Neither this step nor the file says how to deploy.",
            "Add the key 'deploy' to the top of the file.");
      }
    }
    for (Chosen<Draft> again : environment.steps(Steps.DEPLOY).stream().skip(1).toList()) {
      tell(
          again,
          ProblemCode.DEPLOYED_TWICE,
          "'%s' deploys a second time.".formatted(environment.title()),
          "Keep one 'deploy' step.");
    }
  }

  private void proofs() {
    boolean deployed = false;
    for (Chosen<Draft> step : environment.steps()) {
      deployed = deployed || step.is(Steps.DEPLOY);
      boolean isProof =
          step.is(Steps.VERIFY) || step.is(Steps.MONITOR) || step.is(WatchGrammar.WATCH);
      if (isProof && environment.lacks(Steps.DEPLOY)) {
        tell(
            step,
            ProblemCode.NOTHING_DEPLOYED,
            "'%s' is about what was deployed, and '%s' deploys nothing."
                .formatted(step.word().word(), environment.title()),
            "Add the step 'deploy' before it.");
      } else if (isProof && !deployed && !environment.steps(Steps.DEPLOY).isEmpty()) {
        tell(
            step,
            ProblemCode.NOTHING_DEPLOYED,
            "'%s' is about what was deployed, and comes before 'deploy'."
                .formatted(step.word().word()),
            "Move it behind 'deploy'.");
      }
    }
  }

  private void reactions(Key<List<Chosen<Draft>>> key) {
    if (environment.fields().has(key)) {
      List<Chosen<Draft>> reactions = environment.fields().get(key).orElse(List.of());
      nothingBehindHalt(reactions);
      for (Chosen<Draft> reaction : reactions) {
        if (reaction.is(Steps.ROLLBACK) && environment.lacks(Steps.DEPLOY)) {
          tell(
              reaction,
              ProblemCode.NOTHING_DEPLOYED,
              "There is nothing to roll back: '%s' deploys nothing.".formatted(environment.title()),
              "Remove 'rollback'.");
        }
      }
    }
  }

  private void nothingBehindHalt(List<Chosen<Draft>> steps) {
    for (int i = 1; i < steps.size(); i++) {
      if (steps.get(i - 1).is(Steps.HALT)) {
        tell(
            steps.get(i),
            ProblemCode.AFTER_HALT,
            "'%s' stands behind 'halt' and would never run.".formatted(steps.get(i).word().word()),
            "Move 'halt' to the end.");
      }
    }
  }

  private void tell(Chosen<Draft> step, ProblemCode code, String fact, String next) {
    problems.add(step.place(), code, fact, next);
  }
}
