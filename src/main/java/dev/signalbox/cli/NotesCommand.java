package dev.signalbox.cli;

import dev.signalbox.cli.HistoryOptions.Form;
import dev.signalbox.history.ChangeLog.Section;
import dev.signalbox.history.Question;
import dev.signalbox.history.ReleaseLog;
import dev.signalbox.port.LocalHistory;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// What one release brought.
final class NotesCommand implements Callable<Integer> {

  private final Function<Path, LocalHistory> histories;
  private final CommandSpec command;
  private final HistoryOptions options;
  private final LogOptions log;
  private final PositionalParamSpec release =
      PositionalParamSpec.builder()
          .type(String.class)
          .arity("1")
          .required(true)
          .paramLabel("RELEASE")
          .description("Its tag or its version.")
          .build();

  private NotesCommand(Function<Path, LocalHistory> histories) {
    this.histories = histories;
    this.command =
        WrittenOut.command(
            "notes",
            this,
            "Prints what one release brought since the one before it.",
            "Asks no server and no remote, and writes nothing.");
    this.options = new HistoryOptions(command);
    this.log = new LogOptions(command);
    command.addPositional(release);
  }

  static CommandSpec in(Function<Path, LocalHistory> histories) {
    return new NotesCommand(histories).command;
  }

  @Override
  public Integer call() {
    Form form = options.form(Form.MARKDOWN, Form.TEXT, Form.JSON);
    try (LocalHistory history = options.open(histories)) {
      Question question = options.question(history);
      ReleaseLog releases =
          HistoryOptions.given(ReleaseLog.of(history, question, options.component()));
      Section section = HistoryOptions.given(releases.one(release.getValue()));
      log.printer(history, question).print(section, form, command.commandLine().getOut());
      return 0;
    }
  }
}
