package dev.signalbox.domain.signoff;

import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.audit.Fact;
import dev.signalbox.domain.change.CommitId;
import java.util.List;
import java.util.Optional;

/// What people and machines said about releases.
public sealed interface SignoffFact extends Fact {

  record WordGiven(
      String as, boolean yes, String what, Digest digest, String environment, Optional<String> link)
      implements SignoffFact {
    @Override
    public String sentence() {
      return "said %s to %s in %s as %s%s"
          .formatted(
              yes ? "yes" : "no",
              what,
              environment,
              as,
              link.map(where -> " (" + where + ")").orElse(""));
    }
  }

  /// Somebody looked at a dashboard of what is deployed.
  record DashboardLookedAt(String dashboard, boolean well, String what, String environment)
      implements SignoffFact {
    @Override
    public String sentence() {
      return "looked at %s of %s in %s: %s"
          .formatted(dashboard, what, environment, well ? "all is well" : "all is not well");
    }
  }

  /// The time for it is over.
  record DashboardsUnwatched(List<String> dashboards, String what, String environment)
      implements SignoffFact {
    @Override
    public String sentence() {
      return "nobody looked at %s of %s in %s"
          .formatted(String.join(", ", dashboards), what, environment);
    }
  }

  record CheckReported(CommitId commit, String name, boolean passed, Optional<String> link)
      implements SignoffFact {
    @Override
    public String sentence() {
      return "%s %s on %s".formatted(name, passed ? "passed" : "failed", commit.brief());
    }
  }

  record DeploymentRequestFiled(
      long number, String to, String what, Digest digest, String environment)
      implements SignoffFact {
    @Override
    public String sentence() {
      return "filed deployment request %d to %s: %s into %s"
          .formatted(number, to, what, environment);
    }
  }

  record DeploymentRequestAnswered(
      long number, boolean accepted, String what, Digest digest, String environment)
      implements SignoffFact {
    @Override
    public String sentence() {
      return "%s deployment request %d: %s into %s"
          .formatted(accepted ? "accepted" : "declined", number, what, environment);
    }
  }
}
