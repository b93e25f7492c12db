package dev.signalbox.cli;

import dev.signalbox.port.LocalHistory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine;

/// The commands by their names. Only the one that is asked for is made: making all of them takes
/// longer than some take to answer.
public final class Commands {

  static {
    // Else picocli asks every type of these two how it is read, for each command line there is.
    System.setProperty("picocli.converters.excludes", "java\\.(time|sql)\\..*");
  }

  private final Map<String, Supplier<Object>> commands = new LinkedHashMap<>();

  /// @param histories opens a repository on this machine, for commands that need no server
  public Commands(Function<Path, LocalHistory> histories) {
    commands.put("add", AddCommand::new);
    commands.put("status", StatusCommand::new);
    commands.put("why", WhyCommand::new);
    commands.put("promote", PromoteCommand::new);
    commands.put("withdraw", WithdrawCommand::new);
    commands.put("rollout", RolloutCommand::new);
    commands.put("post-counts", PostCountsCommand::new);
    commands.put("lock", LockCommand::new);
    commands.put("unlock", UnlockCommand::new);
    commands.put("rota", RotaCommand::new);
    commands.put("calendar", CalendarCommand::new);
    commands.put("shortcuts", ShortcutsCommand::new);
    commands.put("say", SayCommand::new);
    commands.put("report-check", ReportCheckCommand::new);
    commands.put("requests", RequestsCommand::new);
    commands.put("companions", CompanionsCommand::new);
    commands.put("answer", AnswerCommand::new);
    commands.put("runs", RunsCommand::new);
    commands.put("logs", LogsCommand::new);
    commands.put("abort", AbortCommand::new);
    commands.put("effects", EffectsCommand::new);
    commands.put("releases", ReleasesCommand::new);
    commands.put("release", ReleaseCommand::new);
    commands.put("lines", LinesCommand::new);
    commands.put("train", TrainCommand::new);
    commands.put("soak", SoakCommand::new);
    commands.put("audit", AuditCommand::new);
    commands.put("validate", ValidateCommand::new);
    commands.put("schema", SchemaCommand::new);
    commands.put("simulate", SimulateCommand::new);
    commands.put("analyze", AnalyzeCommand::new);
    commands.put("next-version", () -> NextVersionCommand.in(histories));
    commands.put("changelog", () -> ChangeLogCommand.in(histories));
    commands.put("notes", () -> NotesCommand.in(histories));
    commands.put("lint-commits", () -> LintCommitsCommand.in(histories));
    commands.put("upgrade-guide", () -> UpgradeGuideCommand.in(histories));
    commands.put("check-history", () -> CheckHistoryCommand.in(histories));
  }

  /// The same with a command of the roof's.
  public Commands with(String name, Supplier<Object> command) {
    commands.put(name, command);
    return this;
  }

  /// The command line as far as these words need it: with the one command that they name, or with
  /// all of them.
  public CommandLine lineFor(String... words) {
    Supplier<Object> named = words.length == 0 ? null : commands.get(words[0]);
    if (named == null) {
      return line();
    }
    CommandLine line = SignalboxCommand.line();
    line.addSubcommand(named.get());
    return SignalboxCommand.settled(line);
  }

  /// The command line, whole.
  public CommandLine line() {
    CommandLine line = SignalboxCommand.line();
    commands.values().forEach(command -> line.addSubcommand(command.get()));
    return SignalboxCommand.settled(line);
  }
}
