package dev.signalbox.adapter.postgres;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.fixture.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server dies while we live.
class ServerDeathTest {

  private static final int KILLS = 20;
  private static final int COMMITS_BETWEEN_KILLS = 10;

  @TempDir(factory = PassableFolder.class)
  Path folder;

  private EmbeddedPostgres server;
  private Ledger ledger;

  @BeforeEach
  void start() throws SQLException {
    server = EmbeddedPostgres.start(folder.resolve("postgres"), TestDatabase.programs());
    ledger = Ledger.of(server);
    ledger.open();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void every_confirmed_commit_outlives_twenty_kills() throws Exception {
    Set<Long> confirmed = new ConcurrentSkipListSet<>();
    AtomicBoolean enough = new AtomicBoolean();
    Thread writer = Thread.ofPlatform().start(() -> enterUntil(enough, confirmed));
    try {
      for (int kill = 1; kill <= KILLS; kill++) {
        int before = confirmed.size();
        await()
            .atMost(ofSeconds(30))
            .until(() -> confirmed.size() >= before + COMMITS_BETWEEN_KILLS);
        Set<Long> soFar = Set.copyOf(confirmed);
        killServer();
        await()
            .atMost(ofSeconds(30))
            .ignoreExceptions()
            .untilAsserted(() -> assertThat(ledger.numbers()).containsAll(soFar));
      }
    } finally {
      enough.set(true);
      writer.join();
    }
    assertThat(confirmed).hasSizeGreaterThanOrEqualTo(KILLS * COMMITS_BETWEEN_KILLS);
    assertThat(ledger.numbers()).containsAll(confirmed);
  }

  @Test
  void a_worker_that_does_not_notice_is_ended_before_the_next_server_starts() throws Exception {
    try (Connection busy = ledger.connect();
        Statement asking = busy.createStatement()) {
      Thread.ofPlatform().start(() -> loopForEver(asking));
      String worker = awaitLooping();
      killServer();
      await()
          .atMost(ofSeconds(30))
          .ignoreExceptions()
          .until(() -> ledger.ask("select 1").equals("1"));
      assertThat(ProcessEntry.of(Long.parseLong(worker)).filter(process -> !process.zombie()))
          .isEmpty();
    }
  }

  @Test
  void closing_while_it_comes_back_leaves_nothing_running() throws Exception {
    killServer();
    server.close();
    DataDirectory home = DataDirectory.at(folder.resolve("postgres"));
    assertThat(ProcessEntry.livingIn(home.cluster(), Account.of(Machine.here(), home))).isEmpty();
  }

  private void killServer() {
    long pid = server.pid();
    assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
    await().atMost(ofSeconds(10)).until(() -> ProcessHandle.of(pid).isEmpty());
  }

  private void enterUntil(AtomicBoolean enough, Set<Long> confirmed) {
    long number = 0;
    while (!enough.get()) {
      number++;
      try {
        ledger.enter(number);
        confirmed.add(number);
      } catch (SQLException killed) {
        // Not confirmed, so nobody counts on it.
      }
    }
  }

  private static void loopForEver(Statement asking) {
    try {
      asking.execute("do $$ begin loop end loop; end $$");
    } catch (SQLException ended) {
      // As it should be.
    }
  }

  private String awaitLooping() {
    return await()
        .atMost(ofSeconds(10))
        .ignoreExceptions()
        .until(
            () ->
                ledger.ask(
                    "select pid from pg_stat_activity where state = 'active' and query like 'do %'"),
            pid -> !pid.isEmpty());
  }
}
