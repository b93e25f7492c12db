package dev.signalbox.adapter.postgres;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Processes that a test starts as the database's user, and that nobody supervises.
final class ForeignProcess implements AutoCloseable {

  private final Process process;

  private ForeignProcess(Process process) {
    this.process = process;
  }

  /// A server in our cluster that is not ours: left over, or started by hand.
  static ForeignProcess in(DataDirectory home, Path programs, int port) throws IOException {
    List<String> line = server(home, programs, port);
    ForeignProcess server = as(home, line);
    server.awaitReady(home);
    return server;
  }

  /// The same below a parent that never reaps: the shell becomes a sleep, which knows of no child.
  static ForeignProcess belowCarelessParent(DataDirectory home, Path programs, int port)
      throws IOException {
    List<String> line = new ArrayList<>(List.of("sh", "-c", "\"$@\" & exec sleep 600", "sh"));
    line.addAll(server(home, programs, port));
    ForeignProcess server = as(home, line);
    server.awaitReady(home);
    return server;
  }

  /// Any program, as the database's user.
  static ForeignProcess as(DataDirectory home, List<String> line) throws IOException {
    List<String> command = new ArrayList<>();
    Account.of(Machine.here(), home)
        .lent()
        .ifPresent(user -> {
          command.addAll(List.of("setpriv", "--clear-groups"));
          command.addAll(List.of("--reuid=" + user.uid(), "--regid=" + user.gid(), "--"));
        });
    command.addAll(line);
    return new ForeignProcess(
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.DISCARD)
            .start());
  }

  long pid() {
    return process.pid();
  }

  boolean alive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  private void awaitReady(DataDirectory home) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> PidFile.read(home.cluster()).filter(PidFile::ready).isPresent());
  }

  private static List<String> server(DataDirectory home, Path programs, int port) {
    return ServerSettings.commandLine(
        Programs.in(programs, Machine.here().archive()), home.cluster(), port);
  }
}
