package dev.signalbox;

import dev.signalbox.adapter.pack.PackHistory;
import dev.signalbox.cli.SignalboxCommand;
import dev.signalbox.demo.DemoCommand;
import picocli.CommandLine;

/// The front door.
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    System.exit(line().execute(args));
  }

  static CommandLine line() {
    return SignalboxCommand.line(PackHistory::open)
        .addSubcommand(new ServeCommand())
        .addSubcommand(new DemoCommand())
        .addSubcommand(new RehearseCommand());
  }
}
