package dev.signalbox.adapter.postgres;

import dev.signalbox.port.PortException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One process of the server, from its start to its end. A direct child: whoever is its parent
/// hears of its death, and reaps it.
final class Postmaster {

  private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);

  private static final Duration USUAL_START = Duration.ofSeconds(5);

  /// Long enough to read back a gigabyte of log from a slow disk.
  private static final Duration RECOVERY = Duration.ofMinutes(10);

  private static final Duration FAST_SHUTDOWN = Duration.ofSeconds(30);
  private static final Duration IMMEDIATE_SHUTDOWN = Duration.ofSeconds(10);
  private static final Duration DEATH = Duration.ofSeconds(5);

  private final Process process;
  private final DataDirectory home;
  private final Account account;
  private final int port;

  /// What came of a start.
  sealed interface Launch {

    /// It takes connections.
    record Up(Postmaster server) implements Launch {}

    /// Somebody else listens on the port.
    record PortTaken() implements Launch {}

    /// @param sentence what it said
    record Down(String sentence) implements Launch {}
  }

  private Postmaster(Process process, DataDirectory home, Account account, int port) {
    this.process = process;
    this.home = home;
    this.account = account;
    this.port = port;
  }

  /// Starts the server and waits until it takes connections.
  ///
  /// @param unwanted asked all the while; true breaks the start off
  static Launch launch(
      DataDirectory home, Account account, Programs programs, int port, BooleanSupplier unwanted) {
    try {
      ServerLog log = ServerLog.fromNow(home);
      Postmaster server = new Postmaster(fork(home, account, programs, port), home, account, port);
      boolean decided =
          server.awaitDecided(USUAL_START, unwanted) || server.awaitDecided(RECOVERY, unwanted);
      if (server.ready() && !unwanted.getAsBoolean()) {
        return new Launch.Up(server);
      }
      server.stop();
      if (!LoopbackPort.free(port)) {
        return new Launch.PortTaken();
      }
      return new Launch.Down(
          "PostgreSQL did not start in %s%s. It said:\n%s"
              .formatted(
                  home.path(),
                  decided ? "" : " within " + RECOVERY.toMinutes() + " minutes",
                  log.lastLines()));
    } catch (IOException broken) {
      throw new PortException(
          "PostgreSQL could not be started in %s: %s".formatted(home.path(), broken.getMessage()),
          broken);
    }
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  CompletableFuture<Process> end() {
    return process.onExit();
  }

  /// How it ended, in words. Asked of an ended process only.
  String ending() {
    int code = process.exitValue();
    return code > 128 ? "was ended by signal " + (code - 128) : "ended with code " + code;
  }

  /// Stops it: in order, then at once, then by force. Its log is closed by a child that outlives it
  /// for a moment, so we wait for the last of them before the folder is given back.
  void stop() {
    shutDown();
    Patience.until(DEATH, () -> ProcessEntry.livingIn(home.cluster(), account).isEmpty());
  }

  private void shutDown() {
    if (ended()) {
      return;
    }
    account.signal("INT", pid());
    if (Patience.until(FAST_SHUTDOWN, this::ended)) {
      return;
    }
    LOG.warn("PostgreSQL (process {}) takes too long to shut down; breaking it off.", pid());
    account.signal("QUIT", pid());
    if (Patience.until(IMMEDIATE_SHUTDOWN, this::ended)) {
      return;
    }
    LOG.error("PostgreSQL (process {}) does not shut down; killing it.", pid());
    process.destroyForcibly();
    Patience.until(DEATH, this::ended);
  }

  private static Process fork(DataDirectory home, Account account, Programs programs, int port)
      throws IOException {
    Path log =
        Files.createFile(
            home.startLog(),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return account.start(
        Account.Farewell.INT,
        Redirect.from(Path.of("/dev/null").toFile()),
        Redirect.to(log.toFile()),
        ServerSettings.commandLine(programs, home.cluster(), port));
  }

  private boolean awaitDecided(Duration limit, BooleanSupplier unwanted) {
    boolean decided = Patience.until(limit, () -> ready() || ended() || unwanted.getAsBoolean());
    if (!decided) {
      LOG.info(
          "PostgreSQL in {} is still starting after {} s; after a crash of a busy server that is usual.",
          home.path(),
          limit.toSeconds());
    }
    return decided;
  }

  private boolean ended() {
    return !process.isAlive();
  }

  private boolean ready() {
    return PidFile.read(home.cluster())
        .filter(file -> file.ready() && file.pid().equals(OptionalLong.of(pid())))
        .isPresent();
  }
}
