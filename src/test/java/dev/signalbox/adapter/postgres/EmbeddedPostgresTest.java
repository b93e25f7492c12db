package dev.signalbox.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.fixture.TestDatabase;
import dev.signalbox.port.PortException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

  @TempDir(factory = PassableFolder.class)
  Path folder;

  private Path home() {
    return folder.resolve("postgres");
  }

  private EmbeddedPostgres start() {
    return EmbeddedPostgres.start(home(), TestDatabase.programs());
  }

  @Test
  void second_start_finds_the_data_and_the_password_of_the_first() throws Exception {
    String password;
    try (EmbeddedPostgres server = start()) {
      password = server.password();
      Ledger.of(server).open();
      Ledger.of(server).enter(42);
    }
    try (EmbeddedPostgres server = start()) {
      assertThat(server.password()).isEqualTo(password);
      assertThat(Ledger.of(server).numbers()).containsExactly(42L);
    }
  }

  @Test
  void a_server_that_may_lose_commits_is_refused_with_a_sentence() throws Exception {
    try (EmbeddedPostgres server = start()) {
      Ledger.of(server).say("alter role signalbox set synchronous_commit = off");
    }
    assertThatThrownBy(this::start)
        .isInstanceOf(PortException.class)
        .hasMessageContaining("synchronous_commit=off (set for the user)")
        .hasMessageContaining("single-user mode");
    assertThat(PidFile.read(home().resolve("cluster"))).isEmpty();
  }

  @Test
  void what_its_files_say_against_safety_is_overruled() throws Exception {
    start().close();
    Files.writeString(
        home().resolve("cluster/postgresql.auto.conf"),
        """
        fsync = off
        full_page_writes = off
        listen_addresses = '*'
        """);
    try (EmbeddedPostgres server = start()) {
      assertThat(Ledger.of(server).ask("show fsync")).isEqualTo("on");
      assertThat(Ledger.of(server).ask("show full_page_writes")).isEqualTo("on");
      assertThat(Ledger.of(server).ask("show listen_addresses")).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void a_failed_start_shows_what_the_server_said() throws Exception {
    start().close();
    Files.writeString(home().resolve("cluster/postgresql.auto.conf"), "work_mem = plenty\n");
    assertThatThrownBy(this::start)
        .isInstanceOf(PortException.class)
        .hasMessageContaining("did not start in " + home())
        .hasMessageContaining("work_mem")
        .hasMessageContaining("plenty");
  }

  @Test
  void a_first_start_that_was_cut_off_is_begun_again() throws Exception {
    Files.createDirectories(home().resolve("cluster.new/base"));
    Files.writeString(home().resolve("cluster.new/PG_VERSION"), "18");
    Files.writeString(home().resolve("initdb.password"), "thrown away");
    Files.writeString(home().resolve("password"), "of a database that never was");
    Files.setPosixFilePermissions(home(), PosixFilePermissions.fromString("rwx--x--x"));
    try (EmbeddedPostgres server = start()) {
      assertThat(Ledger.of(server).ask("select 1")).isEqualTo("1");
      assertThat(home().resolve("cluster.new")).doesNotExist();
      assertThat(home().resolve("initdb.password")).doesNotExist();
    }
  }

  @Test
  void a_database_that_vanished_is_not_replaced_by_an_empty_one() throws Exception {
    start().close();
    Path cluster = home().resolve("cluster");
    Path elsewhere = Files.move(cluster, folder.resolve("elsewhere"));
    assertThatThrownBy(this::start)
        .isInstanceOf(PortException.class)
        .hasMessageContaining("There was a database in " + home());
    Files.move(elsewhere, cluster);
    start().close();
  }

  @Test
  void a_lost_password_is_told_and_not_replaced() throws Exception {
    start().close();
    Files.delete(home().resolve("password"));
    assertThatThrownBy(this::start)
        .isInstanceOf(PortException.class)
        .hasMessageContaining("password")
        .hasMessageContaining(home().resolve("password").toString());
  }

  @Test
  void closing_twice_is_closing_once_and_leaves_no_process() throws Exception {
    EmbeddedPostgres server = start();
    long pid = server.pid();
    Ledger.of(server).open();
    server.close();
    server.close();
    assertThat(ProcessEntry.of(pid)).isEmpty();
    assertThat(PidFile.read(home().resolve("cluster"))).isEmpty();
  }

  @Test
  void closing_in_an_interrupted_thread_closes_all_the_same() {
    EmbeddedPostgres server = start();
    long pid = server.pid();
    Thread.currentThread().interrupt();
    server.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(ProcessEntry.of(pid)).isEmpty();
  }

  @Test
  void open_connections_do_not_keep_it_from_closing() throws Exception {
    EmbeddedPostgres server = start();
    try (var _ = Ledger.of(server).connect()) {
      long begun = System.nanoTime();
      server.close();
      assertThat(System.nanoTime() - begun).isLessThan(10_000_000_000L);
    }
  }

  @Test
  void a_port_that_was_taken_meanwhile_is_told_apart_from_a_failed_start() throws Exception {
    start().close();
    Installation installation =
        Installation.prepare(Machine.here(), DataDirectory.at(home()), TestDatabase.programs());
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      assertThat(installation.launch(taken.getLocalPort(), () -> false))
          .isEqualTo(new Postmaster.Launch.PortTaken());
    }
  }
}
