package dev.signalbox.domain.companion;

import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.audit.Fact;
import java.util.Optional;

/// What happened to a companion of a service.
public sealed interface CompanionFact extends Fact {

  /// A look has found something that its last release has not.
  record CompanionChanged(String companion, Optional<String> since, int commits, String nextTag)
      implements CompanionFact {
    @Override
    public String sentence() {
      return "%s %s: %d commit%s, %s would be next"
          .formatted(
              companion,
              since.map(tag -> "has changed since " + tag).orElse("was never released"),
              commits,
              commits == 1 ? "" : "s",
              nextTag);
    }
  }

  /// A look has found a release with all that has come.
  record CompanionReleased(String companion, String tag) implements CompanionFact {
    @Override
    public String sentence() {
      return "%s is released as %s".formatted(companion, tag);
    }
  }

  /// Somebody let a release go on although the companion is not released.
  record CompanionPassedOver(String companion, String what, Digest digest, String environment)
      implements CompanionFact {
    @Override
    public String sentence() {
      return "let %s go on into %s without a release of %s".formatted(what, environment, companion);
    }
  }
}
