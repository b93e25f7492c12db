package dev.signalbox.store;

import dev.signalbox.base.RunId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.alert.AlertFact.AlertRaised;
import dev.signalbox.domain.artifact.ArtifactFact.ArtifactCopied;
import dev.signalbox.domain.artifact.ArtifactFact.ArtifactPublished;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.audit.Entry;
import dev.signalbox.domain.audit.Fact;
import dev.signalbox.domain.deployment.DeploymentFact.DeployFailed;
import dev.signalbox.domain.deployment.DeploymentFact.Deployed;
import dev.signalbox.domain.deployment.DeploymentFact.RolledBack;
import dev.signalbox.domain.deployment.DeploymentFact.ThresholdBreached;
import dev.signalbox.domain.deployment.DeploymentState;
import dev.signalbox.domain.lock.Lock;
import dev.signalbox.domain.lock.LockFact;
import dev.signalbox.domain.release.Candidate;
import dev.signalbox.domain.release.ReleaseFact.ReleaseMade;
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
                  .ifPresent(_ -> write(tx, run, new RunFact.RunAdopted(id, worker), now));
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
      tx.runs().saveStep(run.id(), running);
      if (anew) {
        write(tx, run, new RunFact.StepStarted(step.spec().label(), attempt), now);
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
          tx.runs().saveStep(run.id(), changed);
        }
      }
      report(tx, run, step, outcome, next, now);
      factsOf(outcome).forEach(fact -> happened(tx, run, fact, now));
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
        tx.runs().saveStep(run.id(), step);
      }
    }
    tx.runs().end(run.id(), result, sentence, now);
    if (run.work() instanceof Work.Promotion promotion) {
      judgement(result, sentence)
          .ifPresent(state -> tx.deployments().judge(run.id(), promotion.what(), state));
      release(tx, run, promotion.environment(), now);
    }
    write(tx, run, new RunFact.RunEnded(run.id(), result, sentence), now);
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
      write(tx, run, new RunFact.RunRedone(redo.why()), now);
      return;
    }
    StepState state = next.steps().stream().filter(step::same).findFirst().orElseThrow().state();
    switch (state) {
      case StepState.Ended ended ->
          write(tx, run, new RunFact.StepEnded(label, ended.result(), ended.sentence()), now);
      case Retrying(int attempt, String error, Instant _) ->
          write(tx, run, new RunFact.StepRetried(label, attempt, error), now);
      case StepState.Waiting _, StepState.Pending _, StepState.Running _ -> {}
    }
  }

  private static List<Fact> factsOf(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Succeeded o -> o.facts();
      case Outcome.Failed o -> o.facts();
      case Outcome.Breached o -> o.facts();
      case Outcome.Waiting _, Outcome.Errored _, Outcome.Refused _, Outcome.Redo _ -> List.of();
    };
  }

  /// A step's fact, and the rows that follow from it.
  private void happened(Tx tx, Run run, Fact fact, Instant now) {
    write(tx, run, fact, now);
    switch (fact) {
      case ArtifactPublished published ->
          tx.builds()
              .published(run.service(), run.work().commit(), published.image(), published.digest());
      case ArtifactCopied copied -> tx.runs().setImage(run.id(), copied.to());
      case ReleaseMade made -> released(tx, run, made, now);
      case Deployed deployed -> {
        tx.runs().setAddress(run.id(), deployed.address());
        arrived(tx, run, promotion(run).what(), deployed, new DeploymentState.Unproven(), now);
      }
      case DeployFailed failed ->
          arrived(
              tx,
              run,
              promotion(run).what(),
              new Deployed(
                  failed.what(),
                  promotion(run).image(),
                  failed.digest(),
                  failed.fence(),
                  Optional.empty()),
              new DeploymentState.Bad(failed.reason()),
              now);
      case RolledBack back -> {
        tx.deployments()
            .judge(
                run.id(),
                promotion(run).what(),
                new DeploymentState.Bad("rolled back to " + back.to()));
        arrived(
            tx,
            run,
            promotion(run).before().orElseThrow().what(),
            new Deployed(back.to(), back.image(), back.digest(), back.fence(), back.address()),
            new DeploymentState.Good(),
            now);
      }
      case ThresholdBreached breached ->
          tx.deployments()
              .judge(
                  run.id(), promotion(run).what(), new DeploymentState.Breached(breached.reason()));
      case AlertRaised alert ->
          tx.alerts()
              .raise(
                  alert.key(),
                  run.service(),
                  environmentOf(run).map(Slug::text),
                  Optional.of(run.id()),
                  alert.title(),
                  alert.text(),
                  channels,
                  now);
      default -> {}
    }
  }

  private static void released(Tx tx, Run run, ReleaseMade made, Instant now) {
    Candidate.OfBuild build =
        tx.builds()
            .built(run.service(), made.commit())
            .orElseThrow(() ->
                new IllegalStateException(
                    "released %s, which was never built. Indicates a bug."
                        .formatted(made.commit())));
    tx.releases().add(run.service(), made, build, Optional.of(run.id()), now);
    tx.services().planAt(run.service(), now);
  }

  private static void arrived(
      Tx tx, Run run, Candidate what, Deployed deployed, DeploymentState state, Instant now) {
    tx.deployments()
        .add(
            run.service(),
            promotion(run).environment(),
            what,
            deployed.image(),
            run.id(),
            deployed.fence(),
            deployed.address(),
            state,
            now);
  }

  private static void release(Tx tx, Run run, Slug environment, Instant now) {
    Lock lock = tx.locks().of(run.service(), environment);
    for (LockFact fact : Lock.release(lock, run.id())) {
      lock = lock.after(fact);
      tx.locks().save(run.service(), environment, lock);
      write(tx, run, fact, now);
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

  private static void write(Tx tx, Run run, Fact fact, Instant now) {
    Entry entry = Entry.of(now, Actor.SIGNALBOX, run.service(), fact).during(run.id());
    tx.facts().write(environmentOf(run).map(entry::in).orElse(entry));
  }

  private static Optional<Slug> environmentOf(Run run) {
    return run.work() instanceof Work.Promotion promotion
        ? Optional.of(promotion.environment())
        : Optional.empty();
  }

  private static Work.Promotion promotion(Run run) {
    if (run.work() instanceof Work.Promotion promotion) {
      return promotion;
    }
    throw new IllegalStateException(run.id() + " deploys and is no promotion. Indicates a bug.");
  }
}
