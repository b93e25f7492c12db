package dev.signalbox.engine;

import dev.signalbox.base.RunId;
import java.time.Instant;
import java.util.Optional;

/// Where runs live. Every method is one transaction; each that changes a run checks the worker's
/// fence first and throws [LostRun] if another worker has claimed the run since.
public interface Journal {

  /// Takes a run over: from here on only this worker's fence counts. Empty if the run has ended.
  Optional<Run> claim(RunId id, String worker, Instant now);

  /// A step is about to touch the world.
  Run started(Run run, StepRun step, int attempt, Instant now);

  /// A step has handed back: its new state, its facts and all that follows from them.
  Run ended(Run run, StepRun step, Outcome outcome, Instant now);

  /// The run has come to its end: the lock is free, the planner will look.
  void ended(Run run, RunResult result, String sentence, Instant now);

  /// What was intended under a key, if anything was.
  Optional<Intent> intended(Run run, String key);

  /// An effect is about to happen. The first intent under a key is kept; a later one under the same
  /// key gets the first back, whatever it brought, because that one may have happened.
  Intent intend(Run run, String key, String content, Instant now);

  /// The same effect is tried once more.
  Intent intendAgain(Run run, String key, Instant now);

  /// The effect has happened, or was found to have happened.
  void settled(Run run, String key, String result, Instant now);

  /// Keeps what a step printed.
  ///
  /// @param upTo how far its command's output is kept now; empty for our own words
  void log(Run run, StepRun step, String text, Optional<Long> upTo, Instant now);

  /// How far a step's output is kept already.
  long loggedUpTo(Run run, StepRun step);

  /// Whether the run is still this worker's, and who wants it stopped.
  Optional<Run.Abort> abortOf(Run run);

  /// @param content what was intended first
  /// @param attempt counted from 1
  /// @param fresh whether nobody can have carried it out yet
  /// @param result what came of it, once settled
  record Intent(String key, String content, int attempt, boolean fresh, Optional<String> result) {}

  /// Another worker has the run. Whoever learns this drops everything and changes nothing.
  final class LostRun extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LostRun(RunId run) {
      super(run + " has another worker by now.");
    }
  }
}
