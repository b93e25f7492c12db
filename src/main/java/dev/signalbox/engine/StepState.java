package dev.signalbox.engine;

import java.time.Instant;

/// Where a step stands.
public sealed interface StepState {

  record Pending() implements StepState {}

  /// A worker is at it, or was when it died.
  record Running(int attempt, Instant since) implements StepState {}

  /// Nobody works; the step is looked at again at an instant.
  record Waiting(int attempt, String what, String clearedBy, Instant until) implements StepState {}

  /// The machinery broke; it is tried again at an instant.
  record Retrying(int attempt, String error, Instant at) implements StepState {}

  record Ended(Result result, String sentence, Instant at) implements StepState {}

  enum Result {
    SUCCEEDED,
    /// The world answered no.
    FAILED,
    /// A monitor saw its threshold exceeded.
    BREACHED,
    /// The machinery broke and retries are spent.
    ERRORED,
    /// Our rules or settings say no.
    REFUSED,
    /// A person stopped it.
    ABORTED,
    /// An earlier step ended badly, so this one was never begun.
    SKIPPED
  }
}
