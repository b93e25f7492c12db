package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.base.RunId;
import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.release.ReleaseVersion;
import dev.signalbox.fixture.TestDatabase;
import dev.signalbox.flow.Flow;
import dev.signalbox.flow.FlowReader;
import dev.signalbox.flow.Reading;
import dev.signalbox.store.NewRuns.Cause;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Versions are given away once, on a real PostgreSQL.
class ReservationTest {

  private static final Instant MONDAY = Instant.parse("2026-01-05T09:00:00Z");
  private static final int AT_ONCE = 200;
  private static final byte[] FLOW =
      """
      signalbox: 1
      service: storefront
      build:
        - publish: { files: dist, image: embedded/storefront, tags: ["{commit}"] }
      deploy: { command: ./deploy.sh }
      environments:
        dev: { takes: every build, steps: [deploy] }
      """
          .getBytes(StandardCharsets.UTF_8);

  private final TestDatabase database = TestDatabase.fresh();
  private final Database store =
      Database.open(database.jdbcUrl(), database.user(), database.password(), 16);
  private final ServiceId service =
      store.write(tx ->
          tx.services().add(new Slug("storefront"), "r", "main", "signalbox.yaml", "s", MONDAY));
  private final RunId run = store.write(this::aBuild);

  @AfterEach
  void close() {
    store.close();
    database.drop();
  }

  @Test
  void of_two_hundred_commits_that_ask_at_once_each_gets_a_version_of_its_own()
      throws InterruptedException, ExecutionException {
    var begin = new CountDownLatch(1);
    List<Future<String>> given = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < AT_ONCE; i++) {
        CommitId commit = commit(i);
        given.add(
            threads.submit(() -> {
              begin.await();
              return next(commit);
            }));
      }
      begin.countDown();
    }
    Set<String> versions = new HashSet<>();
    for (Future<String> version : given) {
      versions.add(version.get());
    }
    assertThat(versions).hasSize(AT_ONCE);
    assertThat(store.<Integer>read(tx -> tx.reservations().of(service).size())).isEqualTo(AT_ONCE);
  }

  @Test
  void a_commit_that_asks_again_gets_the_version_it_has() {
    assertThat(reserve("1.0.0", commit(1))).isEqualTo(commit(1));
    assertThat(reserve("1.0.0", commit(1))).isEqualTo(commit(1));
    assertThat(reserve("1.0.0", commit(2))).as("burnt for all others").isEqualTo(commit(1));
  }

  @Test
  void a_version_that_was_given_back_is_given_again_and_only_its_owner_gives_it_back() {
    reserve("1.0.0", commit(1));

    giveBack("1.0.0", commit(2));
    assertThat(reserve("1.0.0", commit(2))).isEqualTo(commit(1));
    giveBack("1.0.0", commit(1));
    assertThat(reserve("1.0.0", commit(2))).isEqualTo(commit(2));
  }

  private void giveBack(String version, CommitId commit) {
    store.change(tx -> tx.reservations().giveBack(service, new ReleaseVersion(version), commit));
  }

  /// As the release step does: the lowest version that nobody had a moment ago, and whoever comes
  /// too late for it takes the one behind. Given in order, they have no gaps.
  private String next(CommitId commit) {
    int given = store.<Integer>read(tx -> tx.reservations().of(service).size());
    for (int patch = given; true; patch++) {
      String version = "1.0." + patch;
      if (reserve(version, commit).equals(commit)) {
        return version;
      }
    }
  }

  private CommitId reserve(String version, CommitId commit) {
    return store.write(
        tx -> tx.reservations().reserve(service, new ReleaseVersion(version), commit, run, MONDAY));
  }

  private static CommitId commit(int number) {
    return new CommitId("%040x".formatted(number + 1));
  }

  private RunId aBuild(Tx tx) {
    CommitId id = commit(AT_ONCE);
    var commit = new Commit(id, List.of(), "mia", "mia@shop.example", MONDAY, "feat: begin");
    long number = tx.builds().add(service, commit, "poll", MONDAY).orElseThrow();
    Flow flow = ((Reading.Good) FlowReader.read("signalbox.yaml", FLOW)).flow();
    return tx.newRuns()
        .build(
            service,
            id,
            number,
            tx.definitions().keep(FLOW, MONDAY),
            flow,
            new Cause(Actor.SIGNALBOX, "it is next"),
            MONDAY);
  }
}
