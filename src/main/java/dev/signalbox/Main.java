package dev.signalbox;

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
    return SignalboxCommand.line()
        .addSubcommand(new ServeCommand())
        .addSubcommand(new DemoCommand())
        .addSubcommand(new RehearseCommand());
  }
}
