package dev.signalbox.adapter.postgres;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.signalbox.fixture.TestDatabase;
import dev.signalbox.port.PortException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The JVM that owns a server dies, or another wants what is its own.
class OwnerDeathTest {

  private static final int KILLS = 5;

  @TempDir(factory = PassableFolder.class)
  Path folder;

  private Path home() {
    return folder.resolve("postgres");
  }

  @AfterEach
  void nobody_is_left() {
    OwnerProcess.awaitNobodyIn(home());
  }

  private OwnerProcess owner(long first) throws Exception {
    return OwnerProcess.start(home(), TestDatabase.programs(), first);
  }

  @Test
  void the_server_dies_with_its_owner_and_the_next_owner_finds_every_commit() throws Exception {
    long confirmed = 0;
    for (int kill = 1; kill <= KILLS; kill++) {
      try (OwnerProcess owner = owner(confirmed + 1)) {
        long server = Long.parseLong(owner.next("up").split(" ", 2)[0]);
        owner.next("entered");
        confirmed = Long.parseLong(owner.next("entered"));
        owner.kill();
        await().atMost(ofSeconds(5)).until(() -> gone(server));
      }
      // What was entered after the last line that we read is there too; go on behind it.
      try (EmbeddedPostgres server = EmbeddedPostgres.start(home(), TestDatabase.programs())) {
        assertThat(Ledger.of(server).numbers()).contains(confirmed - 1, confirmed);
        confirmed = Ledger.of(server).numbers().stream().max(Long::compare).orElseThrow();
      }
    }
    assertThat(confirmed).isGreaterThanOrEqualTo(2 * KILLS);
  }

  @Test
  void a_server_that_is_still_shutting_down_is_waited_for() throws Exception {
    for (int kill = 1; kill <= KILLS; kill++) {
      try (OwnerProcess owner = owner(1000L * kill)) {
        owner.next("up");
        owner.next("entered");
        owner.kill();
        try (EmbeddedPostgres server = EmbeddedPostgres.start(home(), TestDatabase.programs())) {
          assertThat(Ledger.of(server).numbers()).contains(1000L * kill);
        }
      }
    }
  }

  @Test
  void an_owner_that_is_told_to_end_shuts_its_server_down_first() throws Exception {
    try (OwnerProcess owner = owner(1)) {
      owner.next("entered");
      owner.terminate();
      assertThat(PidFile.read(home().resolve("cluster"))).isEmpty();
    }
  }

  @Test
  void a_first_start_that_was_killed_halfway_is_not_in_the_way_of_the_next() throws Exception {
    try (OwnerProcess owner = owner(1)) {
      await().atMost(ofSeconds(30)).until(() -> Files.exists(home().resolve("cluster.new/global")));
      owner.kill();
      assertThat(home().resolve("cluster")).doesNotExist();
      try (EmbeddedPostgres server = EmbeddedPostgres.start(home(), TestDatabase.programs())) {
        assertThat(Ledger.of(server).ask("select 1")).isEqualTo("1");
      }
    }
  }

  @Test
  void a_second_process_is_told_who_has_the_directory() throws Exception {
    try (OwnerProcess owner = owner(1)) {
      owner.next("up");
      assertThatThrownBy(() -> EmbeddedPostgres.start(home(), TestDatabase.programs()))
          .isInstanceOf(PortException.class)
          .hasMessageContaining(
              "%s is in use by process %d".formatted(home().toRealPath(), owner.pid()));
      // The refused one took nothing away from the owner.
      owner.next("entered");
      try (OwnerProcess third = owner(1)) {
        assertThat(third.next("refused")).contains("process " + owner.pid());
      }
    }
  }

  @Test
  void a_second_server_in_the_same_process_is_refused_and_the_first_keeps_its_lock()
      throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start(home(), TestDatabase.programs())) {
      assertThatThrownBy(() -> EmbeddedPostgres.start(home(), TestDatabase.programs()))
          .isInstanceOf(PortException.class)
          .hasMessageContaining("this very process");
      try (OwnerProcess other = owner(1)) {
        assertThat(other.next("refused")).contains("process " + ProcessHandle.current().pid());
      }
      assertThat(Ledger.of(server).ask("select 1")).isEqualTo("1");
    }
  }

  private static boolean gone(long pid) {
    Optional<ProcessEntry> process = ProcessEntry.of(pid);
    return process.isEmpty() || process.get().zombie();
  }
}
