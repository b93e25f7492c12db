package dev.signalbox.engine;

/// How a run ended.
public enum RunResult {
  SUCCEEDED,
  /// The world answered no.
  FAILED,
  /// The monitor saw its threshold exceeded.
  BREACHED,
  /// The machinery broke and retries are spent.
  ERRORED,
  /// Our rules or settings say no.
  REFUSED,
  /// A person stopped it.
  ABORTED,
  /// It only watched, and gave way to a newer run.
  OVERTAKEN
}
