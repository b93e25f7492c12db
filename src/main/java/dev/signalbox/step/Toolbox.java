package dev.signalbox.step;

import dev.signalbox.port.ArtifactRegistry;
import dev.signalbox.port.DeploymentTarget;

/// What the steps work with.
record Toolbox(
    Repositories repositories,
    Releases releases,
    Workspaces workspaces,
    Commands commands,
    CommandEnvironment environment,
    ArtifactRegistry registry,
    DeploymentTarget processes,
    MetricSources metrics,
    JsonSources json,
    TrafficSplits traffic,
    Rollouts rollouts,
    Spoken spoken) {}
