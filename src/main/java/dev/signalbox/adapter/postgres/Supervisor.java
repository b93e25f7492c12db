package dev.signalbox.adapter.postgres;

import dev.signalbox.adapter.postgres.Postmaster.Launch;
import dev.signalbox.port.PortException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts the server, notices when it dies, starts it again at the same address, and stops it.
///
/// All of it happens on one platform thread that lives as long as the server, because the kernel
/// tells a child of the end of the thread that started it.
final class Supervisor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

  private static final int PORTS_TO_TRY = 10;
  private static final Duration AT_MOST_ONE_START_EACH = Duration.ofMillis(500);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final Machine machine;
  private final Path dataDirectory;
  private final Path cache;
  private final Thread thread;
  private final CompletableFuture<Opened> opened = new CompletableFuture<>();
  private final CompletableFuture<Void> closing = new CompletableFuture<>();
  private volatile long pid;

  /// What stays the same however often the server is started again.
  record Opened(int port, String password) {
    @Override
    public String toString() {
      return "port " + port;
    }
  }

  private Supervisor(Machine machine, Path dataDirectory, Path cache) {
    this.machine = machine;
    this.dataDirectory = dataDirectory;
    this.cache = cache;
    this.thread = Thread.ofPlatform().daemon().name("postgres-supervisor").unstarted(this::run);
  }

  static Supervisor begin(Machine machine, Path dataDirectory, Path cache) {
    Supervisor supervisor = new Supervisor(machine, dataDirectory, cache);
    supervisor.thread.start();
    return supervisor;
  }

  /// Waits for the first start.
  ///
  /// @throws PortException if it failed; then there is nothing left to close
  Opened awaitOpened() {
    try {
      return opened.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof PortException sentence) {
        throw sentence;
      }
      throw failed;
    }
  }

  long pid() {
    return pid;
  }

  /// Stops the server and gives the data directory back. Returns when that is done, even to a
  /// thread that was interrupted: whoever closes a database in a hurry wants it closed.
  @Override
  public void close() {
    closing.complete(null);
    boolean interrupted = Thread.interrupted();
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      DataDirectory home = DataDirectory.at(dataDirectory);
      try (var _ = DirectoryLock.take(home)) {
        serve(Installation.prepare(machine, home, cache));
      }
    } catch (RuntimeException | Error failure) {
      if (!opened.completeExceptionally(failure)) {
        LOG.error("PostgreSQL in {} is looked after no longer.", dataDirectory, failure);
      }
    }
  }

  private void serve(Installation installation) {
    Postmaster first = firstStart(installation);
    pid = first.pid();
    opened.complete(new Opened(first.port(), installation.home().readPassword()));
    Optional<Postmaster> server = Optional.of(first);
    while (server.isPresent()) {
      pid = server.get().pid();
      server = successor(installation, server.get());
    }
  }

  /// A port that looked free may be taken before the server gets there.
  private Postmaster firstStart(Installation installation) {
    for (int attempt = 0; attempt < PORTS_TO_TRY; attempt++) {
      switch (installation.launch(LoopbackPort.choose(), closing::isDone)) {
        case Launch.Up(Postmaster server) -> {
          return server;
        }
        case Launch.PortTaken() -> {}
        case Launch.Down(String sentence) -> throw new PortException(sentence);
      }
    }
    throw new PortException(
        "PostgreSQL found no free port on the loopback: %d were taken before it got there. Start again."
            .formatted(PORTS_TO_TRY));
  }

  /// Waits until the server dies or is no longer wanted. A dead one is followed by another, on the
  /// same port, because others have its address.
  private Optional<Postmaster> successor(Installation installation, Postmaster server) {
    long since = System.nanoTime();
    CompletableFuture.anyOf(server.end(), closing).join();
    if (closing.isDone()) {
      server.stop();
      return Optional.empty();
    }
    LOG.warn(
        "PostgreSQL (process {}) {} while it was needed; starting it again on port {}.",
        server.pid(),
        server.ending(),
        server.port());
    rest(AT_MOST_ONE_START_EACH.minusNanos(System.nanoTime() - since));
    return startAgain(installation, server.port());
  }

  private Optional<Postmaster> startAgain(Installation installation, int port) {
    Duration pause = FIRST_PAUSE;
    while (!closing.isDone()) {
      try {
        switch (installation.launch(port, closing::isDone)) {
          case Launch.Up(Postmaster server) -> {
            LOG.info("PostgreSQL (process {}) is back on port {}.", server.pid(), port);
            return Optional.of(server);
          }
          case Launch.PortTaken() ->
              LOG.error("PostgreSQL waits for its port {}: another program has taken it.", port);
          case Launch.Down _ when closing.isDone() -> {}
          case Launch.Down(String sentence) -> LOG.error(sentence);
        }
      } catch (PortException refused) {
        LOG.error(refused.getMessage());
      } catch (RuntimeException odd) {
        LOG.error("PostgreSQL could not be started again on port {}; trying on.", port, odd);
      }
      rest(pause);
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
    }
    return Optional.empty();
  }

  private void rest(Duration pause) {
    Patience.until(pause, closing::isDone);
  }
}
