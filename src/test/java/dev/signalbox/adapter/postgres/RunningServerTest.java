package dev.signalbox.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.fixture.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a running server is like, seen from outside.
class RunningServerTest {

  @TempDir(factory = PassableFolder.class)
  static Path folder;

  private static EmbeddedPostgres server;

  @BeforeAll
  static void start() {
    server = EmbeddedPostgres.start(home(), TestDatabase.programs());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Path home() {
    return folder.resolve("postgres");
  }

  @Test
  void it_is_postgresql_18_with_checksums_unicode_and_modest_memory() throws Exception {
    Ledger ledger = Ledger.of(server);
    assertThat(ledger.ask("show server_version")).startsWith("18.");
    assertThat(ledger.ask("show data_checksums")).isEqualTo("on");
    assertThat(ledger.ask("show server_encoding")).isEqualTo("UTF8");
    assertThat(ledger.ask("select upper('grün')")).isEqualTo("GRÜN");
    assertThat(ledger.ask("show shared_buffers")).isEqualTo("64MB");
    assertThat(ledger.ask("show max_connections")).isEqualTo("60");
  }

  @Test
  void a_wrong_password_is_refused_and_the_right_one_is_kept_as_scram() throws Exception {
    assertThatThrownBy(
            () -> DriverManager.getConnection(server.jdbcUrl(), server.user(), "guessed"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed");
    assertThatThrownBy(() ->
            DriverManager.getConnection(
                server.jdbcUrl(), ServerSettings.SUPERUSER, server.password()))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed");
    assertThat(Ledger.of(server).ask("select system_user")).isEqualTo("scram-sha-256:signalbox");
    assertThat(Ledger.of(server).ask("show is_superuser")).isEqualTo("off");
  }

  @Test
  void the_password_is_for_us_alone_and_nowhere_else() throws Exception {
    Path file = home().resolve("password");
    assertThat(Files.readString(file)).isEqualTo(server.password()).hasSizeGreaterThan(30);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (Stream<Path> all = Files.list(home())) {
      assertThat(all.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("cluster", "lock", "password", "start.log");
    }
    String line = Files.readString(Path.of("/proc", Long.toString(server.pid()), "cmdline"));
    assertThat(line).doesNotContain(server.password());
    try (Stream<Path> logs = Files.list(home().resolve("cluster/log"))) {
      for (Path log : logs.toList()) {
        assertThat(Files.readString(log)).isNotEmpty().doesNotContain(server.password());
      }
    }
  }

  @Test
  void it_listens_on_the_loopback_only() throws Exception {
    assertThat(listeners(port(server))).containsExactly("0100007F");
    assertThat(Files.readString(Path.of("/proc/net/unix")))
        .doesNotContain(".s.PGSQL." + port(server));
  }

  @Test
  void its_files_belong_to_the_user_it_runs_as_and_to_nobody_else() throws Exception {
    Path cluster = home().resolve("cluster");
    SystemUser user = SystemUser.owning(Path.of("/proc", Long.toString(server.pid())));
    assertThat(user.uid()).isNotEqualTo(SystemUser.ROOT);
    assertThat(user).isEqualTo(SystemUser.owning(cluster));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cluster)))
        .isEqualTo("rwx------");
  }

  @Test
  void a_ctrl_c_meant_for_us_does_not_reach_it() throws Exception {
    assertThat(session(server.pid())).isEqualTo(Long.toString(server.pid()));
    assertThat(session(ProcessHandle.current().pid())).isNotEqualTo(session(server.pid()));
  }

  private static int port(EmbeddedPostgres server) {
    return Integer.parseInt(server.jdbcUrl().replaceFirst(".*:(\\d+)/.*", "$1"));
  }

  private static List<String> listeners(int port) throws IOException {
    String wanted = ":%04X".formatted(port);
    try (Stream<String> four = Files.lines(Path.of("/proc/net/tcp"));
        Stream<String> six =
            Files.exists(Path.of("/proc/net/tcp6"))
                ? Files.lines(Path.of("/proc/net/tcp6"))
                : Stream.empty()) {
      return Stream.concat(four, six)
          .map(line -> line.strip().split("\\s+", -1))
          .filter(row -> row[1].endsWith(wanted) && row[3].equals("0A"))
          .map(row -> row[1].replace(wanted, ""))
          .toList();
    }
  }

  private static String session(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[3];
  }
}
