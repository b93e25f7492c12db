package dev.signalbox.adapter.postgres;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.adapter.postgres.Predecessor.Alive;
import dev.signalbox.adapter.postgres.Predecessor.Gone;
import dev.signalbox.adapter.postgres.Predecessor.None;
import dev.signalbox.adapter.postgres.Predecessor.Stranger;
import dev.signalbox.adapter.postgres.Predecessor.Unknown;
import dev.signalbox.adapter.postgres.Predecessor.Zombie;
import dev.signalbox.fixture.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an earlier life left in the data directory.
class PredecessorTest {

  @TempDir(factory = PassableFolder.class)
  static Path folder;

  private static DataDirectory home;

  @BeforeAll
  static void a_database_with_one_entry() throws Exception {
    try (EmbeddedPostgres server = start()) {
      Ledger.of(server).open();
      Ledger.of(server).enter(7);
    }
    home = DataDirectory.at(folder.resolve("postgres"));
  }

  private static EmbeddedPostgres start() {
    return EmbeddedPostgres.start(folder.resolve("postgres"), TestDatabase.programs());
  }

  private Predecessor predecessor() {
    return Predecessor.of(home.cluster(), Account.of(Machine.here(), home));
  }

  private void startsWithItsEntry() throws Exception {
    try (EmbeddedPostgres server = start()) {
      assertThat(Ledger.of(server).numbers()).containsExactly(7L);
    }
  }

  @Test
  void a_server_that_was_shut_down_left_nothing() throws Exception {
    assertThat(predecessor()).isEqualTo(new None());
    startsWithItsEntry();
  }

  @Test
  void a_server_that_was_killed_long_ago_is_recovered() throws Exception {
    killed(foreign());
    assertThat(predecessor()).isInstanceOf(Gone.class);
    startsWithItsEntry();
  }

  @Test
  void a_server_that_still_runs_is_shut_down_first() throws Exception {
    try (ForeignProcess server = foreign()) {
      assertThat(predecessor()).isEqualTo(new Alive(server.pid()));
      startsWithItsEntry();
      assertThat(server.alive()).isFalse();
    }
  }

  @Test
  void a_stranger_with_the_old_number_is_left_alone() throws Exception {
    killed(foreign());
    try (ForeignProcess stranger = ForeignProcess.as(home, List.of("sleep", "600"))) {
      awaitNamed(stranger.pid(), "sleep");
      number(stranger.pid());
      assertThat(predecessor()).isEqualTo(new Stranger(stranger.pid(), "sleep"));
      startsWithItsEntry();
      assertThat(stranger.alive()).isTrue();
    }
  }

  @Test
  void a_server_of_another_directory_is_a_stranger_too() throws Exception {
    killed(foreign());
    try (EmbeddedPostgres other =
        EmbeddedPostgres.start(folder.resolve("other"), TestDatabase.programs())) {
      number(other.pid());
      assertThat(predecessor()).isEqualTo(new Stranger(other.pid(), "postgres"));
      startsWithItsEntry();
      assertThat(ProcessHandle.of(other.pid())).isPresent();
      assertThat(Ledger.of(other).ask("select 1")).isEqualTo("1");
    }
  }

  @Test
  void a_dead_server_that_nobody_reaps_is_not_taken_for_a_living_one() throws Exception {
    try (ForeignProcess _ =
        ForeignProcess.belowCarelessParent(home, TestDatabase.programs(), LoopbackPort.choose())) {
      long pid = PidFile.read(home.cluster()).orElseThrow().pid().orElseThrow();
      ProcessHandle.of(pid).orElseThrow().destroyForcibly();
      await()
          .atMost(ofSeconds(10))
          .untilAsserted(() -> assertThat(predecessor()).isEqualTo(new Zombie(pid)));
      startsWithItsEntry();
      assertThat(ProcessEntry.of(pid).orElseThrow().zombie()).isTrue();
    }
  }

  @Test
  void a_note_that_the_power_failure_emptied_is_not_believed() throws Exception {
    killed(foreign());
    Files.writeString(PidFile.of(home.cluster()), "");
    assertThat(predecessor()).isEqualTo(new Unknown());
    startsWithItsEntry();
  }

  private ForeignProcess foreign() throws Exception {
    return ForeignProcess.in(home, TestDatabase.programs(), LoopbackPort.choose());
  }

  private static void killed(ForeignProcess server) {
    server.close();
  }

  /// The number in the file becomes this one, as if the old one had been given again.
  private void number(long pid) throws Exception {
    Path file = PidFile.of(home.cluster());
    Files.writeString(file, Files.readString(file).replaceFirst("^[0-9]+", Long.toString(pid)));
  }

  private static void awaitNamed(long pid, String name) {
    await()
        .atMost(ofSeconds(10))
        .until(() -> ProcessEntry.of(pid).filter(p -> p.name().equals(name)).isPresent());
  }
}
