package dev.signalbox;

import dev.signalbox.adapter.pack.PackHistory;
import dev.signalbox.cli.Commands;
import dev.signalbox.demo.DemoCommand;
import java.util.Set;
import picocli.CommandLine;

/// The front door.
public final class Main {

  private static final Set<String> ROOF = Set.of("serve", "demo", "rehearse");

  private Main() {}

  /// A command that went well ends with its last word. To exit takes the JVM longer, as it looks
  /// for somebody to log that to; the roof's commands do it, for they may leave threads behind.
  public static void main(String[] args) {
    int code = line(args).execute(args);
    if (code != 0 || (args.length > 0 && ROOF.contains(args[0]))) {
      System.exit(code);
    }
  }

  /// The command line as far as these words need it.
  static CommandLine line(String[] words) {
    return commands().lineFor(words);
  }

  /// The command line, whole.
  static CommandLine line() {
    return commands().line();
  }

  private static Commands commands() {
    return new Commands(PackHistory::open)
        .with("serve", ServeCommand::new)
        .with("demo", DemoCommand::new)
        .with("rehearse", RehearseCommand::new);
  }
}
