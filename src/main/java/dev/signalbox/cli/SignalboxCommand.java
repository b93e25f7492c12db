package dev.signalbox.cli;

import dev.signalbox.base.Inert;
import dev.signalbox.flow.problem.Nearest;
import dev.signalbox.port.LocalHistory;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command line, whole.
@Command(
    name = "signalbox",
    mixinStandardHelpOptions = true,
    versionProvider = SignalboxCommand.Version.class,
    description = "Takes a commit on main to production the way a team says it should happen.",
    subcommands = {
      AddCommand.class,
      StatusCommand.class,
      WhyCommand.class,
      PromoteCommand.class,
      WithdrawCommand.class,
      LockCommand.class,
      UnlockCommand.class,
      RunsCommand.class,
      LogsCommand.class,
      AbortCommand.class,
      EffectsCommand.class,
      ReleasesCommand.class,
      AuditCommand.class,
      ValidateCommand.class,
      SchemaCommand.class,
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 broken, 2 accepted and waiting, 3 refused, 4 no such thing, 5 locked,"
          + " 64 wrong command line."
    })
public final class SignalboxCommand implements Runnable {

  private static final int USAGE = 64;

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  /// The command line; the roof adds commands of its own.
  ///
  /// @param histories opens a repository on this machine, for commands that need no server
  public static CommandLine line(Function<Path, LocalHistory> histories) {
    CommandLine line =
        new CommandLine(new SignalboxCommand())
            .setExpandAtFiles(false)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpAutoWidth(true);
    line.addSubcommand(new NextVersionCommand(histories));
    line.addSubcommand(new ChangeLogCommand(histories));
    line.addSubcommand(new NotesCommand(histories));
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
