package dev.signalbox.cli;

import dev.signalbox.cli.HistoryOptions.Form;
import dev.signalbox.history.ChangeLog.Section;
import dev.signalbox.history.Question;
import dev.signalbox.history.ReleaseLog;
import dev.signalbox.port.LocalHistory;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What one release brought.
@Command(
    name = "notes",
    addMethodSubcommands = false,
    description = {
      "Prints what one release brought since the one before it.",
      "Asks no server and no remote, and writes nothing."
    })
final class NotesCommand implements Callable<Integer> {

  private final Function<Path, LocalHistory> histories;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Mixin private final HistoryOptions options = new HistoryOptions();

  @Mixin private final LogOptions log = new LogOptions();

  @Parameters(paramLabel = "RELEASE", description = "Its tag or its version.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String release;

  NotesCommand(Function<Path, LocalHistory> histories) {
    this.histories = histories;
  }

  @Override
  public Integer call() {
    Form form = options.form(Form.MARKDOWN, Form.TEXT, Form.JSON);
    try (LocalHistory history = options.open(histories)) {
      Question question = options.question(history);
      ReleaseLog releases =
          HistoryOptions.given(ReleaseLog.of(history, question, options.component()));
      Section section = HistoryOptions.given(releases.one(release));
      log.printer(history, question).print(section, form, command.commandLine().getOut());
      return 0;
    }
  }
}
