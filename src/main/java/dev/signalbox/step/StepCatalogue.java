package dev.signalbox.step;

import dev.signalbox.engine.Outcome;
import dev.signalbox.engine.Run;
import dev.signalbox.engine.StepContext;
import dev.signalbox.engine.StepRun;
import dev.signalbox.engine.Steps;
import dev.signalbox.flow.StepSpec;
import dev.signalbox.port.ArtifactRegistry;
import dev.signalbox.port.CommandRunner;
import dev.signalbox.port.DeploymentTarget;

/// Every step a flow file may ask for. The compiler knows whether one is missing.
public final class StepCatalogue implements Steps {

  private final Toolbox tools;

  public StepCatalogue(
      Repositories repositories,
      Releases releases,
      Workspaces workspaces,
      CommandRunner commands,
      CommandEnvironment environment,
      ArtifactRegistry registry,
      DeploymentTarget processes,
      MetricSources metrics,
      JsonSources json,
      TrafficSplits traffic,
      Rollouts rollouts,
      Spoken spoken) {
    this.tools =
        new Toolbox(
            repositories,
            releases,
            workspaces,
            new Commands(commands),
            environment,
            registry,
            processes,
            metrics,
            json,
            traffic,
            rollouts,
            spoken);
  }

  @Override
  public Outcome execute(StepRun step, StepContext context) {
    return switch (step.spec()) {
      case StepSpec.Run run -> new RunStep(tools).execute(run, context);
      case StepSpec.Publish publish -> new PublishStep(tools).execute(publish, context);
      case StepSpec.Deploy deploy -> new DeployStep(tools).execute(deploy, context);
      case StepSpec.Rollout rollout -> new RolloutStep(tools).execute(rollout, context);
      case StepSpec.Verify verify -> new VerifyStep(tools).execute(verify, context);
      case StepSpec.Release release -> new ReleaseStep(tools).execute(release, context);
      case StepSpec.NameArtifact name -> new NameArtifactStep(tools).execute(name, context);
      case StepSpec.CopyArtifact copy -> new CopyArtifactStep(tools).execute(copy, context);
      case StepSpec.Monitor monitor -> new MonitorStep(tools).execute(monitor, context);
      case StepSpec.Watch watch -> new WatchStep(tools).execute(watch, context);
      case StepSpec.Alert alert -> AlertStep.execute(alert, context);
      case StepSpec.Rollback rollback -> new RollbackStep(tools).execute(rollback, context);
      case StepSpec.Halt() ->
          Outcome.succeeded(context.run().work().label() + " goes no further by itself");
    };
  }

  @Override
  public void leave(Run run) {
    tools.workspaces().drop(run.id());
  }
}
