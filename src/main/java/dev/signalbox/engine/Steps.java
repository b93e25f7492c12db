package dev.signalbox.engine;

/// Carries a step out. May throw `PortException`s and bugs; the worker makes them outcomes.
public interface Steps {

  Outcome execute(StepRun step, StepContext context);

  /// The run has ended: what it kept on this machine can go. Losing this call loses only disk
  /// space.
  void leave(Run run);
}
