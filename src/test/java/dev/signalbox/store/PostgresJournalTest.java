package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.signalbox.base.RunId;
import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.artifact.ArtifactFact.ArtifactPublished;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.artifact.ImageName;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.deployment.DeploymentFact.Deployed;
import dev.signalbox.domain.lock.Fence;
import dev.signalbox.domain.lock.Lock;
import dev.signalbox.domain.lock.LockState.Free;
import dev.signalbox.domain.lock.LockState.HeldByRun;
import dev.signalbox.domain.release.Candidate;
import dev.signalbox.engine.Journal;
import dev.signalbox.engine.Journal.LostRun;
import dev.signalbox.engine.JournalContract;
import dev.signalbox.engine.Outcome;
import dev.signalbox.engine.Run;
import dev.signalbox.engine.RunResult;
import dev.signalbox.engine.Work;
import dev.signalbox.fixture.TestDatabase;
import dev.signalbox.store.NewRuns.Cause;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The journal's promises on a real PostgreSQL, and what only PostgreSQL keeps: wake-up times,
/// facts, deployments, locks.
class PostgresJournalTest extends JournalContract {

  private static final CommitId COMMIT = new CommitId("a".repeat(40));
  private static final Digest DIGEST = new Digest("sha256:" + "1".repeat(64));
  private static final ImageName IMAGE = ImageName.parse("embedded/storefront");
  private static final Slug DEV = new Slug("dev");
  private static final Cause CAUSE = new Cause(Actor.SIGNALBOX, "it is next");

  private final TestDatabase database = TestDatabase.fresh();
  private final Database store =
      Database.open(database.jdbcUrl(), database.user(), database.password(), 6);
  private final Definitions definitions = new Definitions();
  private final PostgresJournal journal = new PostgresJournal(store, definitions, List.of("log"));
  private final Digest definition =
      store.write(tx -> tx.definitions().keep(FLOW.getBytes(StandardCharsets.UTF_8), MONDAY));
  private final ServiceId service =
      store.write(tx ->
          tx.services()
              .add(new Slug("storefront"), "r", "main", "signalbox.yaml", "secret", MONDAY));
  private final RunId build = store.write(this::aBuild);

  @AfterEach
  void close() {
    store.close();
    database.drop();
  }

  @Override
  protected Journal journal() {
    return journal;
  }

  @Override
  protected RunId run() {
    return build;
  }

  @Override
  protected void wantsStopped(String who, String why) {
    store.change(tx -> tx.runs().askAbort(build, who, why, MONDAY));
  }

  @Test
  void a_run_is_looked_at_again_when_its_step_says_and_at_once_if_its_worker_dies() {
    Instant later = MONDAY.plus(Duration.ofMinutes(30));
    Run run = claim("one");
    Run begun = journal.started(run, first(run), 1, MONDAY.plusSeconds(1));
    assertThat(wakeAt(build)).contains(MONDAY.plusSeconds(1));

    Run waits =
        journal.ended(
            begun, first(begun), new Outcome.Waiting("all well", "time", later, ""), MONDAY);
    assertThat(wakeAt(build)).contains(later);

    Run retried = journal.started(waits, first(waits), 1, later);
    journal.ended(retried, first(retried), new Outcome.Errored("unreachable"), later);
    assertThat(wakeAt(build)).contains(later.plusSeconds(1));

    wantsStopped("mia", "the wrong one");
    assertThat(wakeAt(build)).as("a person does not wait").contains(MONDAY);

    journal.ended(claim("two"), RunResult.ABORTED, "mia: the wrong one", later);
    assertThat(wakeAt(build)).isEmpty();
  }

  /// The step's outcome, its facts and what follows from them are one transaction.
  @Test
  void an_outcome_that_can_not_be_written_whole_is_not_written_at_all() {
    Run begun = begin(claim("one"));
    Digest other = new Digest("sha256:" + "2".repeat(64));
    Outcome twoArtifacts =
        Outcome.succeeded(
            "published",
            new ArtifactPublished(IMAGE, DIGEST, List.of()),
            new ArtifactPublished(IMAGE, other, List.of()));
    long facts = number("select count(*) from fact");

    assertThatThrownBy(() -> journal.ended(begun, first(begun), twoArtifacts, MONDAY))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the artifact of");

    assertThat(claim("two").steps()).isEqualTo(begun.steps());
    assertThat(number("select count(*) from build where digest is not null")).isZero();
    assertThat(number("select count(*) from fact where kind <> 'run-adopted'")).isEqualTo(facts);
  }

  @Test
  void a_turn_begins_with_a_fence_and_ends_with_a_free_lock() {
    RunId promotion = aPromotion(true);
    Run run = journal.claim(promotion, "one", MONDAY).orElseThrow();
    assertThat(((Work.Promotion) run.work()).turn()).isEqualTo(new Fence(1));
    assertThat(lock().state()).isInstanceOf(HeldByRun.class);

    journal.ended(run, RunResult.SUCCEEDED, "fine", MONDAY);

    assertThat(lock()).isEqualTo(new Lock(new Fence(1), new Free()));
    RunId next = aPromotion(true);
    assertThat(lock().fence()).isEqualTo(new Fence(2));
    assertThat(lock().state()).isEqualTo(new HeldByRun(next, "v1", MONDAY));
  }

  @Test
  void a_run_that_is_overtaken_loses_its_worker_and_says_nothing_of_what_it_brought() {
    RunId watching = aPromotion(false);
    Run run = journal.claim(watching, "one", MONDAY).orElseThrow();
    Run begun = journal.started(run, first(run), 1, MONDAY);
    Run deployed =
        journal.ended(
            begun,
            first(begun),
            Outcome.succeeded(
                "there", new Deployed("v1", IMAGE, DIGEST, new Fence(1), Optional.empty())),
            MONDAY);

    store.change(tx -> PostgresJournal.overtake(tx, definitions, watching, "v2", MONDAY));

    assertThatThrownBy(() -> journal.started(deployed, deployed.steps().get(1), 1, MONDAY))
        .isInstanceOf(LostRun.class);
    assertThatThrownBy(() -> journal.ended(deployed, RunResult.SUCCEEDED, "late", MONDAY))
        .isInstanceOf(LostRun.class);
    assertThat(text("select result from run where id = " + watching.value()))
        .isEqualTo("overtaken");
    assertThat(text("select state from deployment")).isEqualTo("unproven");
    assertThat(
            number(
                "select count(*) from step where ended_at is null and run_id = "
                    + watching.value()))
        .isZero();
  }

  /// Whoever overtakes has the service and wants the run; a worker that ends its run must not have
  /// the run and want the service.
  @Test
  void a_run_that_ends_while_it_is_overtaken_waits_its_turn() {
    RunId watching = aPromotion(false);
    Run run = journal.claim(watching, "one", MONDAY).orElseThrow();
    CompletableFuture<Void> ending =
        store.write(tx -> {
          tx.services().lock(service);
          var late =
              CompletableFuture.runAsync(
                  () -> journal.ended(run, RunResult.SUCCEEDED, "late", MONDAY));
          await()
              .atMost(Duration.ofSeconds(5))
              .until(() ->
                  number(
                          "select count(*) from pg_stat_activity"
                              + " where datname = current_database() and wait_event_type = 'Lock'")
                      == 1);
          PostgresJournal.overtake(tx, definitions, watching, "v2", MONDAY);
          return late;
        });

    assertThatThrownBy(ending::join).hasRootCauseInstanceOf(LostRun.class);
    assertThat(text("select result from run where id = " + watching.value()))
        .isEqualTo("overtaken");
  }

  @Test
  void a_step_goes_on_while_somebody_decides_about_its_service() {
    Run run = claim("one");

    store.change(tx -> {
      tx.services().lock(service);
      assertThat(CompletableFuture.supplyAsync(() -> begin(run)))
          .succeedsWithin(Duration.ofSeconds(5));
    });
  }

  private RunId aBuild(Tx tx) {
    var commit = new Commit(COMMIT, List.of(), "mia", "mia@shop.example", MONDAY, "feat: begin");
    long number = tx.builds().add(service, commit, "poll", MONDAY).orElseThrow();
    RunId id = tx.newRuns().build(service, COMMIT, number, definition, flow(), CAUSE, MONDAY);
    tx.builds().startedBy(service, COMMIT, id);
    return id;
  }

  private RunId aPromotion(boolean exclusive) {
    return store.write(tx -> {
      RunId id =
          tx.newRuns()
              .promotion(
                  service,
                  new Candidate.OfBuild(1, COMMIT, DIGEST, IMAGE),
                  definition,
                  flow().environment(DEV).orElseThrow(),
                  Optional.empty(),
                  Optional.empty(),
                  CAUSE,
                  MONDAY);
      tx.builds().published(service, COMMIT, IMAGE, DIGEST);
      Lock lock = tx.locks().of(service, DEV);
      var entry =
          exclusive ? Lock.acquire(lock, id, "v1", MONDAY) : Lock.beginTurn(lock, id, MONDAY);
      Lock held =
          ((dev.signalbox.base.Decision.Accepted<List<dev.signalbox.domain.lock.LockFact>>) entry)
              .value().stream().reduce(lock, Lock::after, (_, last) -> last);
      tx.locks().save(service, DEV, held);
      tx.runs().setTurn(id, held.fence());
      return id;
    });
  }

  private Lock lock() {
    return store.read(tx -> tx.locks().of(service, DEV));
  }

  private Optional<Instant> wakeAt(RunId run) {
    String at =
        text(
            "select coalesce(extract(epoch from wake_at)::bigint::text, '') from run"
                + " where id = "
                + run.value());
    return at.isEmpty() ? Optional.empty() : Optional.of(Instant.ofEpochSecond(Long.parseLong(at)));
  }

  private long number(String query) {
    return Long.parseLong(text(query));
  }

  private String text(String query) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    } catch (SQLException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
