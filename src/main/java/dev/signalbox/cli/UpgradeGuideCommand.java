package dev.signalbox.cli;

import dev.signalbox.base.Json;
import dev.signalbox.cli.HistoryOptions.Form;
import dev.signalbox.history.UpgradeGuide;
import dev.signalbox.history.UpgradeGuideMarkdown;
import dev.signalbox.history.UpgradeGuideReader;
import dev.signalbox.port.LocalHistory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// What a user has to do between two releases.
final class UpgradeGuideCommand implements Callable<Integer> {

  private final Function<Path, LocalHistory> histories;
  private final CommandSpec command;
  private final HistoryOptions options;
  private final OptionSpec notes;
  private final PositionalParamSpec from =
      PositionalParamSpec.builder()
          .type(String.class)
          .index("0")
          .arity("1")
          .required(true)
          .paramLabel("FROM")
          .description("The release that is left.")
          .build();
  private final PositionalParamSpec to =
      PositionalParamSpec.builder()
          .type(String.class)
          .index("1")
          .arity("0..1")
          .paramLabel("TO")
          .description("The release that is wanted; all there is if left out.")
          .build();

  private UpgradeGuideCommand(Function<Path, LocalHistory> histories) {
    this.histories = histories;
    this.command =
        WrittenOut.command(
            "upgrade-guide",
            this,
            "Prints all that a user has to do between two releases, release by release: what breaks,"
                + " what will, and how to go along.",
            "From the footers 'BREAKING CHANGE:', 'Migration:', 'Deprecated-since:',"
                + " 'Deprecated-until:' and 'Removed-in:' of commits, and from a folder with a page a"
                + " release.",
            "Asks no server and no remote, and writes nothing.");
    this.options = new HistoryOptions(command);
    this.notes =
        WrittenOut.add(
            command,
            WrittenOut.text(
                    "FOLDER",
                    "Where the pages are, as 2.0.0.md or v2.0.0.md, in the repository;"
                        + " docs/migrations if left out.",
                    "--notes")
                .defaultValue("docs/migrations")
                .build());
    command.addPositional(from);
    command.addPositional(to);
  }

  static CommandSpec in(Function<Path, LocalHistory> histories) {
    return new UpgradeGuideCommand(histories).command;
  }

  @Override
  public Integer call() {
    Form form = options.form(Form.MARKDOWN, Form.TEXT, Form.JSON);
    try (LocalHistory history = options.open(histories)) {
      var reader =
          new UpgradeGuideReader(
              history, options.question(history), options.component(), notes.getValue());
      UpgradeGuide guide =
          HistoryOptions.given(reader.between(from.getValue(), WrittenOut.value(to)));
      PrintWriter out = command.commandLine().getOut();
      switch (form) {
        case JSON -> out.println(Json.write(guide));
        case TEXT -> out.print(UpgradeGuideMarkdown.plain(guide));
        case MARKDOWN -> out.print(UpgradeGuideMarkdown.of(guide));
      }
      out.flush();
      return 0;
    }
  }
}
