package dev.signalbox.adapter.process;

import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.port.PortException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/// Starts the launcher script, which does the rest without us. The script is a constant; all it is
/// given are a folder, a word and a number. Its name holds its digest, so that an older server
/// beside us goes on with its own.
final class Launcher {

  /// Far more than the few milliseconds it takes, for a machine in trouble.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration PACE = Duration.ofMillis(5);
  private static final String USUAL_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private final Path work;
  private final String searchPath;

  /// @param work where the script is kept
  Launcher(Path work) {
    this(work, System.getenv().getOrDefault("PATH", USUAL_PATH));
  }

  /// @param searchPath where programs are looked for, with colons between the folders
  Launcher(Path work, String searchPath) {
    this.work = work.toAbsolutePath().normalize();
    this.searchPath = searchPath;
  }

  /// Starts what is ordered in the folder, unless it was started before; done when that is recorded
  /// there.
  void start(Path folder, Launch launch) {
    if (!Files.isDirectory(launch.directory())) {
      throw new PortException(
          "%s cannot run in %s: there is no such directory."
              .formatted(launch.argv().getFirst(), launch.directory()));
    }
    var builder =
        new ProcessBuilder(
            program("setsid", "util-linux"),
            "/bin/sh",
            script().toString(),
            "once",
            folder.toString(),
            launch.output().rule(),
            Long.toString(launch.output().bytes()));
    program("flock", "util-linux");
    program("stdbuf", "coreutils");
    builder
        .directory(launch.directory().toFile())
        .redirectInput(new File("/dev/null"))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", searchPath);
    environment.put("LC_ALL", "C");

    Path started = folder.resolve(LastingProcess.STARTED);
    var wait = new Wait(PATIENCE, PACE);
    do {
      launchOnce(builder, started);
      if (Files.exists(started)) {
        return;
      }
    } while (wait.more());
    throw new PortException(
        "%s could not be started within %s. Look for processes that hold %s."
            .formatted(
                launch.argv().getFirst(),
                Wait.inWords(PATIENCE),
                folder.resolve(LastingProcess.LOCK)));
  }

  /// Another launcher may have been faster: then this one goes without a word.
  private static void launchOnce(ProcessBuilder builder, Path started) {
    try {
      Process process = builder.start();
      try (InputStream complaint = process.getErrorStream()) {
        var wait = new Wait(PATIENCE, PACE);
        while (!Files.exists(started) && process.isAlive() && wait.more()) {
          // it is on its way
        }
        if (!Files.exists(started) && !process.isAlive() && process.exitValue() != 0) {
          throw new PortException(
              "The launcher could not start it (exit code %d): %s"
                  .formatted(process.exitValue(), firstLine(complaint)));
        }
      } finally {
        process.getOutputStream().close();
      }
    } catch (IOException e) {
      throw new PortException("The launcher could not be started: " + e.getMessage(), e);
    }
  }

  private static String firstLine(InputStream complaint) throws IOException {
    return new String(complaint.readNBytes(2000), StandardCharsets.UTF_8)
        .lines()
        .findFirst()
        .orElse("it did not say why.");
  }

  private String program(String name, String debianPackage) {
    return Arrays.stream(searchPath.split(":", -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toString)
        .orElseThrow(() ->
            new PortException(
                "Programs are started with '%s', and there is none in %s. On Debian: apt-get install %s."
                    .formatted(name, searchPath, debianPackage)));
  }

  /// The script, written into the work folder if it is not there.
  private Path script() {
    byte[] text = resource();
    Path script = work.resolve("launch-" + Digest.of(text).brief() + ".sh");
    if (!Files.exists(script)) {
      Disk.makeFolder(work);
      Disk.write(script, new String(text, StandardCharsets.UTF_8));
    }
    return script;
  }

  private static byte[] resource() {
    try (InputStream in = Launcher.class.getResourceAsStream("launch.sh")) {
      if (in == null) {
        throw new IllegalStateException("launch.sh is not in the jar. Indicates a bug.");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException("launch.sh in the jar cannot be read.", e);
    }
  }
}
