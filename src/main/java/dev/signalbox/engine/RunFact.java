package dev.signalbox.engine;

import dev.signalbox.base.RunId;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.audit.Fact;
import dev.signalbox.domain.change.CommitId;
import java.util.Locale;

/// What happened to runs and their steps.
public sealed interface RunFact extends Fact {

  record BuildStarted(RunId run, CommitId commit, Digest definition) implements RunFact {
    @Override
    public String sentence() {
      return "%s builds %s".formatted(run, commit.brief());
    }
  }

  record PromotionStarted(
      RunId run, String environment, String what, Digest artifact, Digest definition)
      implements RunFact {
    @Override
    public String sentence() {
      return "%s takes %s to %s".formatted(run, what, environment);
    }
  }

  record StepStarted(String step, int attempt) implements RunFact {
    @Override
    public String sentence() {
      return "began " + step + (attempt > 1 ? " (try " + attempt + ")" : "");
    }
  }

  record StepEnded(String step, StepState.Result result, String text) implements RunFact {
    @Override
    public String sentence() {
      return "%s %s: %s".formatted(step, result.name().toLowerCase(Locale.ROOT), text);
    }
  }

  record StepRetried(String step, int attempt, String error) implements RunFact {
    @Override
    public String sentence() {
      return "%s did not work (try %d): %s".formatted(step, attempt, error);
    }
  }

  record RunRedone(String why) implements RunFact {
    @Override
    public String sentence() {
      return "begins anew: " + why;
    }
  }

  record AbortAsked(RunId run, String reason) implements RunFact {
    @Override
    public String sentence() {
      return "asked to abort %s: %s".formatted(run, reason);
    }
  }

  record RunEnded(RunId run, RunResult result, String text) implements RunFact {
    @Override
    public String sentence() {
      return "%s %s: %s".formatted(run, result.name().toLowerCase(Locale.ROOT), text);
    }
  }

  record RunAdopted(RunId run, String worker) implements RunFact {
    @Override
    public String sentence() {
      return "%s goes on under %s".formatted(run, worker);
    }
  }
}
