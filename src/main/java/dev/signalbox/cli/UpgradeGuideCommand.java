package dev.signalbox.cli;

import dev.signalbox.base.Json;
import dev.signalbox.cli.HistoryOptions.Form;
import dev.signalbox.history.UpgradeGuide;
import dev.signalbox.history.UpgradeGuideMarkdown;
import dev.signalbox.history.UpgradeGuideReader;
import dev.signalbox.port.LocalHistory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What a user has to do between two releases.
@Command(
    name = "upgrade-guide",
    addMethodSubcommands = false,
    description = {
      "Prints all that a user has to do between two releases, release by release: what breaks, what will,"
          + " and how to go along.",
      "From the footers 'BREAKING CHANGE:', 'Migration:', 'Deprecated-since:', 'Deprecated-until:' and"
          + " 'Removed-in:' of commits, and from a folder with a page a release.",
      "Asks no server and no remote, and writes nothing."
    })
final class UpgradeGuideCommand implements Callable<Integer> {

  private final Function<Path, LocalHistory> histories;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Mixin private final HistoryOptions options = new HistoryOptions();

  @Option(
      names = "--notes",
      paramLabel = "FOLDER",
      defaultValue = "docs/migrations",
      description =
          "Where the pages are, as 2.0.0.md or v2.0.0.md, in the repository; docs/migrations if left out.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String notes;

  @Parameters(index = "0", paramLabel = "FROM", description = "The release that is left.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String from;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TO",
      description = "The release that is wanted; all there is if left out.")
  private @Nullable String to;

  UpgradeGuideCommand(Function<Path, LocalHistory> histories) {
    this.histories = histories;
  }

  @Override
  public Integer call() {
    Form form = options.form(Form.MARKDOWN, Form.TEXT, Form.JSON);
    try (LocalHistory history = options.open(histories)) {
      var reader =
          new UpgradeGuideReader(history, options.question(history), options.component(), notes);
      UpgradeGuide guide = HistoryOptions.given(reader.between(from, Optional.ofNullable(to)));
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
