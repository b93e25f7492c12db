package dev.signalbox.step;

import dev.signalbox.base.Reason;
import dev.signalbox.engine.Outcome;
import dev.signalbox.port.ArtifactRegistry;
import java.util.Optional;

/// A flow names a registry; where it is, only the server's settings say. One they don't name is
/// refused.
final class UnknownRegistry {

  private UnknownRegistry() {}

  static Optional<Outcome> refused(ArtifactRegistry registry, String name) {
    return registry.knows(name)
        ? Optional.empty()
        : Optional.of(
            new Outcome.Refused(
                Reason.of(
                    "unknown-registry",
                    "This server does not know the registry %s.".formatted(name),
                    "an administrator: start the server with --registry %s=URL or FOLDER"
                        .formatted(name))));
  }
}
