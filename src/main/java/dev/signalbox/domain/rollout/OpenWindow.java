package dev.signalbox.domain.rollout;

import dev.signalbox.domain.audit.Fact;
import java.time.Instant;

/// The window that is being counted now, so that whoever posts counts knows of which time. Kept
/// with the rollout, and not in the audit log.
///
/// @param number the one it has when it is judged; one that the traffic cut short was never judged,
///   and the next has its number, and another beginning
/// @param until when it is over
public record OpenWindow(int number, int stage, Instant from, Instant until) implements Fact {

  @Override
  public String sentence() {
    return "window %d of step %d is open until %s".formatted(number, stage + 1, until);
  }
}
