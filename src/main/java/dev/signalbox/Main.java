package dev.signalbox;

import dev.signalbox.cli.SignalboxCommand;
import dev.signalbox.demo.DemoCommand;
import dev.signalbox.port.LocalHistory;
import dev.signalbox.port.PortException;
import java.nio.file.Path;
import picocli.CommandLine;

/// The front door.
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    System.exit(line().execute(args));
  }

  static CommandLine line() {
    return SignalboxCommand.line(Main::history)
        .addSubcommand(new ServeCommand())
        .addSubcommand(new DemoCommand())
        .addSubcommand(new RehearseCommand());
  }

  private static LocalHistory history(Path folder) {
    throw new PortException("There is no repository in '%s'.".formatted(folder));
  }
}
