package dev.signalbox.flow;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.calendar.Calendar;
import dev.signalbox.domain.calendar.RecurrenceText;
import dev.signalbox.domain.calendar.Schedule;
import dev.signalbox.domain.environment.Environment;
import dev.signalbox.domain.environment.Environment.Starts;
import dev.signalbox.domain.train.Train;
import dev.signalbox.flow.Flow.EnvironmentFlow;
import dev.signalbox.flow.Grammar.Environments;
import dev.signalbox.flow.Grammar.File;
import dev.signalbox.flow.Grammar.Steps;
import dev.signalbox.flow.shape.Fields;
import dev.signalbox.flow.shape.NamedOnes;
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
        assembly.calendar(),
        RotaGrammar.rotas(file),
        draft.trains().stream().map(assembly::train).toList(),
        draft.environments().stream().map(assembly::environment).toList(),
        file.get(File.LINES).orElse(List.of()).stream().map(LineGrammar::rule).toList(),
        file.get(CompanionGrammar.COMPANIONS).orElse(List.of()).stream()
            .map(CompanionGrammar::companion)
            .toList(),
        UrgentGrammar.rules(file));
  }

  private Optional<ReleaseRule> releaseRule() {
    return draft.file().get(File.RELEASE).map(_ -> ReleaseAssembly.rule(draft.file()));
  }

  private Calendar calendar() {
    return draft.file().get(File.CALENDAR).map(CalendarAssembly::calendar).orElse(Calendar.NONE);
  }

  private Train train(NamedOnes.One<Slug, Fields> train) {
    RecurrenceText cuts = train.value().orElseThrow().need(TrainGrammar.Trains.CUTS).value();
    return new Train(train.name().orElseThrow(), schedule(cuts));
  }

  /// When something recurs among the holidays, in its own zone or that of the calendar.
  private Schedule schedule(RecurrenceText when) {
    return calendar().schedule(when.in(calendar().zone()));
  }

  private Starts starts(Fields environment) {
    return environment
        .get(Environments.STARTS)
        .map(starts ->
            switch (starts.value()) {
              case StartsDraft.OnRequest() -> Starts.ON_REQUEST;
              case StartsDraft.At(RecurrenceText when) -> new Starts.At(schedule(when));
            })
        .orElse(Starts.BY_ITSELF);
  }

  private EnvironmentFlow environment(EnvironmentDraft environment) {
    Fields fields = environment.fields();
    Optional<DeploySpec> deploy = draft.deploySpec(environment);
    Optional<RolloutSpec> rollout =
        fields
            .get(Environments.ROLLOUT)
            .map(written -> RolloutAssembly.spec(draft.file(), written));
    boolean monitors = !environment.lacks(Steps.MONITOR) || !environment.lacks(WatchGrammar.WATCH);
    return new EnvironmentFlow(
        new Environment(
            environment.name().value(),
            environment.takes().orElseThrow().value(),
            starts(fields),
            fields.has(Environments.LOCK),
            GateCheck.rules(environment)),
        complete(environment.steps(), deploy).stream().map(s -> rolledOut(s, rollout)).toList(),
        complete(fields.need(Environments.ON_FAILURE), deploy),
        monitors ? complete(fields.need(Environments.ON_BREACH), deploy) : List.of());
  }

  private static StepSpec rolledOut(StepSpec step, Optional<RolloutSpec> rollout) {
    return step instanceof StepSpec.Deploy(DeploySpec.AsProcess process) && rollout.isPresent()
        ? new StepSpec.Rollout(process, rollout.get())
        : step;
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
      case Draft.Monitor(Optional<Double> errors, Optional<Fields> slo, Duration lasting) ->
          new StepSpec.Monitor(
              errors,
              slo.map(objective -> AnalysisAssembly.slo(objective, StepSpec.Monitor.METRIC)),
              lasting,
              draft.file().need(File.METRICS));
    };
  }
}
