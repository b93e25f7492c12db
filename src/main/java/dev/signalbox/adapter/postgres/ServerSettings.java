package dev.signalbox.adapter.postgres;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How the server runs. All of it goes onto the command line, which no file and no `alter system`
/// can overrule; what is not named here may be tuned in `postgresql.conf`.
final class ServerSettings {
  private ServerSettings() {}

  /// The user behind everything, who can't log in: nobody knows the password.
  static final String SUPERUSER = "postgres";

  private static final List<String> ALWAYS =
      List.of(
          // What was confirmed is kept, whatever dies.
          "fsync=on",
          "synchronous_commit=on",
          "full_page_writes=on",
          // Nobody but this machine, and nobody without the password.
          "listen_addresses=" + LoopbackPort.ADDRESS,
          "unix_socket_directories=",
          "ssl=off",
          "password_encryption=scram-sha-256",
          // A small server beside a small server: no helpers for large reads and large queries, no
          // replicas, no compiler.
          "shared_buffers=64MB",
          "max_connections=60",
          "io_method=sync",
          "max_parallel_workers_per_gather=0",
          "max_parallel_maintenance_workers=0",
          "max_logical_replication_workers=0",
          "max_wal_senders=0",
          "jit=off",
          // A log without statements, because a statement may hold a secret.
          "log_statement=none",
          "log_min_error_statement=panic",
          "logging_collector=on",
          "log_directory=log",
          "log_filename=server-%a.log",
          "log_rotation_age=1d",
          "log_rotation_size=0",
          "log_truncate_on_rotation=on",
          "log_line_prefix=%m [%p] ",
          "log_timezone=UTC",
          "timezone=UTC");

  static List<String> commandLine(Programs programs, Path cluster, int port) {
    List<String> line = new ArrayList<>();
    line.addAll(List.of(programs.postgres().toString(), "-D", cluster.toString()));
    line.addAll(List.of("-c", "port=" + port));
    ALWAYS.forEach(setting -> line.addAll(List.of("-c", setting)));
    return line;
  }
}
