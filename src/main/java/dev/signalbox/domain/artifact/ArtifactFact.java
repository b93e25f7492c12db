package dev.signalbox.domain.artifact;

import dev.signalbox.domain.audit.Fact;
import java.util.List;

/// What happened to an artifact.
public sealed interface ArtifactFact extends Fact {

  /// A build made it, and the registry has it.
  record ArtifactPublished(ImageName image, Digest digest, List<String> tags)
      implements ArtifactFact {
    @Override
    public String sentence() {
      return "published %s@%s".formatted(image, digest.brief());
    }
  }

  /// The same digest has one more name.
  record ArtifactNamed(ImageName image, Digest digest, String tag) implements ArtifactFact {
    @Override
    public String sentence() {
      return "named %s@%s %s".formatted(image, digest.brief(), tag);
    }
  }

  /// The same digest is in one more registry.
  record ArtifactCopied(ImageName from, ImageName to, Digest digest) implements ArtifactFact {
    @Override
    public String sentence() {
      return "copied %s from %s to %s".formatted(digest.brief(), from, to);
    }
  }
}
