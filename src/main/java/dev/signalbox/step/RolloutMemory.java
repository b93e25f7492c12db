package dev.signalbox.step;

import dev.signalbox.base.Json;
import dev.signalbox.domain.rollout.Reading;
import java.util.Optional;

/// What a rollout's step wants to know when it looks again; where the rollout stands is kept
/// elsewhere.
///
/// @param applied how often a command has split the traffic
/// @param told what it was told last: the share and the addresses
/// @param last the counters as they were read last, in the stage that goes on
record RolloutMemory(int applied, String told, Optional<Staged> last) {

  /// @param stage in which it was read
  record Staged(int stage, Reading reading) {}

  static RolloutMemory read(String memory) {
    return memory.isEmpty()
        ? new RolloutMemory(0, "", Optional.empty())
        : Json.mapper().readValue(memory, RolloutMemory.class);
  }

  String write() {
    return Json.write(this);
  }
}
