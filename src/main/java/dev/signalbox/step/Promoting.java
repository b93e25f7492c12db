package dev.signalbox.step;

import dev.signalbox.engine.StepContext;
import dev.signalbox.engine.Work;

/// The promotion a step belongs to; the flow's reader lets such steps into environments only.
final class Promoting {

  private Promoting() {}

  static Work.Promotion of(StepContext context) {
    if (context.run().work() instanceof Work.Promotion promotion) {
      return promotion;
    }
    throw new IllegalStateException(
        context.step().spec().keyword() + " outside an environment. Indicates a bug.");
  }
}
