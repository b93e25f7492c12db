package dev.signalbox.engine;

import dev.signalbox.base.RunId;
import dev.signalbox.engine.Decider.Move;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes a run as far as it goes now: claims it, carries out step after step, and lets go when the
/// run waits or has ended. It may die anywhere; the next worker finds in the journal where it was.
public final class Worker {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  private final String name;
  private final Journal journal;
  private final Steps steps;
  private final InstantSource clock;
  private final UnaryOperator<String> mask;
  private final Function<Throwable, Optional<String>> trouble;
  private final AtomicBoolean stopping = new AtomicBoolean();

  /// @param mask takes secrets out of what is logged
  /// @param trouble the sentence of an exception that means that something outside could not be
  ///   reached; empty for a bug
  public Worker(
      String name,
      Journal journal,
      Steps steps,
      InstantSource clock,
      UnaryOperator<String> mask,
      Function<Throwable, Optional<String>> trouble) {
    this.name = name;
    this.journal = journal;
    this.steps = steps;
    this.clock = clock;
    this.mask = mask;
    this.trouble = trouble;
  }

  public void advance(RunId id) {
    try {
      Optional<Run> claimed = journal.claim(id, name, clock.instant());
      while (claimed.isPresent() && !stopping.get()) {
        claimed = advance(claimed.get());
      }
    } catch (Journal.LostRun lost) {
      LOG.info("{}", lost.getMessage());
    }
  }

  /// Steps that are at work let go as soon as they can; nothing is lost.
  public void stop() {
    stopping.set(true);
  }

  /// The run after one move, or nothing if there is nothing more to do now.
  private Optional<Run> advance(Run run) {
    Instant now = clock.instant();
    return switch (Decider.next(run, now)) {
      case Move.Sleep _ -> Optional.empty();
      case Move.End(RunResult result, String sentence) -> {
        journal.ended(run, result, sentence, now);
        steps.leave(run);
        yield Optional.empty();
      }
      case Move.Execute(StepRun step, int attempt) -> execute(run, step, attempt);
    };
  }

  private Optional<Run> execute(Run run, StepRun step, int attempt) {
    Run begun = journal.started(run, step, attempt, clock.instant());
    StepRun running = begun.steps().stream().filter(step::same).findFirst().orElseThrow();
    var context = new StepContext(begun, running, journal, clock, stopping::get, mask);
    try {
      Outcome outcome = outcomeOf(running, context);
      return Optional.of(journal.ended(begun, running, outcome, clock.instant()));
    } catch (StepContext.Stopped stopped) {
      stopped
          .abort()
          .ifPresent(abort ->
              journal.ended(
                  begun,
                  RunResult.ABORTED,
                  "%s: %s".formatted(abort.by(), abort.reason()),
                  clock.instant()));
      return Optional.empty();
    }
  }

  private Outcome outcomeOf(StepRun step, StepContext context) {
    try {
      return steps.execute(step, context);
    } catch (StepContext.Stopped | Journal.LostRun letGo) {
      throw letGo;
    } catch (RuntimeException broken) {
      Optional<String> sentence = trouble.apply(broken);
      if (sentence.isEmpty()) {
        LOG.error("{} {}: a bug", context.run().id(), step.spec().label(), broken);
      }
      return new Outcome.Errored(
          mask.apply(sentence.orElse("A bug in Signalbox: " + broken + ". Its log says more.")));
    }
  }
}
