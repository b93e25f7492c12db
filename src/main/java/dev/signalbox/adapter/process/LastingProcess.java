package dev.signalbox.adapter.process;

import dev.signalbox.adapter.process.ProcessTable.Entry;
import dev.signalbox.port.CommandRunner.State;
import dev.signalbox.port.PortException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// A program that outlives the server and is found again by its folder. Nothing about it is kept in
/// memory: any server that knows the folder sees the same. One folder starts one program once.
final class LastingProcess {

  /// What stands in the folder; written by the launcher, but for the order.
  static final String STARTED = "started";

  static final String LOCK = "lock";
  private static final String ORDER = "order";
  private static final String PROGRAM = "program";
  private static final String OUTPUT = "output";
  private static final String EXIT = "exit";

  /// From the program's end to its launcher's: the output is drained, the exit code recorded.
  private static final Duration TO_RECORD = Duration.ofSeconds(5);

  /// What the kernel may need to end a process that was told to.
  private static final Duration TO_DIE = Duration.ofSeconds(30);

  private static final Duration PACE = Duration.ofMillis(20);
  private static final int END = 16 * 1024;

  private final Path folder;
  private final Launcher launcher;

  LastingProcess(Path folder, Launcher launcher) {
    this.folder = folder.toAbsolutePath().normalize();
    this.launcher = launcher;
  }

  /// Starts the program, unless this folder did before. Whoever is killed in here may try again.
  void start(Launch launch) {
    if (isStarted()) {
      return;
    }
    Disk.makePrivateFolder(folder);
    Disk.write(folder.resolve(ORDER), launch.text());
    launcher.start(folder, launch);
  }

  State state() {
    if (!isStarted()) {
      return new State.Absent();
    }
    Optional<Integer> code = exitCode();
    if (code.isEmpty() && HostLock.isHeld(folder.resolve(LOCK))) {
      return new State.Running(since());
    }
    // It may have ended between the two looks.
    return code.or(this::exitCode).<State>map(State.Exited::new).orElseGet(State.Vanished::new);
  }

  /// Ends every process that the program brought into being, its orphans included. Done when none
  /// is left.
  ///
  /// @param grace how long they have to go by themselves
  void stop(Duration grace) {
    Disk.remove(folder.resolve(ORDER)); // a launcher still on its way finds nothing to start
    var asked = new HashSet<Long>();
    var patience = new Wait(grace, PACE);
    var limit = new Wait(grace.plus(TO_DIE), PACE);
    var recording = new Wait(TO_RECORD, PACE);
    for (Kin kin = kin(false); !isOver(kin); kin = kin(kin.group().isPresent())) {
      if (kin.program().isEmpty()) {
        if (recording.isOver()) {
          kin.endRecorders();
        }
      } else {
        recording = new Wait(TO_RECORD, PACE);
        if (patience.isOver()) {
          kin.end();
        } else {
          kin.ask(asked);
        }
      }
      if (!limit.more()) {
        throw new PortException(
            "What was started in %s could not be stopped: processes %s. Look what they wait for."
                .formatted(folder, kin.program().stream().map(Entry::pid).toList()));
      }
    }
  }

  /// The next part of the output.
  byte[] output(long from, int most) {
    try (var channel = FileChannel.open(folder.resolve(OUTPUT), StandardOpenOption.READ)) {
      ByteBuffer part = ByteBuffer.allocate(Math.clamp(channel.size() - from, 0, most));
      while (part.hasRemaining() && channel.read(part, from + part.position()) >= 0) {
        // a file may come in pieces
      }
      return Arrays.copyOf(part.array(), part.position());
    } catch (NoSuchFileException e) {
      return new byte[0];
    } catch (IOException e) {
      throw Disk.trouble("cannot be read", folder.resolve(OUTPUT), e);
    }
  }

  /// The end of the output, for people.
  List<String> lastLines(int most) {
    long size = folder.resolve(OUTPUT).toFile().length();
    List<String> lines =
        new String(output(Math.max(0, size - END), END), StandardCharsets.UTF_8)
            .lines()
            .map(line -> line.replaceAll("[\\p{Cntrl}&&[^\t]]", ""))
            .toList();
    return lines.subList(Math.max(0, lines.size() - most), lines.size());
  }

  private boolean isStarted() {
    return Files.exists(folder.resolve(STARTED));
  }

  private boolean isOver(Kin kin) {
    return kin.program().isEmpty()
        && kin.recorders().isEmpty()
        && !HostLock.isHeld(folder.resolve(LOCK));
  }

  private Kin kin(boolean proven) {
    return Kin.of(folder.resolve(LOCK), recorded(STARTED), recorded(PROGRAM), proven);
  }

  /// A process as it recorded itself; empty if that was before the machine last came up.
  private Optional<Entry> recorded(String file) {
    List<String> lines = Disk.read(folder.resolve(file)).orElse("").lines().toList();
    return lines.size() >= 2 && lines.get(lines.size() - 2).equals(ProcessTable.bootId())
        ? Entry.parse(lines.getLast())
        : Optional.empty();
  }

  private Instant since() {
    Path started = folder.resolve(STARTED);
    try {
      return Instant.parse(Disk.read(started).orElse("").lines().findFirst().orElse(""));
    } catch (DateTimeParseException damaged) {
      try {
        return Files.getLastModifiedTime(started).toInstant();
      } catch (IOException e) {
        throw Disk.trouble("cannot be read", started, e);
      }
    }
  }

  private Optional<Integer> exitCode() {
    Path exit = folder.resolve(EXIT);
    return Disk.read(exit)
        .map(text -> {
          if (!text.strip().matches("[0-9]{1,3}")) {
            throw new PortException(
                "%s should hold an exit code and holds '%.40s'. Remove %s if its result is known."
                    .formatted(exit, text.strip(), folder));
          }
          return Integer.parseInt(text.strip());
        });
  }
}
