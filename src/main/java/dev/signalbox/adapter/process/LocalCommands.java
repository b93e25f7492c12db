package dev.signalbox.adapter.process;

import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.port.CommandRunner;
import dev.signalbox.port.PortException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.UUID;

/// Runs commands on this machine, a folder a key. All that is known of a command stands there, so
/// several servers may share the work folder, and a command goes on while there is none.
public final class LocalCommands implements CommandRunner {

  /// What is kept of a command's output; the rest is dropped, and the output says so.
  public static final long OUTPUT_LIMIT = 32L * 1024 * 1024;

  /// How long a command has to go by itself when it is stopped.
  public static final Duration GRACE = Duration.ofSeconds(5);

  private static final String LEAVING = ".leaving-";

  private final Path work;
  private final InstantSource clock;
  private final Launcher launcher;
  private final long outputLimit;

  /// @param work a folder of our own; made if it is not there
  public LocalCommands(Path work, InstantSource clock) {
    this(work, clock, new Launcher(work), OUTPUT_LIMIT);
  }

  LocalCommands(Path work, InstantSource clock, Launcher launcher, long outputLimit) {
    this.work = work.toAbsolutePath().normalize();
    this.clock = clock;
    this.launcher = launcher;
    this.outputLimit = outputLimit;
    Disk.list(this.work).stream()
        .filter(folder -> folder.getFileName().toString().startsWith(LEAVING))
        .forEach(Disk::remove);
  }

  @Override
  public void start(Order order) {
    process(order.key())
        .start(
            new Launch(
                clock.instant(),
                order.argv(),
                order.directory(),
                order.environment(),
                Launch.Output.theFirst(outputLimit)));
  }

  @Override
  public State state(String key) {
    return process(key).state();
  }

  @Override
  public byte[] output(String key, long from, int most) {
    return process(key).output(from, most);
  }

  @Override
  public void stop(String key) {
    process(key).stop(GRACE);
  }

  /// The folder goes in one step; a crash in between leaves something to sweep, never half a
  /// command.
  @Override
  public void forget(String key) {
    if (state(key) instanceof State.Running) {
      throw new PortException(
          "The command %s still runs and is not forgotten. Stop it first.".formatted(key));
    }
    Path leaving = work.resolve(LEAVING + UUID.randomUUID());
    try {
      Files.move(folder(key), leaving, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return;
    } catch (IOException e) {
      throw Disk.trouble("cannot be removed", folder(key), e);
    }
    Disk.remove(leaving);
  }

  private LastingProcess process(String key) {
    return new LastingProcess(folder(key), launcher);
  }

  /// Keys may hold anything: the first part is for people, the second keeps them apart.
  private Path folder(String key) {
    String readable = key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String hash = Digest.of(key.getBytes(StandardCharsets.UTF_8)).hex();
    return work.resolve(
        readable.substring(0, Math.min(40, readable.length())) + "-" + hash.substring(0, 32));
  }
}
