package dev.signalbox.domain.deployment;

import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.artifact.ImageName;
import dev.signalbox.domain.audit.Fact;
import dev.signalbox.domain.lock.Fence;
import java.net.URI;
import java.util.Optional;

/// What happened in an environment.
public sealed interface DeploymentFact extends Fact {

  /// The run's candidate is there.
  record Deployed(String what, ImageName image, Digest digest, Fence fence, Optional<URI> address)
      implements DeploymentFact {
    @Override
    public String sentence() {
      return "%s is deployed".formatted(what) + at(address);
    }
  }

  /// The run's candidate did not come up.
  record DeployFailed(String what, Digest digest, Fence fence, String reason)
      implements DeploymentFact {
    @Override
    public String sentence() {
      return "%s did not come up: %s".formatted(what, reason);
    }
  }

  /// What was good before is there again.
  record RolledBack(
      String from, String to, ImageName image, Digest digest, Fence fence, Optional<URI> address)
      implements DeploymentFact {
    @Override
    public String sentence() {
      return "rolled back from %s to %s".formatted(from, to) + at(address);
    }
  }

  /// A monitor saw more errors than the flow allows.
  record ThresholdBreached(String what, String reason) implements DeploymentFact {
    @Override
    public String sentence() {
      return "%s breached its threshold: %s".formatted(what, reason);
    }
  }

  private static String at(Optional<URI> address) {
    return address.map(where -> " at " + where).orElse("");
  }
}
