package dev.signalbox.store;

import dev.signalbox.base.RunId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.audit.Fact;
import dev.signalbox.domain.deployment.DeploymentState;
import dev.signalbox.domain.lock.Lock;
import dev.signalbox.domain.lock.LockFact;
import dev.signalbox.engine.Decider;
import dev.signalbox.engine.Journal;
import dev.signalbox.engine.Outcome;
import dev.signalbox.engine.Run;
import dev.signalbox.engine.RunFact;
import dev.signalbox.engine.RunResult;
import dev.signalbox.engine.StepRun;
import dev.signalbox.engine.StepState;
import dev.signalbox.engine.StepState.Retrying;
import dev.signalbox.engine.Work;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Runs in PostgreSQL. Each method is one transaction that first checks the worker's fence on the
/// run's row, then writes the step, its facts, and the rows that follow from the facts.
public final class PostgresJournal implements Journal {

  private final Database database;
  private final Definitions definitions;
  private final List<String> channels;

  /// @param channels the names of the alert channels
  public PostgresJournal(Database database, Definitions definitions, List<String> channels) {
    this.database = database;
    this.definitions = definitions;
    this.channels = List.copyOf(channels);
  }

  @Override
  public Optional<Run> claim(RunId id, String worker, Instant now) {
    return database.write(tx ->
        tx.runs()
            .claim(id, worker)
            .map(former -> {
              Run run = load(tx, id);
              former
                  .filter(name -> !name.equals(worker))
                  .ifPresent(
                      _ -> new RunFacts(tx, run, now).write(new RunFact.RunAdopted(id, worker)));
              return run;
            }));
  }

  @Override
  public Run started(Run run, StepRun step, int attempt, Instant now) {
    return database.write(tx -> {
      hold(tx, run, now);
      boolean anew =
          !(step.state() instanceof StepState.Waiting || step.state() instanceof StepState.Running);
      StepRun running = step.in(new StepState.Running(attempt, now));
      tx.steps().save(run.id(), running);
      if (anew) {
        new RunFacts(tx, run, now).write(new RunFact.StepStarted(step.spec().label(), attempt));
      }
      return run.with(running);
    });
  }

  @Override
  public Run ended(Run run, StepRun step, Outcome outcome, Instant now) {
    return database.write(tx -> {
      Run next = Decider.after(run, step, outcome, now);
      hold(tx, run, wakeAfter(next, step, now));
      for (StepRun changed : next.steps()) {
        if (!run.steps().contains(changed)) {
          tx.steps().save(run.id(), changed);
        }
      }
      report(tx, run, step, outcome, next, now);
      var facts = new RunFacts(tx, run, now);
      factsOf(outcome).forEach(fact -> facts.happened(fact, channels));
      return load(tx, run.id());
    });
  }

  @Override
  public void ended(Run run, RunResult result, String sentence, Instant now) {
    database.change(tx -> {
      tx.services().lock(run.service()); // first, as whoever overtakes does
      hold(tx, run, now);
      end(tx, run, result, sentence, now);
    });
  }

  /// A run that only watches gives way to a newer one, in the transaction that starts the newer.
  public static void overtake(
      Tx tx, Definitions definitions, RunId watching, String newer, Instant now) {
    Run run = tx.runs().load(watching, definitions.of(tx, tx.runs().definitionOf(watching)));
    end(tx, run, RunResult.OVERTAKEN, "it only watched, and gave way to " + newer, now);
  }

  /// The run is over: its steps are closed, what it brought is judged, its lock is free, and the
  /// planner looks.
  private static void end(Tx tx, Run run, RunResult result, String sentence, Instant now) {
    for (StepRun step : Decider.closed(run, result, now)) {
      if (!run.steps().contains(step)) {
        tx.steps().save(run.id(), step);
      }
    }
    tx.runs().end(run.id(), result, sentence, now);
    if (run.work() instanceof Work.Promotion promotion) {
      judgement(result, sentence)
          .ifPresent(state -> tx.deployments().judge(run.id(), promotion.what(), state));
      release(tx, run, promotion.environment(), now);
      if (result == RunResult.SUCCEEDED) {
        new RunFacts(tx, run, now).wentWell(promotion);
      }
    }
    new RunFacts(tx, run, now).write(new RunFact.RunEnded(run.id(), result, sentence));
    tx.services().planAt(run.service(), now);
  }

  @Override
  public Optional<Intent> intended(Run run, String key) {
    return database.read(tx -> tx.effects().intended(key));
  }

  @Override
  public Intent intend(Run run, String key, String content, Instant now) {
    return database.write(tx -> {
      hold(tx, run, now);
      return tx.effects().intend(run.id(), key, content, run.fence(), now);
    });
  }

  @Override
  public Intent intendAgain(Run run, String key, Instant now) {
    return database.write(tx -> {
      hold(tx, run, now);
      return tx.effects().again(key, run.fence(), now);
    });
  }

  @Override
  public void settled(Run run, String key, String result, Instant now) {
    database.change(tx -> {
      hold(tx, run, now);
      tx.effects().settle(key, result, now);
    });
  }

  @Override
  public void log(Run run, StepRun step, String text, Optional<Long> upTo, Instant now) {
    database.change(tx -> {
      hold(tx, run, now);
      tx.logs().add(run.id(), step.phase(), step.number(), text, upTo, now);
    });
  }

  @Override
  public long loggedUpTo(Run run, StepRun step) {
    return database.read(tx -> tx.logs().upTo(run.id(), step.phase(), step.number()));
  }

  @Override
  public Optional<Run.Abort> abortOf(Run run) {
    return database.read(tx -> tx.runs().abortOf(run).orElseThrow(() -> new LostRun(run.id())));
  }

  private Run load(Tx tx, RunId id) {
    return tx.runs().load(id, definitions.of(tx, tx.runs().definitionOf(id)));
  }

  private static void hold(Tx tx, Run run, Instant wakeAt) {
    if (!tx.runs().keep(run, wakeAt)) {
      throw new LostRun(run.id());
    }
  }

  /// When the run is looked at again if nobody says otherwise: at once, unless the step waits.
  private static Instant wakeAfter(Run next, StepRun step, Instant now) {
    return next.steps().stream()
        .filter(step::same)
        .findFirst()
        .map(s ->
            switch (s.state()) {
              case StepState.Waiting waiting -> waiting.until();
              case Retrying retrying -> retrying.at();
              case StepState.Pending _, StepState.Running _, StepState.Ended _ -> now;
            })
        .orElse(now);
  }

  private static void report(Tx tx, Run run, StepRun step, Outcome outcome, Run next, Instant now) {
    String label = step.spec().label();
    if (outcome instanceof Outcome.Redo redo) {
      new RunFacts(tx, run, now).write(new RunFact.RunRedone(redo.why()));
      return;
    }
    StepState state = next.steps().stream().filter(step::same).findFirst().orElseThrow().state();
    switch (state) {
      case StepState.Ended ended ->
          new RunFacts(tx, run, now)
              .write(new RunFact.StepEnded(label, ended.result(), ended.sentence()));
      case Retrying(int attempt, String error, Instant _) ->
          new RunFacts(tx, run, now).write(new RunFact.StepRetried(label, attempt, error));
      case StepState.Waiting _, StepState.Pending _, StepState.Running _ -> {}
    }
  }

  private static List<Fact> factsOf(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Succeeded o -> o.facts();
      case Outcome.Failed o -> o.facts();
      case Outcome.Breached o -> o.facts();
      case Outcome.Aborted o -> o.facts();
      case Outcome.Waiting o -> o.facts();
      case Outcome.Errored _, Outcome.Refused _, Outcome.Redo _ -> List.of();
    };
  }

  private static void release(Tx tx, Run run, Slug environment, Instant now) {
    Lock lock = tx.locks().of(run.service(), environment);
    for (LockFact fact : Lock.release(lock, run.id())) {
      lock = lock.after(fact);
      tx.locks().save(run.service(), environment, lock);
      new RunFacts(tx, run, now).write(fact);
    }
  }

  /// What the run's end says of what it brought. One that was stopped or overtaken says nothing.
  private static Optional<DeploymentState> judgement(RunResult result, String sentence) {
    return switch (result) {
      case SUCCEEDED -> Optional.of(new DeploymentState.Good());
      case FAILED, ERRORED, REFUSED -> Optional.of(new DeploymentState.Bad(sentence));
      case BREACHED -> Optional.of(new DeploymentState.Breached(sentence));
      case ABORTED, OVERTAKEN -> Optional.empty();
    };
  }
}
