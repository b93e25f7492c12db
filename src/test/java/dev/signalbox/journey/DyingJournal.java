package dev.signalbox.journey;

import dev.signalbox.base.RunId;
import dev.signalbox.engine.Journal;
import dev.signalbox.engine.Outcome;
import dev.signalbox.engine.Run;
import dev.signalbox.engine.RunResult;
import dev.signalbox.engine.StepRun;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/// A journal at which workers die where fate wants it.
final class DyingJournal implements Journal {

  /// When a worker dies.
  enum Moment {
    /// What is to be done is written down, and not done.
    AFTER_INTENT,
    /// It is done, and nobody has written that down.
    BEFORE_SETTLED,
    /// All is done and written down, but not what it means for the step or the run.
    BEFORE_OUTCOME
  }

  /// What a death looks like from within: nothing catches it.
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed(String where) {
      super(where);
    }
  }

  private final Journal journal;
  private final Predicate<Death> fate;

  /// @param fate whether a worker dies this death; asked each time it comes by
  DyingJournal(Journal journal, Predicate<Death> fate) {
    this.journal = journal;
    this.fate = fate;
  }

  /// @param where the key of an effect, or the run and its step
  record Death(Moment moment, String where) {

    boolean is(Moment when, String end) {
      return moment == when && where.endsWith(end);
    }
  }

  private void die(Moment moment, String where) {
    if (fate.test(new Death(moment, where))) {
      throw new Killed(where);
    }
  }

  @Override
  public Intent intend(Run run, String key, String content, Instant now) {
    Intent intent = journal.intend(run, key, content, now);
    die(Moment.AFTER_INTENT, key);
    return intent;
  }

  @Override
  public void settled(Run run, String key, String result, Instant now) {
    die(Moment.BEFORE_SETTLED, key);
    journal.settled(run, key, result, now);
  }

  @Override
  public Run ended(Run run, StepRun step, Outcome outcome, Instant now) {
    die(Moment.BEFORE_OUTCOME, "%s %s".formatted(run.id(), step.spec().label()));
    return journal.ended(run, step, outcome, now);
  }

  @Override
  public void ended(Run run, RunResult result, String sentence, Instant now) {
    die(Moment.BEFORE_OUTCOME, run.id() + " end");
    journal.ended(run, result, sentence, now);
  }

  @Override
  public Optional<Run> claim(RunId id, String worker, Instant now) {
    return journal.claim(id, worker, now);
  }

  @Override
  public Run started(Run run, StepRun step, int attempt, Instant now) {
    return journal.started(run, step, attempt, now);
  }

  @Override
  public Optional<Intent> intended(Run run, String key) {
    return journal.intended(run, key);
  }

  @Override
  public Intent intendAgain(Run run, String key, Instant now) {
    return journal.intendAgain(run, key, now);
  }

  @Override
  public void log(Run run, StepRun step, String text, Optional<Long> upTo, Instant now) {
    journal.log(run, step, text, upTo, now);
  }

  @Override
  public long loggedUpTo(Run run, StepRun step) {
    return journal.loggedUpTo(run, step);
  }

  @Override
  public Optional<Run.Abort> abortOf(Run run) {
    return journal.abortOf(run);
  }
}
