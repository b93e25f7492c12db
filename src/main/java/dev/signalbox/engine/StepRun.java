package dev.signalbox.engine;

import dev.signalbox.flow.StepSpec;

/// A step of a run: what the flow asks for, and where it stands.
///
/// @param number its place in its phase, counted from 1
/// @param round how often the run's commands were begun anew because what they left on disk was
///   lost
/// @param memory what the step wants to know when it is looked at again; empty at first
public record StepRun(
    Phase phase, int number, int round, StepSpec spec, StepState state, String memory) {

  public enum Phase {
    MAIN,
    ON_FAILURE,
    ON_BREACH
  }

  public StepRun in(StepState next) {
    return new StepRun(phase, number, round, spec, next, memory);
  }

  public StepRun remembering(String next) {
    return new StepRun(phase, number, round, spec, state, next);
  }

  /// Whether both are the same step of a run, wherever they stand.
  public boolean same(StepRun other) {
    return phase == other.phase && number == other.number;
  }

  public boolean ended() {
    return state instanceof StepState.Ended;
  }
}
