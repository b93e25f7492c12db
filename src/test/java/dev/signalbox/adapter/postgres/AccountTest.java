package dev.signalbox.adapter.postgres;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.signalbox.fixture.TestDatabase;
import dev.signalbox.port.PortException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whom the server runs as. Only root can try more than one.
class AccountTest {

  private static final SystemUser NOBODY = SystemUser.named("nobody").orElseThrow();

  @TempDir(factory = PassableFolder.class)
  Path folder;

  @BeforeEach
  void as_root() {
    assumeTrue(SystemUser.ours() == SystemUser.ROOT, "only root can be somebody else");
  }

  @Test
  void a_folder_that_bars_the_way_is_named() throws Exception {
    Path barred = Files.createDirectory(folder.resolve("barred"));
    Files.setPosixFilePermissions(barred, PosixFilePermissions.fromString("rwx------"));
    assertThatThrownBy(
            () -> EmbeddedPostgres.start(barred.resolve("deep/postgres"), TestDatabase.programs()))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("can't enter " + barred + " on the way to")
        .hasMessageContaining("chmod o+x " + barred + ")");
  }

  @Test
  void programs_behind_a_barred_folder_are_told_before_anything_is_made() throws Exception {
    Path barred = Files.createDirectory(folder.resolve("barred"));
    Files.setPosixFilePermissions(barred, PosixFilePermissions.fromString("rwx------"));
    assertThatThrownBy(() -> EmbeddedPostgres.start(folder.resolve("postgres"), barred))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("can't enter " + barred);
    assertThat(folder.resolve("postgres/cluster")).doesNotExist();
  }

  @Test
  void programs_of_another_user_are_not_run() throws Exception {
    Programs programs = Programs.in(folder.resolve("programs"), Machine.here().archive());
    Files.setAttribute(programs.folder(), "unix:uid", NOBODY.uid());
    assertThatThrownBy(
            () -> EmbeddedPostgres.start(folder.resolve("postgres"), folder.resolve("programs")))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("belong to the user nobody");
  }

  @Test
  void an_ordinary_user_runs_it_himself_and_root_goes_on_as_that_user() throws Exception {
    Path own = ownFolder();
    try (OwnerProcess owner = asNobody(own)) {
      long server = Long.parseLong(owner.next("up").split(" ", 2)[0]);
      assertThat(SystemUser.owning(Path.of("/proc", Long.toString(server)))).isEqualTo(NOBODY);
      owner.next("entered");
    }
    try (EmbeddedPostgres server =
        EmbeddedPostgres.start(own.resolve("postgres"), TestDatabase.programs())) {
      assertThat(SystemUser.owning(Path.of("/proc", Long.toString(server.pid()))))
          .isEqualTo(NOBODY);
      assertThat(Ledger.of(server).numbers()).contains(1L);
    }
  }

  @Test
  void an_ordinary_user_is_told_whose_database_it_is() throws Exception {
    Path own = ownFolder();
    EmbeddedPostgres.start(own.resolve("postgres"), TestDatabase.programs()).close();
    String owner = SystemUser.owning(own.resolve("postgres/cluster")).name();
    for (Path path : List.of(own.resolve("postgres"), own.resolve("postgres/lock"))) {
      Files.setAttribute(path, "unix:uid", NOBODY.uid());
    }
    assumeTrue(!owner.equals("nobody"), "root lends the same user here");
    try (OwnerProcess second = asNobody(own)) {
      assertThat(second.next("refused")).contains("belongs to the user " + owner);
    }
  }

  @Test
  void a_database_that_came_back_from_a_backup_as_roots_is_told() throws Exception {
    Path home = folder.resolve("postgres");
    EmbeddedPostgres.start(home, TestDatabase.programs()).close();
    Files.setAttribute(home.resolve("cluster"), "unix:uid", SystemUser.ROOT);
    assertThatThrownBy(() -> EmbeddedPostgres.start(home, TestDatabase.programs()))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("belongs to root")
        .hasMessageContaining("chown");
  }

  @Test
  void root_without_the_right_to_look_at_others_still_knows_its_own_server() throws Exception {
    Path dataDirectory = folder.resolve("postgres");
    EmbeddedPostgres.start(dataDirectory, TestDatabase.programs()).close();
    DataDirectory home = DataDirectory.at(dataDirectory);
    try (ForeignProcess left =
            ForeignProcess.in(home, TestDatabase.programs(), LoopbackPort.choose());
        OwnerProcess owner =
            OwnerProcess.start(
                List.of("setpriv", "--bounding-set=-sys_ptrace", "--inh-caps=-sys_ptrace", "--"),
                OwnerProcess.classPath(),
                dataDirectory,
                TestDatabase.programs(),
                1)) {
      owner.next("up");
      assertThat(left.alive()).isFalse();
    }
    OwnerProcess.awaitNobodyIn(dataDirectory);
  }

  @Test
  void root_that_may_not_become_somebody_else_is_told() throws Exception {
    try (OwnerProcess owner =
        OwnerProcess.start(
            List.of("setpriv", "--bounding-set=-setuid", "--inh-caps=-setuid", "--"),
            OwnerProcess.classPath(),
            folder.resolve("postgres"),
            TestDatabase.programs(),
            1)) {
      assertThat(owner.next("refused")).contains("CAP_SETUID").contains("not permitted");
    }
  }

  @Test
  void a_command_sees_nothing_of_ours() {
    Account account = Account.of(Machine.here(), DataDirectory.at(folder.resolve("postgres")));
    assertThat(account.run(ofSeconds(5), "", List.of("env")).output().lines())
        .containsExactlyInAnyOrder("PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C");
    assertThat(account.run(ofSeconds(5), "", List.of("id", "-G")).output())
        .isEqualTo(Integer.toString(account.lent().orElseThrow().gid()));
  }

  private Path ownFolder() throws Exception {
    Path own = Files.createDirectory(folder.resolve("own"));
    Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwx--x--x"));
    Files.setAttribute(own, "unix:uid", NOBODY.uid());
    return own;
  }

  /// A whole JVM as nobody, on a copy of the class path that nobody may read.
  private OwnerProcess asNobody(Path own) throws Exception {
    List<String> copied = new ArrayList<>();
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Files.setPosixFilePermissions(classes, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (String entry : OwnerProcess.classPath().split(File.pathSeparator, -1)) {
      Path from = Path.of(entry);
      if (Files.isRegularFile(from)) {
        Path to = classes.resolve(copied.size() + "-" + from.getFileName());
        Files.copy(from, to);
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-r--r--"));
        copied.add(to.toString());
      } else {
        copied.add(entry);
      }
    }
    return OwnerProcess.start(
        List.of(
            "setpriv",
            "--reuid=" + NOBODY.uid(),
            "--regid=" + NOBODY.gid(),
            "--clear-groups",
            "--"),
        String.join(File.pathSeparator, copied),
        own.resolve("postgres"),
        TestDatabase.programs(),
        1);
  }
}
