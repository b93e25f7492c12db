package dev.signalbox.flow;

import dev.signalbox.domain.environment.Environment;
import dev.signalbox.domain.environment.Environment.Starts;
import dev.signalbox.flow.Flow.EnvironmentFlow;
import dev.signalbox.flow.Grammar.Environments;
import dev.signalbox.flow.Grammar.File;
import dev.signalbox.flow.Grammar.Steps;
import dev.signalbox.flow.shape.Fields;
import dev.signalbox.flow.shape.Words.Chosen;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A flow without problems becomes the flow that runs: every step gets what it lacked.
final class Assembly {

  private final FlowDraft draft;

  private Assembly(FlowDraft draft) {
    this.draft = draft;
  }

  /// @throws IllegalStateException if the draft still has a problem
  static Flow flow(FlowDraft draft) {
    var assembly = new Assembly(draft);
    Fields file = draft.file();
    return new Flow(
        file.need(File.SERVICE),
        file.get(File.TEAM),
        assembly.complete(file.need(File.BUILD), Optional.empty()),
        assembly.releaseRule(),
        draft.environments().stream().map(assembly::environment).toList(),
        file.get(File.LINES).orElse(List.of()).stream().map(LineGrammar::rule).toList());
  }

  private Optional<ReleaseRule> releaseRule() {
    return draft.file().get(File.RELEASE).map(_ -> ReleaseAssembly.rule(draft.file()));
  }

  private EnvironmentFlow environment(EnvironmentDraft environment) {
    Fields fields = environment.fields();
    Optional<DeploySpec> deploy = draft.deploySpec(environment);
    boolean monitors = !environment.steps(Steps.MONITOR).isEmpty();
    return new EnvironmentFlow(
        new Environment(
            environment.name().value(),
            fields.need(Environments.TAKES).value(),
            fields.get(Environments.STARTS).orElse(Starts.BY_ITSELF),
            fields.has(Environments.LOCK)),
        complete(environment.steps(), deploy),
        complete(fields.need(Environments.ON_FAILURE), deploy),
        monitors ? complete(fields.need(Environments.ON_BREACH), deploy) : List.of());
  }

  private List<StepSpec> complete(List<Chosen<Draft>> steps, Optional<DeploySpec> deploy) {
    return steps.stream().map(step -> complete(step.meaning().orElseThrow(), deploy)).toList();
  }

  private StepSpec complete(Draft step, Optional<DeploySpec> deploy) {
    return switch (step) {
      case Draft.Complete(StepSpec whole) -> whole;
      case Draft.Naming(StepSpec whole, _) -> whole;
      case Draft.Deploy _ -> new StepSpec.Deploy(deploy.orElseThrow());
      case Draft.Rollback _ -> new StepSpec.Rollback(deploy.orElseThrow());
      case Draft.Release _ -> new StepSpec.Release(releaseRule().orElseThrow());
      case Draft.Monitor(double errors, Duration lasting) ->
          new StepSpec.Monitor(errors, lasting, draft.file().need(File.METRICS));
    };
  }
}
