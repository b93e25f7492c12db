package dev.signalbox.adapter.postgres;

import java.nio.file.Path;
import java.util.Optional;

/// A PostgreSQL server of our own, for as long as this object is open. It holds the record of what
/// went to production, so it runs with every safety on, answers on the loopback only, and asks for
/// a password. If its process dies it comes back by itself at the same address; if ours dies, it
/// shuts down.
///
/// A data directory holds `cluster` (what PostgreSQL keeps, and its log), `password`, `lock` and
/// `start.log` (what the last start said).
public final class EmbeddedPostgres implements AutoCloseable {

  static final String USER = "signalbox";
  static final String DATABASE = "signalbox";

  private final Supervisor supervisor;
  private final Supervisor.Opened opened;
  private final Optional<Thread> hook;

  /// What happens when this JVM shuts down and nobody has closed the server.
  public enum AtExit {
    /// A shutdown hook closes it.
    CLOSE,
    /// No hook, because the caller has an order of his own for what ends when. A server that was
    /// forgotten still shuts down with the JVM, by itself.
    LEAVE_TO_CALLER
  }

  private EmbeddedPostgres(Supervisor supervisor, AtExit atExit) {
    this.supervisor = supervisor;
    this.opened = supervisor.awaitOpened();
    this.hook =
        atExit == AtExit.CLOSE
            ? Optional.of(new Thread(supervisor::close, "postgres-at-exit"))
            : Optional.empty();
    hook.ifPresent(Runtime.getRuntime()::addShutdownHook);
  }

  /// Starts the server, and closes it when this JVM shuts down.
  ///
  /// @see #start(Path, Path, AtExit)
  public static EmbeddedPostgres start(Path dataDirectory, Path programs) {
    return start(dataDirectory, programs, AtExit.CLOSE);
  }

  /// Starts the server and returns when it answers. An interrupted start, an interrupted recovery
  /// or a killed server's remains are put in order first.
  ///
  /// @param dataDirectory made if it is not there; one server at a time may have it
  /// @param programs a cache where PostgreSQL's programs are unpacked, once for each version
  /// @throws dev.signalbox.port.PortException if it can't be started, with a sentence that says why
  ///   and what to do
  public static EmbeddedPostgres start(Path dataDirectory, Path programs, AtExit atExit) {
    return new EmbeddedPostgres(Supervisor.begin(Machine.here(), dataDirectory, programs), atExit);
  }

  /// Where the database `signalbox` answers. The address stays the same until [#close()].
  public String jdbcUrl() {
    return jdbcUrl(DATABASE);
  }

  /// Where another database of this server answers.
  public String jdbcUrl(String database) {
    return LoopbackPort.jdbcUrl(opened.port(), database);
  }

  /// The owner of the database `signalbox`, who may also make others. Not a superuser: nobody can
  /// log in as one, so SQL reaches neither files nor programs of this machine.
  public String user() {
    return USER;
  }

  public String password() {
    return opened.password();
  }

  /// The process that serves now. It changes when the server had to be started again.
  public long pid() {
    return supervisor.pid();
  }

  /// Stops the server: open transactions are rolled back, what was committed is on disk. May be
  /// called twice, and returns within a minute.
  @Override
  public void close() {
    supervisor.close();
    hook.ifPresent(EmbeddedPostgres::withdraw);
  }

  private static void withdraw(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The hook runs already and finds nothing left to do.
    }
  }
}
