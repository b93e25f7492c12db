package dev.signalbox.flow;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.environment.GateRule;
import dev.signalbox.flow.shape.At;

/// A gate as it is written.
sealed interface GateDraft {

  /// What becomes of it.
  GateRule rule();

  /// It lacks nothing.
  record Complete(GateRule rule) implements GateDraft {}

  /// @param companion has to be one of the file's
  record OfCompanion(At<Slug> companion) implements GateDraft {
    @Override
    public GateRule rule() {
      return new GateRule.CompanionReleased(companion.value());
    }
  }

  /// @param window has to be one of the calendar's
  record InWindow(At<Slug> window) implements GateDraft {
    @Override
    public GateRule rule() {
      return new GateRule.InWindow(window.value());
    }
  }
}
