package dev.signalbox.cli;

import dev.signalbox.cli.HistoryOptions.Form;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.history.ChangeLog;
import dev.signalbox.history.ChangeLog.Section;
import dev.signalbox.history.Question;
import dev.signalbox.history.ReleaseLog;
import dev.signalbox.port.LocalHistory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What changed, release by release: to read, for programs, or into the file that people keep.
@Command(
    name = "changelog",
    addMethodSubcommands = false,
    description = {
      "Prints what changed, release by release, or adds what is missing to a file.",
      "Asks no server and no remote, and writes nothing but that file."
    })
final class ChangeLogCommand implements Callable<Integer> {

  private final Function<Path, LocalHistory> histories;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Mixin private final HistoryOptions options = new HistoryOptions();

  @Mixin private final LogOptions log = new LogOptions();

  @ArgGroup private final Extent extent = new Extent();

  /// How much of it.
  static final class Extent {

    @Parameters(
        arity = "0..1",
        paramLabel = "A..B",
        description = "Only what B has and A has not; everything if left out.")
    private @Nullable String range;

    @Option(
        names = "--since",
        paramLabel = "RELEASE",
        description = "Only what came after this release.")
    private @Nullable String since;

    @Option(names = "--unreleased", description = "Only what is not released yet.")
    private boolean unreleased;
  }

  @Option(
      names = "--next",
      description = "Tells what is not released yet as the version that follows.")
  private boolean next;

  @Option(
      names = "--pre-releases",
      description =
          "Gives pre-releases sections of their own; releases take their changes in anyway.")
  private boolean preReleases;

  @Option(
      names = "--write",
      paramLabel = "FILE",
      description =
          "Puts the releases that are missing into this file, above the newest it has; the rest of it"
              + " stays byte for byte.")
  private @Nullable Path file;

  ChangeLogCommand(Function<Path, LocalHistory> histories) {
    this.histories = histories;
  }

  @Override
  public Integer call() {
    Form form = options.form(Form.MARKDOWN, Form.TEXT, Form.JSON);
    Path target = file;
    if (target != null && form != Form.MARKDOWN) {
      throw new ParameterException(
          command.commandLine(), "A file is written as Markdown; leave '-o' out beside --write.");
    }
    try (LocalHistory history = options.open(histories)) {
      Question question = options.question(history);
      LogPrinter printer = log.printer(history, question);
      ChangeLog asked = asked(history, question);
      if (target == null) {
        printer.print(asked, form, command.commandLine().getOut());
        return 0;
      }
      boolean changed = ChangeLogFiles.write(target, printer.chapters(asked));
      command
          .commandLine()
          .getErr()
          .println(target + (changed ? " was written." : " has it all already."));
      return 0;
    }
  }

  private ChangeLog asked(LocalHistory history, Question question) {
    String range = extent.range;
    if (range != null) {
      var ends = options.range(history, range);
      return all(history, options.question(history, ends.getLast()), List.of(ends.getFirst()));
    }
    ReleaseLog releases =
        HistoryOptions.given(ReleaseLog.of(history, question, options.component()));
    if (extent.unreleased) {
      return new ChangeLog(List.of(unreleased(releases)));
    }
    String since = extent.since;
    return since == null
        ? all(history, question, List.of())
        : all(history, question, List.of(HistoryOptions.given(releases.release(since)).commit()));
  }

  private ChangeLog all(LocalHistory history, Question question, List<CommitId> excluded) {
    ReleaseLog releases =
        HistoryOptions.given(ReleaseLog.of(history, question, options.component()));
    ChangeLog all = releases.all(excluded, preReleases);
    if (!next || all.unreleased().isEmpty()) {
      return all;
    }
    List<Section> sections = new ArrayList<>(List.of(unreleased(releases)));
    sections.addAll(all.released());
    return new ChangeLog(sections);
  }

  private Section unreleased(ReleaseLog releases) {
    return HistoryOptions.given(next ? releases.next(Instant.now()) : releases.unreleased());
  }
}
