package dev.signalbox.step;

import dev.signalbox.base.Json;

/// What a rollout's step wants to know when it looks again; where the rollout stands is kept
/// elsewhere.
///
/// @param applied how often a command has split the traffic
record RolloutMemory(int applied) {

  static RolloutMemory read(String memory) {
    return memory.isEmpty()
        ? new RolloutMemory(0)
        : Json.mapper().readValue(memory, RolloutMemory.class);
  }
}
