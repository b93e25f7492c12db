package dev.signalbox.engine;

import dev.signalbox.base.Inert;
import dev.signalbox.base.Words;
import dev.signalbox.engine.Journal.Intent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// What a step may use while it is carried out: the run, the time, its log, and the one way to
/// touch the world.
public final class StepContext {

  private static final long LOOK_EVERY_NANOS = 500_000_000;

  private final Run run;
  private final StepRun step;
  private final Journal journal;
  private final InstantSource clock;
  private final BooleanSupplier stopping;
  private final UnaryOperator<String> mask;
  private long lookedAt = System.nanoTime();

  StepContext(
      Run run,
      StepRun step,
      Journal journal,
      InstantSource clock,
      BooleanSupplier stopping,
      UnaryOperator<String> mask) {
    this.run = run;
    this.step = step;
    this.journal = journal;
    this.clock = clock;
    this.stopping = stopping;
    this.mask = mask;
  }

  public Run run() {
    return run;
  }

  public StepRun step() {
    return step;
  }

  public Instant now() {
    return clock.instant();
  }

  /// The name of one effect of this step, the same after every crash and retry.
  public String key(String effect) {
    return "%s.%s.%d.%d.%s"
        .formatted(run.id(), Words.of(step.phase()), step.number(), step.round(), effect);
  }

  /// Touches the world once. What is intended is written down first; if it was written down before,
  /// the world is asked whether it has happened already, and only if not is it tried again.
  ///
  /// @param content what is intended; the first that was written down counts
  /// @param probe what the world says came of it; empty if it has not happened
  /// @param apply makes it happen
  public String once(
      String effect,
      String content,
      Function<Intent, Optional<String>> probe,
      Function<Intent, String> apply) {
    Intent intent = journal.intend(run, key(effect), content, now());
    if (intent.result().isPresent()) {
      return intent.result().get();
    }
    Optional<String> found = intent.fresh() ? Optional.empty() : probe.apply(intent);
    String result =
        found.orElseGet(() ->
            apply.apply(intent.fresh() ? intent : journal.intendAgain(run, intent.key(), now())));
    journal.settled(run, intent.key(), result, now());
    return result;
  }

  /// What this step intended in a former life, if it did.
  public Optional<Intent> intended(String effect) {
    return journal.intended(run, key(effect));
  }

  /// The intent of an effect that the step carries out itself.
  public Intent intend(String effect, String content) {
    return journal.intend(run, key(effect), content, now());
  }

  public Intent intendAgain(Intent intent) {
    return journal.intendAgain(run, intent.key(), now());
  }

  public void settled(Intent intent, String result) {
    journal.settled(run, intent.key(), result, now());
  }

  /// A line of our own in the step's log.
  public void note(String line) {
    journal.log(run, step, Inert.line(mask.apply(line)) + "\n", Optional.empty(), now());
  }

  /// Whole lines of a command's output.
  ///
  /// @param upTo how many bytes of the output these and all before them are
  public void output(String lines, long upTo) {
    journal.log(run, step, Inert.lines(mask.apply(lines)), Optional.of(upTo), now());
  }

  /// How many bytes of the command's output are in the log already.
  public long outputKept() {
    return journal.loggedUpTo(run, step);
  }

  /// To be called now and then by a step that takes long.
  ///
  /// @throws Stopped if a person wants the run stopped, or the server stops
  /// @throws Journal.LostRun if another worker has the run
  public void goOn() {
    if (stopping.getAsBoolean()) {
      throw new Stopped(Optional.empty());
    }
    long now = System.nanoTime();
    if (now - lookedAt >= LOOK_EVERY_NANOS) {
      lookedAt = now;
      Optional<Run.Abort> abort = journal.abortOf(run);
      if (abort.isPresent()) {
        throw new Stopped(abort);
      }
    }
  }

  /// To be called right before a write to whoever cannot check a fence itself.
  ///
  /// @throws Journal.LostRun if another worker has the run
  public void stillOurs() {
    journal.abortOf(run);
  }

  /// Whether [#goOn] would throw; for ports that ask instead of being told.
  public boolean stopped() {
    try {
      goOn();
      return false;
    } catch (Stopped | Journal.LostRun stop) {
      return true;
    }
  }

  /// The step has to let go. With an abort: by a person, so what it started is to be ended.
  /// Without: the server stops, and another worker will go on where this one was.
  public static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Run.Abort> abort;

    Stopped(Optional<Run.Abort> abort) {
      super("stopped");
      this.abort = abort;
    }

    public Optional<Run.Abort> abort() {
      return abort;
    }
  }
}
