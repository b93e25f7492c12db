package dev.signalbox.app;

import dev.signalbox.base.Decision;
import dev.signalbox.base.RunId;
import dev.signalbox.base.Words;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.rollout.Posting;
import dev.signalbox.domain.rollout.RolloutRecord;
import dev.signalbox.engine.Run;
import dev.signalbox.engine.StepRun;
import dev.signalbox.flow.RolloutSpec;
import dev.signalbox.flow.StepSpec;
import dev.signalbox.store.Database;
import dev.signalbox.store.Definitions;
import dev.signalbox.store.PostingStore;
import dev.signalbox.store.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Counts that a team's own programs post for the windows of a rollout. Whoever posts them stands
/// in the row; the rollout looks again within seconds.
public final class Postings {

  private final Database database;
  private final Definitions definitions;
  private final InstantSource clock;

  public Postings(Database database, Definitions definitions, InstantSource clock) {
    this.database = database;
    this.definitions = definitions;
    this.clock = clock;
  }

  /// @param again whether it had come before
  public record Taken(
      RunId run, int window, String metric, String arm, String key, boolean again) {}

  /// Takes counts in, or says why not.
  public Decision<Taken> post(RunId run, Posting posting, Actor by) {
    return database.write(tx -> {
      tx.rollouts().of(run).ifPresent(_ -> tx.runs().lock(run));
      return tx.rollouts()
          .of(run)
          .map(record -> post(tx, run, record, posting, by))
          .orElseGet(() ->
              Decision.refuse(
                  "no-such-rollout",
                  "%s has no rollout.".formatted(run),
                  "you: signalbox rollout SERVICE ENVIRONMENT tells the run of the newest"));
    });
  }

  private Decision<Taken> post(Tx tx, RunId run, RolloutRecord record, Posting posting, Actor by) {
    Instant now = clock.instant();
    // both rows are ours from here on, so the window cannot be judged before we are done
    Optional<PostingStore.Known> open = tx.postings().openOf(run);
    var place =
        new Posting.Place(
            record.state(),
            open.map(PostingStore.Known::window),
            open.map(PostingStore.Known::closed).orElse(false),
            posted(tx, run),
            tx.postings().under(run, posting.key()),
            tx.postings().of(run, posting.window(), posting.from()).stream()
                .filter(one -> one.metric().equals(posting.metric()) && one.arm() == posting.arm())
                .findFirst());
    return posting
        .at(place, now)
        .map(kept -> {
          if (kept == Posting.Kept.NEWLY) {
            tx.postings().add(run, posting, by.name(), now);
          }
          return new Taken(
              run,
              posting.window(),
              posting.metric(),
              Words.of(posting.arm()),
              posting.key(),
              kept == Posting.Kept.ALREADY);
        });
  }

  /// The metrics whose counts are posted, by the definition the run is pinned to.
  private List<String> posted(Tx tx, RunId id) {
    Run run = tx.runs().load(id, definitions.of(tx, tx.runs().definitionOf(id)));
    return run.phase(StepRun.Phase.MAIN).stream()
        .map(StepRun::spec)
        .flatMap(spec ->
            spec instanceof StepSpec.Rollout rollout
                ? rollout.rollout().analysis().stream()
                : Optional.<RolloutSpec.Analysis>empty().stream())
        .findFirst()
        .map(RolloutSpec.Analysis::posted)
        .orElse(List.of());
  }
}
