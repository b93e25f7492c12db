package dev.signalbox.adapter.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.signalbox.port.CommandRunner;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A server in a process of its own, with the bare environment of a service. It does one thing, and
/// is killed while it does it, or right after. It says `now` before and `done` after.
final class ServerToKill {

  /// Right-to-left, beyond the first plane, and not only letters.
  static final String FOREIGN = "\u200f\u05e9\u05dc\u05d5\u05dd \u00fc \ud83d\ude80 $(touch x)";

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-02T08:00:00Z"));

  private ServerToKill() {}

  /// @param args the task, the work folder, the ledger, and what the task needs
  public static void main(String[] args) throws IOException {
    Path work = Path.of(args[1]);
    Path ledger = Path.of(args[2]);
    switch (args[0]) {
      case "start" -> {
        var commands = new LocalCommands(work, CLOCK);
        System.out.println("now");
        commands.start(command(ledger, args[3]));
      }
      case "speak" -> {
        System.out.println("now");
        new LocalCommands(work, CLOCK)
            .start(
                new CommandRunner.Order(
                    "speak",
                    List.of("sh", "-c", "printf '%s\\0' \"$1\"; env -0", "sh", FOREIGN),
                    Path.of("/"),
                    Map.of("VALUE", FOREIGN)));
      }
      case "deploy" -> {
        var target = new LocalProcesses(work, CLOCK);
        System.out.println("now");
        target.deploy(
            new GivenOrder(ledger, args[3], Long.parseLong(args[4]), args[5]).order(),
            line -> {},
            () -> false);
      }
      default -> throw new IllegalArgumentException(args[0]);
    }
    System.out.println("done");
    System.in.read(); // until killed
  }

  /// A command that enters its key in the ledger and then takes three seconds.
  static CommandRunner.Order command(Path ledger, String key) {
    return new CommandRunner.Order(
        key,
        List.of("/bin/sh", "-c", "echo \"$KEY\" >>\"$LEDGER\"; sleep 3; exit 5"),
        Path.of("/"),
        Map.of("KEY", key, "LEDGER", ledger.toString(), "PATH", "/usr/bin:/bin"));
  }

  /// Runs a server and kills it.
  ///
  /// @param after how long it has, from the moment it says `now`; if it is done earlier, it is
  ///   killed then
  static void killed(Duration after, String... task) throws IOException, InterruptedException {
    var argv = new ArrayList<>(Greeter.smallJava());
    argv.add(ServerToKill.class.getName());
    argv.addAll(List.of(task));
    var builder = new ProcessBuilder(argv).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "POSIX");
    Process server = builder.start();
    try (BufferedReader says = server.inputReader(UTF_8)) {
      String first = says.readLine();
      if (!"now".equals(first)) {
        throw new IllegalStateException("the server did not begin: " + first);
      }
      long begun = System.nanoTime();
      while (!says.ready() && System.nanoTime() - begun < after.toNanos()) {
        server.waitFor(1, TimeUnit.MILLISECONDS);
      }
    } finally {
      server.destroyForcibly().waitFor();
    }
  }
}
