package dev.signalbox.domain.rollout;

import dev.signalbox.domain.analysis.evidence.Window;
import dev.signalbox.domain.audit.Fact;
import java.time.Instant;

/// Both versions were counted for a while. Sixty an hour: kept in a table of its own, and not in
/// the audit log.
///
/// @param evidence what the analysis knows after it, as JSON, for charts and tables
/// @param lnE the logarithm of the evidence after it that the new version is worse than allowed
public record WindowCounted(
    Window window, Instant beganAt, Instant endedAt, String evidence, double lnE) implements Fact {

  @Override
  public String sentence() {
    return "window %d of step %d is counted".formatted(window.number(), window.stage() + 1);
  }
}
