package dev.signalbox.engine;

import dev.signalbox.base.RunId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A journal in memory that keeps its promises as the real one does, and dies where it is told to:
/// before a write, or right after it.
final class MemoryJournal implements Journal {

  /// What a server's death looks like from within: nothing catches it.
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  /// Asked before and after every write.
  interface Fate {
    void maybeCrash();
  }

  private final Fate fate;
  private final Map<String, Intent> intents = new HashMap<>();
  private final Map<String, Long> kept = new HashMap<>();
  private Run run;
  private Optional<RunResult> result = Optional.empty();
  private String sentence = "";

  MemoryJournal(Run run, Fate fate) {
    this.run = run;
    this.fate = fate;
  }

  Run run() {
    return run;
  }

  Optional<RunResult> result() {
    return result;
  }

  String sentence() {
    return sentence;
  }

  Map<String, Intent> intents() {
    return intents;
  }

  void ask(Run.Abort abort) {
    run =
        new Run(
            run.id(),
            run.service(),
            run.serviceName(),
            run.definition(),
            run.work(),
            run.fence(),
            Optional.of(abort),
            run.started(),
            run.steps());
  }

  @Override
  public synchronized Optional<Run> claim(RunId id, String worker, Instant now) {
    fate.maybeCrash();
    if (result.isPresent()) {
      return Optional.empty();
    }
    run =
        new Run(
            run.id(),
            run.service(),
            run.serviceName(),
            run.definition(),
            run.work(),
            run.fence() + 1,
            run.abort(),
            run.started(),
            run.steps());
    fate.maybeCrash();
    return Optional.of(run);
  }

  @Override
  public Run started(Run held, StepRun step, int attempt, Instant now) {
    return write(held, () -> run = run.with(step.in(new StepState.Running(attempt, now))));
  }

  @Override
  public Run ended(Run held, StepRun step, Outcome outcome, Instant now) {
    return write(held, () -> run = Decider.after(run, step, outcome, now));
  }

  @Override
  public void ended(Run held, RunResult end, String why, Instant now) {
    write(
        held,
        () -> {
          run = run.withSteps(Decider.closed(run, end, now));
          result = Optional.of(end);
          sentence = why;
        });
  }

  @Override
  public synchronized Optional<Intent> intended(Run held, String key) {
    return Optional.ofNullable(intents.get(key)).map(MemoryJournal::stale);
  }

  @Override
  public Intent intend(Run held, String key, String content, Instant now) {
    Intent[] intent = new Intent[1];
    write(
        held,
        () -> {
          Intent before = intents.get(key);
          intent[0] =
              before == null ? new Intent(key, content, 1, true, Optional.empty()) : stale(before);
          intents.put(key, intent[0]);
        });
    return intent[0];
  }

  @Override
  public Intent intendAgain(Run held, String key, Instant now) {
    Intent[] intent = new Intent[1];
    write(
        held,
        () -> {
          Intent before = open(key);
          intent[0] =
              new Intent(key, before.content(), before.attempt() + 1, true, Optional.empty());
          intents.put(key, intent[0]);
        });
    return intent[0];
  }

  @Override
  public void settled(Run held, String key, String what, Instant now) {
    write(
        held,
        () -> {
          Intent before = open(key);
          intents.put(
              key,
              new Intent(
                  key, before.content(), before.attempt(), before.fresh(), Optional.of(what)));
        });
  }

  @Override
  public void log(Run held, StepRun step, String text, Optional<Long> upTo, Instant now) {
    write(held, () -> upTo.ifPresent(end -> kept.merge(name(step), end, Math::max)));
  }

  @Override
  public synchronized long loggedUpTo(Run held, StepRun step) {
    return kept.getOrDefault(name(step), 0L);
  }

  @Override
  public synchronized Optional<Run.Abort> abortOf(Run held) {
    check(held);
    return run.abort();
  }

  private synchronized Run write(Run held, Runnable change) {
    fate.maybeCrash();
    check(held);
    change.run();
    fate.maybeCrash();
    return run;
  }

  private void check(Run held) {
    if (held.fence() != run.fence() || result.isPresent()) {
      throw new LostRun(held.id());
    }
  }

  /// What is settled stays as it is.
  private Intent open(String key) {
    Intent intent = intents.get(key);
    if (intent == null || intent.result().isPresent()) {
      throw new IllegalStateException(key + " is not open. Indicates a bug.");
    }
    return intent;
  }

  private static String name(StepRun step) {
    return step.phase() + " " + step.number();
  }

  private static Intent stale(Intent intent) {
    return new Intent(intent.key(), intent.content(), intent.attempt(), false, intent.result());
  }
}
