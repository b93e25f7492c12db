package dev.signalbox.domain.plan;

import dev.signalbox.domain.audit.Fact;

/// What people asked for.
public sealed interface RequestFact extends Fact {

  record PromotionRequested(String environment, String what) implements RequestFact {
    @Override
    public String sentence() {
      return "asked for %s in %s".formatted(what, environment);
    }
  }

  record RequestWithdrawn(String environment) implements RequestFact {
    @Override
    public String sentence() {
      return "withdrew what was asked for in " + environment;
    }
  }
}
