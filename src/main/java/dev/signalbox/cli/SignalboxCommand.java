package dev.signalbox.cli;

import dev.signalbox.base.Inert;
import dev.signalbox.flow.problem.Nearest;
import dev.signalbox.port.PortException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command line, whole. What all commands have in common is written out, as in [WrittenOut].
public final class SignalboxCommand implements Runnable {

  private static final int USAGE = 64;

  private final CommandSpec command = CommandSpec.wrapWithoutInspection(this, WrittenOut.FACTORY);

  private SignalboxCommand() {}

  @Override
  public void run() {
    CommandLine line = command.commandLine();
    line.usage(line.getOut());
  }

  /// The line above all commands; [Commands] adds those that are needed.
  static CommandLine line() {
    CommandSpec command = new SignalboxCommand().command;
    command.name("signalbox").versionProvider(new Version());
    command.addOption(help());
    command.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Print version information and exit.")
            .build());
    command
        .usageMessage()
        .description("Takes a commit on main to production the way a team says it should happen.")
        .footer(
            "",
            "Exit codes: 0 done, 1 broken, 2 accepted and waiting, 3 refused, 4 no such thing, 5"
                + " locked, 64 wrong command line.");
    return new CommandLine(command, WrittenOut.FACTORY);
  }

  private static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .description("Show this help message and exit.")
        .build();
  }

  /// How all commands read what is written and tell what went wrong. Said once all of them are
  /// there.
  static CommandLine settled(CommandLine line) {
    line.getSubcommands().values().forEach(one -> one.getCommandSpec().addOption(help()));
    line.setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true);
    line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler((wrong, _) -> {
      CommandLine command = wrong.getCommandLine();
      command.getErr().println("signalbox: " + sentence(wrong, command));
      command.getErr().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
      return USAGE;
    });
    line.setExecutionExceptionHandler((failure, command, _) -> {
      if (failure instanceof CommandFailed failed) {
        if (!String.valueOf(failed.getMessage()).isEmpty()) {
          command.getErr().println(failed.getMessage());
        }
        return failed.exitCode();
      }
      if (failure instanceof PortException unreachable) {
        command.getErr().println(Inert.lines(unreachable.sentence()));
        return 1;
      }
      command.getErr().println("signalbox: a bug: " + failure);
      failure.printStackTrace(command.getErr());
      return 1;
    });
    line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.AUTO));
    return line;
  }

  private static String sentence(ParameterException wrong, CommandLine command) {
    if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
      return String.valueOf(wrong.getMessage());
    }
    String written = unmatched.getUnmatched().getFirst();
    boolean option = written.startsWith("-");
    Set<String> known =
        option ? command.getCommandSpec().optionsMap().keySet() : command.getSubcommands().keySet();
    String kind = option ? "option" : command.getSubcommands().isEmpty() ? "argument" : "command";
    return "there is no %s '%s'%s."
        .formatted(
            kind,
            Inert.line(written),
            Nearest.to(written, known).map("; did you mean '%s'?"::formatted).orElse(""))
        .replace("?.", "?");
  }

  /// From the jar's manifest.
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = SignalboxCommand.class.getPackage().getImplementationVersion();
      return new String[] {"signalbox " + (version == null ? "from sources" : version)};
    }
  }
}
