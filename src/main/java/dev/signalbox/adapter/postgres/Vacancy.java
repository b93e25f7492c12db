package dev.signalbox.adapter.postgres;

import dev.signalbox.port.PortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees to it that nobody lives in a cluster any more before a server moves in. Whoever does is
/// left over from a life of ours that ended badly: our lock on the data directory says that no
/// other Signalbox has it.
final class Vacancy {
  private Vacancy() {}

  private static final Logger LOG = LoggerFactory.getLogger(Vacancy.class);

  private static final Duration GOING_BY_THEMSELVES = Duration.ofSeconds(2);
  private static final Duration SHUTTING_DOWN = Duration.ofSeconds(20);
  private static final Duration BREAKING_OFF = Duration.ofSeconds(5);
  private static final Duration DYING = Duration.ofSeconds(5);

  /// @throws PortException if somebody stays whatever we do
  static void ensure(Path cluster, Account account) {
    if (!leave(cluster, account)) {
      throw new PortException(
          "An earlier PostgreSQL still runs in %s (process %s) and does not end, even when killed. Its disk may hang; see to it, then start again."
              .formatted(cluster, names(ProcessEntry.livingIn(cluster, account))));
    }
    clearAway(cluster, Predecessor.of(cluster, account));
  }

  private static boolean leave(Path cluster, Account account) {
    List<ProcessEntry> left = ProcessEntry.livingIn(cluster, account);
    if (left.isEmpty()) {
      return true;
    }
    List<ProcessEntry> servers = left.stream().filter(ProcessEntry::postmaster).toList();
    if (servers.isEmpty()) {
      // Their server was killed. They notice as soon as they look up from their work.
      if (empty(cluster, account, GOING_BY_THEMSELVES)) {
        return true;
      }
    } else {
      LOG.warn(
          "An earlier PostgreSQL (process {}) still runs in {}; shutting it down first.",
          names(servers),
          cluster);
      // Only the server may be asked: a child takes the same signal for something else.
      servers.forEach(server -> account.signal("INT", server.pid()));
      if (empty(cluster, account, SHUTTING_DOWN)) {
        return true;
      }
    }
    return insist(cluster, account, "QUIT", BREAKING_OFF)
        || insist(cluster, account, "KILL", DYING);
  }

  private static boolean insist(Path cluster, Account account, String signal, Duration limit) {
    List<ProcessEntry> left = ProcessEntry.livingIn(cluster, account);
    LOG.warn("PostgreSQL's process {} in {} stays; sending {}.", names(left), cluster, signal);
    left.forEach(process -> account.signal(signal, process.pid()));
    return empty(cluster, account, limit);
  }

  private static boolean empty(Path cluster, Account account, Duration limit) {
    return Patience.until(limit, () -> ProcessEntry.livingIn(cluster, account).isEmpty());
  }

  /// Removes a `postmaster.pid` that PostgreSQL itself would take for a running server's. One whose
  /// process is simply gone stays: by it PostgreSQL looks for shared memory that is still in use.
  private static void clearAway(Path cluster, Predecessor predecessor) {
    switch (predecessor) {
      case Predecessor.None() -> {}
      case Predecessor.Gone(long pid) ->
          LOG.info(
              "The last PostgreSQL (process {}) ended without a shutdown; it recovers now.", pid);
      case Predecessor.Zombie(long pid) ->
          remove(cluster, "process " + pid + " is dead and waits for its parent to notice");
      case Predecessor.Stranger(long pid, String name) ->
          remove(cluster, "process " + pid + " is another program now (" + name + ")");
      case Predecessor.Unknown() -> remove(cluster, "it names no process");
      case Predecessor.Alive(long pid) ->
          throw new PortException(
              "PostgreSQL was started in %s by somebody else (process %d) just now. Stop it, then start again."
                  .formatted(cluster, pid));
    }
  }

  private static void remove(Path cluster, String why) {
    try {
      Files.deleteIfExists(PidFile.of(cluster));
      LOG.info("Removed a stale {}: {}.", PidFile.of(cluster), why);
    } catch (IOException refused) {
      throw new PortException(
          "%s is stale (%s) and can't be removed: %s. Remove it by hand."
              .formatted(PidFile.of(cluster), why, refused.getMessage()),
          refused);
    }
  }

  private static String names(List<ProcessEntry> processes) {
    return processes.stream()
        .map(process -> Long.toString(process.pid()))
        .collect(Collectors.joining(", "));
  }
}
