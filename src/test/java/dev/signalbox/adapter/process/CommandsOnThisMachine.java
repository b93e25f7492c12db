package dev.signalbox.adapter.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.signalbox.port.CommandRunner.Order;
import dev.signalbox.port.CommandRunner.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A runner of commands in a folder of its own, and what a test asks of it.
abstract class CommandsOnThisMachine {

  static final Instant MONDAY = Instant.parse("2026-11-02T08:00:00Z");
  static final InstantSource CLOCK = InstantSource.fixed(MONDAY);
  static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path temporary;
  Path work;
  Path checkout;
  LocalCommands commands;

  @BeforeEach
  void begin() throws IOException {
    work = temporary.resolve("work");
    checkout = Files.createDirectory(temporary.resolve("checkout"));
    commands = new LocalCommands(work, CLOCK);
  }

  @AfterEach
  void nothing_is_left() {
    Leftovers.expectNoneIn(work);
  }

  final void start(String key, String script) {
    commands.start(order(key, script));
  }

  final Order order(String key, String script) {
    return new Order(
        key, List.of("/bin/sh", "-c", script), checkout, Map.of("PATH", "/usr/bin:/bin"));
  }

  final State result(String key) {
    await().atMost(LIMIT).until(() -> !(commands.state(key) instanceof State.Running));
    return commands.state(key);
  }

  final String output(String key) {
    return new String(commands.output(key, 0, 10_000_000), UTF_8);
  }

  final Path folderOf(String key) {
    return Disk.list(work).stream()
        .filter(folder -> folder.getFileName().toString().startsWith(key + "-"))
        .findFirst()
        .orElseThrow();
  }

  final List<Long> allHoldersOf(String key) {
    return Leftovers.holdersOf(folderOf(key).resolve("lock"));
  }

  /// The command's processes, without the launcher's.
  final List<Long> processesOf(String key) {
    long launcher = recordedPid(folderOf(key).resolve("started"));
    return allHoldersOf(key).stream()
        .filter(pid -> ProcessTable.find(pid).filter(it -> it.session() != launcher).isPresent())
        .toList();
  }

  final void awaitProcesses(String key, int count) {
    await().atMost(LIMIT).until(() -> processesOf(key).size() == count);
  }

  static long recordedPid(Path record) {
    String stat = Disk.read(record).orElseThrow().lines().toList().getLast();
    return Long.parseLong(stat.substring(0, stat.indexOf(' ')));
  }

  static String permissions(Path folder) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
