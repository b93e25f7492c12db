package dev.signalbox;

import dev.signalbox.adapter.pack.PackHistory;
import dev.signalbox.cli.Commands;
import dev.signalbox.demo.DemoCommand;
import picocli.CommandLine;

/// The front door.
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    System.exit(commands().lineFor(args).execute(args));
  }

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
