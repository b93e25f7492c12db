package dev.signalbox.adapter.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.signalbox.port.PortException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The processes of this machine, as the kernel lists them under `/proc`.
final class ProcessTable {

  private static final Path PROC = Path.of("/proc");

  private ProcessTable() {}

  /// One line of the table. A number is given again after its process is gone, so a process is
  /// known by its number and its start together.
  ///
  /// @param started in ticks since the machine came up
  record Entry(long pid, char state, long parent, long group, long session, long started) {

    /// Reads a line of `/proc/PID/stat`; the program's name in it may hold anything, even brackets.
    static Optional<Entry> parse(String line) {
      try {
        String[] after = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        return Optional.of(
            new Entry(
                Long.parseLong(line.substring(0, line.indexOf(' '))),
                after[0].charAt(0),
                Long.parseLong(after[1]),
                Long.parseLong(after[2]),
                Long.parseLong(after[3]),
                Long.parseLong(after[19])));
      } catch (IndexOutOfBoundsException | NumberFormatException e) {
        return Optional.empty();
      }
    }

    /// A dead process that nobody has taken note of yet: it runs nothing and holds nothing.
    boolean isDead() {
      return state == 'Z' || state == 'X';
    }

    boolean isSameAs(Entry other) {
      return pid == other.pid && started == other.started;
    }
  }

  /// Everything that lives.
  static List<Entry> living() {
    var found = new ArrayList<Entry>();
    try (DirectoryStream<Path> numbers = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path number : numbers) {
        entry(number).filter(entry -> !entry.isDead()).ifPresent(found::add);
      }
    } catch (IOException e) {
      throw new PortException("The processes under /proc cannot be listed. Mount /proc.", e);
    }
    return found;
  }

  /// The process that has this number now, dead or alive.
  static Optional<Entry> find(long pid) {
    return entry(PROC.resolve(Long.toString(pid)));
  }

  /// Changes whenever the machine comes up anew.
  static String bootId() {
    return Disk.read(PROC.resolve("sys/kernel/random/boot_id")).orElse("").strip();
  }

  /// Whether a process holds this very lock. A server that only looks at it does not.
  static boolean holds(Entry process, Path lock) {
    Path folder = PROC.resolve(Long.toString(process.pid()));
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(folder.resolve("fd"))) {
      for (Path descriptor : descriptors) {
        if (isHolding(folder, descriptor, lock)) {
          return true;
        }
      }
      return false;
    } catch (IOException | DirectoryIteratorException e) {
      return false; // gone, or somebody else's
    }
  }

  private static boolean isHolding(Path process, Path descriptor, Path lock) {
    try {
      return Files.readSymbolicLink(descriptor).equals(lock)
          && Files.readString(process.resolve("fdinfo").resolve(descriptor.getFileName()))
              .lines()
              .anyMatch(line -> line.contains("FLOCK") && line.contains("WRITE"));
    } catch (IOException e) {
      return false; // just closed
    }
  }

  private static Optional<Entry> entry(Path process) {
    try {
      return Entry.parse(Files.readString(process.resolve("stat"), ISO_8859_1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
