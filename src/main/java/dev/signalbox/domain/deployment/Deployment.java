package dev.signalbox.domain.deployment;

import dev.signalbox.base.DeploymentId;
import dev.signalbox.base.RunId;
import dev.signalbox.domain.artifact.ImageName;
import dev.signalbox.domain.release.Candidate;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/// An artifact's arrival in an environment. The newest one is what is there.
///
/// @param image the registry it was deployed from
/// @param address where it answers, if the target told
public record Deployment(
    DeploymentId id,
    Candidate what,
    ImageName image,
    RunId run,
    Instant at,
    Optional<URI> address,
    DeploymentState state) {}
