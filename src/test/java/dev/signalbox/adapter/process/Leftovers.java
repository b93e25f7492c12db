package dev.signalbox.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.adapter.process.ProcessTable.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What a test must not leave behind: locks, open files, dead children that nobody took note of.
final class Leftovers {

  private Leftovers() {}

  static void expectNoneIn(Path work) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> {
          assertThat(heldLocksIn(work)).as("locks that are held").isEmpty();
          assertThat(zombies()).as("dead children").isEmpty();
          assertThat(ownFilesBelow(work)).as("files this test holds open").isEmpty();
        });
  }

  static boolean isAlive(long pid) {
    return ProcessTable.find(pid).filter(it -> !it.isDead()).isPresent();
  }

  /// Including our launchers, which the process table alone does not tell from strangers.
  static List<Long> holdersOf(Path lock) {
    return new ArrayList<>(
        ProcessTable.living().stream()
            .filter(entry -> ProcessTable.holds(entry, lock))
            .map(Entry::pid)
            .toList());
  }

  static List<Path> heldLocksIn(Path work) {
    if (!Files.exists(work)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(work)) {
      return all.filter(path -> path.endsWith("lock")).filter(HostLock::isHeld).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Long> zombies() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> name.matches("[0-9]+"))
          .flatMap(pid -> ProcessTable.find(Long.parseLong(pid)).stream())
          .filter(entry -> entry.isDead() && entry.parent() == ProcessHandle.current().pid())
          .map(Entry::pid)
          .toList();
    }
  }

  private static List<Path> ownFilesBelow(Path work) throws IOException {
    var found = new ArrayList<Path>();
    for (Path descriptor : Disk.list(Path.of("/proc/self/fd"))) {
      try {
        Path file = Files.readSymbolicLink(descriptor);
        if (file.startsWith(work)) {
          found.add(file);
        }
      } catch (NoSuchFileException closedMeanwhile) {
        // Other threads open and close files while the folder is listed: a closed one is no
        // leftover.
      }
    }
    return found;
  }
}
