package dev.signalbox.flow;

import java.util.List;

/// A command of the team's own. Written as a text it is a shell's constant: nothing is ever put
/// into it, values reach it by environment variables. Written as a list it needs no shell.
///
/// @param argv the program and its arguments
/// @param label how the team wrote it
public record Command(List<String> argv, String label) {

  public Command {
    argv = List.copyOf(argv);
  }

  /// A text for the shell.
  public static Command shell(String text) {
    return new Command(List.of("/bin/sh", "-c", text), text);
  }

  /// A program and its arguments.
  public static Command of(List<String> argv) {
    return new Command(argv, String.join(" ", argv));
  }
}
