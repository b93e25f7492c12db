package dev.signalbox.adapter.postgres;

import java.nio.file.Path;
import java.util.Optional;

/// Who the process in a cluster's `postmaster.pid` is, when we are about to start another one.
sealed interface Predecessor {

  /// The last server was shut down in order.
  record None() implements Predecessor {}

  /// It was killed. PostgreSQL finds out by itself, and recovers.
  record Gone(long pid) implements Predecessor {}

  /// It was killed and nobody has reaped it. PostgreSQL takes it for a running server, for as long
  /// as whoever should reap it does not.
  record Zombie(long pid) implements Predecessor {}

  /// It was killed, and its number was given to somebody else, whom PostgreSQL takes for a running
  /// server.
  record Stranger(long pid, String name) implements Predecessor {}

  /// It runs.
  record Alive(long pid) implements Predecessor {}

  /// The file is there and does not say: the power failed while it was written.
  record Unknown() implements Predecessor {}

  static Predecessor of(Path cluster, Account account) {
    Optional<PidFile> file = PidFile.read(cluster);
    if (file.isEmpty()) {
      return new None();
    }
    if (file.get().pid().isEmpty()) {
      return new Unknown();
    }
    long pid = file.get().pid().getAsLong();
    Optional<ProcessEntry> process = ProcessEntry.of(pid);
    if (process.isEmpty()) {
      return new Gone(pid);
    }
    if (process.get().zombie()) {
      return new Zombie(pid);
    }
    return process.get().livesIn(cluster, account)
        ? new Alive(pid)
        : new Stranger(pid, process.get().name());
  }
}
