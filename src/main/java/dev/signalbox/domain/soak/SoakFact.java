package dev.signalbox.domain.soak;

import dev.signalbox.base.Utc;
import dev.signalbox.domain.audit.Fact;
import java.time.Duration;

/// What people said about soaking releases.
public sealed interface SoakFact extends Fact {

  record SoakSet(String release, String environment, Duration lasting) implements SoakFact {
    @Override
    public String sentence() {
      return "%s soaks in %s for %s".formatted(release, environment, Utc.lasting(lasting));
    }
  }

  record MarkedBad(String release, String environment) implements SoakFact {
    @Override
    public String sentence() {
      return "%s is bad in %s and soaks no longer".formatted(release, environment);
    }
  }

  record MarkedGood(String release, String environment) implements SoakFact {
    @Override
    public String sentence() {
      return "%s is good in %s and soaks from now on".formatted(release, environment);
    }
  }
}
