package dev.signalbox.adapter.postgres;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The test's hand on an [Owner].
final class OwnerProcess implements AutoCloseable {

  private final Process jvm;
  private final BufferedReader said;

  private OwnerProcess(Process jvm) {
    this.jvm = jvm;
    this.said = jvm.inputReader();
  }

  /// @param before a program that starts the JVM, such as setpriv and its options; may be empty
  static OwnerProcess start(
      List<String> before, String classPath, Path dataDirectory, Path programs, long first)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", classPath, Owner.class.getName()));
    command.addAll(List.of(dataDirectory.toString(), programs.toString(), Long.toString(first)));
    return new OwnerProcess(
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  static OwnerProcess start(Path dataDirectory, Path programs, long first) throws IOException {
    return start(List.of(), classPath(), dataDirectory, programs, first);
  }

  static String classPath() {
    return System.getProperty("java.class.path");
  }

  /// The rest of the next line that begins with this word. What its log says in between is passed
  /// over.
  String next(String word) throws IOException {
    List<String> passed = new ArrayList<>();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.startsWith(word + " ")) {
        return line.substring(word.length() + 1);
      }
      passed.add(line);
    }
    throw new AssertionError("it ended without saying '" + word + "', but said " + passed);
  }

  long pid() {
    return jvm.pid();
  }

  /// As the kernel does it when memory is short: no hook, no farewell.
  void kill() {
    jvm.destroyForcibly().onExit().join();
  }

  /// As a service manager does it.
  void terminate() {
    jvm.toHandle().destroy();
    jvm.onExit().join();
  }

  @Override
  public void close() {
    kill();
  }

  /// Waits until the servers of killed owners have followed them.
  static void awaitNobodyIn(Path dataDirectory) {
    DataDirectory home = DataDirectory.at(dataDirectory);
    Account account = Account.of(Machine.here(), home);
    for (Path cluster : List.of(home.cluster(), home.unfinished())) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> ProcessEntry.livingIn(cluster, account).isEmpty());
    }
  }
}
