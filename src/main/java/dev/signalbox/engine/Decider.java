package dev.signalbox.engine;

import dev.signalbox.engine.StepRun.Phase;
import dev.signalbox.engine.StepState.Ended;
import dev.signalbox.engine.StepState.Pending;
import dev.signalbox.engine.StepState.Result;
import dev.signalbox.engine.StepState.Retrying;
import dev.signalbox.engine.StepState.Running;
import dev.signalbox.engine.StepState.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Which step of a run is next, and what its outcome means. Pure: the worker around it only carries
/// out and writes down.
public final class Decider {

  /// How long to wait before each further try; when they are spent, the step has errored.
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(20),
          Duration.ofMinutes(1));

  private Decider() {}

  /// What the worker does now.
  public sealed interface Move {

    /// Carry out this step, or go on with it.
    record Execute(StepRun step, int attempt) implements Move {}

    /// Nothing can be done before this instant.
    record Sleep(Instant until) implements Move {}

    record End(RunResult result, String sentence) implements Move {}
  }

  public static Move next(Run run, Instant now) {
    if (run.abort().isPresent()) {
      return new Move.End(RunResult.ABORTED, run.abort().get().sentence());
    }
    Optional<StepRun> bad = endedBadly(run);
    Phase phase = bad.map(Decider::answerTo).orElse(Phase.MAIN);
    return run.phase(phase).stream()
        .filter(step -> !step.ended())
        .findFirst()
        .map(step -> move(step, now))
        .orElseGet(() -> end(run, bad));
  }

  /// Where the step stands after this outcome.
  public static StepState after(StepRun step, Outcome outcome, Instant now) {
    int attempt = attemptOf(step);
    return switch (outcome) {
      case Outcome.Succeeded o -> new Ended(Result.SUCCEEDED, o.sentence(), now);
      case Outcome.Failed o -> new Ended(Result.FAILED, o.sentence(), now);
      case Outcome.Breached o -> new Ended(Result.BREACHED, o.sentence(), now);
      case Outcome.Aborted o -> new Ended(Result.ABORTED, o.sentence(), now);
      case Outcome.Refused o -> new Ended(Result.REFUSED, o.reason().sentence(), now);
      case Outcome.Waiting o -> new Waiting(attempt, o.what(), o.clearedBy(), o.until());
      case Outcome.Redo _ -> new Pending();
      case Outcome.Errored o ->
          attempt > PAUSES.size()
              ? new Ended(Result.ERRORED, o.sentence(), now)
              : new Retrying(attempt, o.sentence(), now.plus(PAUSES.get(attempt - 1)));
    };
  }

  /// The run after a step's outcome: what follows a bad end is skipped, a lost disk begins anew.
  public static Run after(Run run, StepRun step, Outcome outcome, Instant now) {
    Run next = run.with(step.in(after(step, outcome, now)));
    if (outcome instanceof Outcome.Redo) {
      return run.withSteps(
          run.steps().stream()
              .map(s ->
                  s.phase() == Phase.MAIN
                      ? new StepRun(
                          s.phase(), s.number(), s.round() + 1, s.spec(), new Pending(), "")
                      : s)
              .toList());
    }
    if (outcome instanceof Outcome.Waiting waiting) {
      return next.with(step.in(after(step, outcome, now)).remembering(waiting.memory()));
    }
    return endedBadly(next).isPresent()
        ? next.withSteps(
            next.steps().stream()
                .map(s -> s.phase() == Phase.MAIN && !s.ended() ? s.in(skipped(now)) : s)
                .toList())
        : next;
  }

  /// The steps of a run that ended, none of them left open.
  public static List<StepRun> closed(Run run, RunResult result, Instant now) {
    return run.steps().stream()
        .map(s ->
            switch (s.state()) {
              case Ended _ -> s;
              case Pending _ -> s.in(skipped(now));
              case Running _, Waiting _, Retrying _ ->
                  s.in(
                      new Ended(
                          result == RunResult.ABORTED ? Result.ABORTED : Result.SKIPPED,
                          "ended with its run",
                          now));
            })
        .toList();
  }

  private static Move move(StepRun step, Instant now) {
    return switch (step.state()) {
      case Pending() -> new Move.Execute(step, 1);
      case Running(int attempt, Instant _) -> new Move.Execute(step, attempt);
      case Waiting waiting ->
          waiting.until().isAfter(now)
              ? new Move.Sleep(waiting.until())
              : new Move.Execute(step, waiting.attempt());
      case Retrying retrying ->
          retrying.at().isAfter(now)
              ? new Move.Sleep(retrying.at())
              : new Move.Execute(step, retrying.attempt() + 1);
      case Ended _ -> throw new IllegalStateException("an ended step is next. Indicates a bug.");
    };
  }

  private static Move end(Run run, Optional<StepRun> bad) {
    if (bad.isEmpty()) {
      return new Move.End(
          RunResult.SUCCEEDED,
          run.phase(Phase.MAIN).stream()
              .reduce((_, last) -> last)
              .map(last -> "%s: %s".formatted(last.spec().label(), endingOf(last).sentence()))
              .orElse("nothing to do"));
    }
    StepRun first = bad.get();
    String sentence = "%s: %s".formatted(first.spec().label(), endingOf(first).sentence());
    String worse =
        run.phase(answerTo(first)).stream()
            .filter(s -> isBad(endingOf(s).result()))
            .map(s -> " Then %s: %s".formatted(s.spec().label(), endingOf(s).sentence()))
            .reduce("", String::concat);
    return new Move.End(resultOf(endingOf(first).result()), sentence + worse);
  }

  private static Optional<StepRun> endedBadly(Run run) {
    return run.phase(Phase.MAIN).stream()
        .filter(
            s -> s.state() instanceof Ended(Result result, String _, Instant _) && isBad(result))
        .findFirst();
  }

  private static Phase answerTo(StepRun bad) {
    return endingOf(bad).result() == Result.BREACHED ? Phase.ON_BREACH : Phase.ON_FAILURE;
  }

  private static Ended endingOf(StepRun step) {
    if (step.state() instanceof Ended ended) {
      return ended;
    }
    throw new IllegalStateException(step + " has not ended. Indicates a bug.");
  }

  private static boolean isBad(Result result) {
    return switch (result) {
      case FAILED, BREACHED, ERRORED, REFUSED, ABORTED -> true;
      case SUCCEEDED, SKIPPED -> false;
    };
  }

  private static RunResult resultOf(Result bad) {
    return switch (bad) {
      case FAILED -> RunResult.FAILED;
      case BREACHED -> RunResult.BREACHED;
      case ERRORED -> RunResult.ERRORED;
      case REFUSED -> RunResult.REFUSED;
      case ABORTED -> RunResult.ABORTED;
      case SUCCEEDED, SKIPPED -> throw new IllegalStateException(bad + " is not a bad end.");
    };
  }

  private static int attemptOf(StepRun step) {
    return switch (step.state()) {
      case Running(int attempt, Instant _) -> attempt;
      case Waiting waiting -> waiting.attempt();
      case Retrying retrying -> retrying.attempt();
      case Pending(), Ended _ -> 1;
    };
  }

  private static StepState skipped(Instant now) {
    return new Ended(Result.SKIPPED, "an earlier step ended the run", now);
  }
}
