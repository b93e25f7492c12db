package dev.signalbox.base;

import java.time.Instant;
import java.util.Optional;

/// Why something does not go on: what holds it, who can clear it, and when time alone opens it.
/// Written once, in words for the user; page, API and CLI show it unchanged.
///
/// @param code stable and machine-readable, such as `lock-held`
/// @param sentence what holds, in words for a person
/// @param clearedBy who or what can clear it, as a sentence
/// @param opensAt when it clears by itself; empty if time alone does not help
public record Reason(String code, String sentence, String clearedBy, Optional<Instant> opensAt) {

  /// A reason that time alone never clears.
  public static Reason of(String code, String sentence, String clearedBy) {
    return new Reason(code, sentence, clearedBy, Optional.empty());
  }
}
