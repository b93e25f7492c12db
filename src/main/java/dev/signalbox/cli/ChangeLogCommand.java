package dev.signalbox.cli;

import static dev.signalbox.cli.WrittenOut.add;
import static dev.signalbox.cli.WrittenOut.flag;
import static dev.signalbox.cli.WrittenOut.isGiven;
import static dev.signalbox.cli.WrittenOut.path;
import static dev.signalbox.cli.WrittenOut.value;

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
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/// What changed, release by release: to read, for programs, or into the file that people keep.
final class ChangeLogCommand implements Callable<Integer> {

  private final Function<Path, LocalHistory> histories;
  private final CommandSpec command;
  private final HistoryOptions options;
  private final LogOptions log;
  private final PositionalParamSpec range =
      PositionalParamSpec.builder()
          .type(String.class)
          .arity("0..1")
          .paramLabel("A..B")
          .description("Only what B has and A has not; everything if left out.")
          .build();
  private final OptionSpec since =
      WrittenOut.text("RELEASE", "Only what came after this release.", "--since").build();
  private final OptionSpec unreleased =
      WrittenOut.flag("--unreleased", "Only what is not released yet.");
  private final OptionSpec next;
  private final OptionSpec preReleases;
  private final OptionSpec file;

  private ChangeLogCommand(Function<Path, LocalHistory> histories) {
    this.histories = histories;
    this.command =
        WrittenOut.command(
            "changelog",
            this,
            "Prints what changed, release by release, or adds what is missing to a file.",
            "Asks no server and no remote, and writes nothing but that file.");
    this.options = new HistoryOptions(command);
    this.log = new LogOptions(command);
    command.addArgGroup(
        ArgGroupSpec.builder().addArg(range).addArg(since).addArg(unreleased).build());
    this.next =
        add(command, flag("--next", "Tells what is not released yet as the version that follows."));
    this.preReleases =
        add(
            command,
            flag(
                "--pre-releases",
                "Gives pre-releases sections of their own; releases take their changes in anyway."));
    this.file =
        add(
            command,
            path(
                    "FILE",
                    "Puts the releases that are missing into this file, above the newest it has; the"
                        + " rest of it stays byte for byte.",
                    "--write")
                .build());
  }

  static CommandSpec in(Function<Path, LocalHistory> histories) {
    return new ChangeLogCommand(histories).command;
  }

  @Override
  public Integer call() {
    Form form = options.form(Form.MARKDOWN, Form.TEXT, Form.JSON);
    Optional<Path> target = value(file);
    if (target.isPresent() && form != Form.MARKDOWN) {
      throw new ParameterException(
          command.commandLine(), "A file is written as Markdown; leave '-o' out beside --write.");
    }
    try (LocalHistory history = options.open(histories)) {
      Question question = options.question(history);
      LogPrinter printer = log.printer(history, question);
      ChangeLog asked = asked(history, question);
      if (target.isEmpty()) {
        printer.print(asked, form, command.commandLine().getOut());
        return 0;
      }
      boolean changed = ChangeLogFiles.write(target.get(), printer.chapters(asked));
      command
          .commandLine()
          .getErr()
          .println(target.get() + (changed ? " was written." : " has it all already."));
      return 0;
    }
  }

  private ChangeLog asked(LocalHistory history, Question question) {
    Optional<String> range = value(this.range);
    if (range.isPresent()) {
      var ends = options.range(history, range.get());
      Question upTo = options.question(history, ends.getLast());
      return all(releases(history, upTo), List.of(ends.getFirst()));
    }
    ReleaseLog releases = releases(history, question);
    if (isGiven(unreleased)) {
      return new ChangeLog(List.of(unreleased(releases)));
    }
    List<CommitId> before =
        WrittenOut.<String>value(since).stream()
            .map(release -> HistoryOptions.given(releases.release(release)).commit())
            .toList();
    return all(releases, before);
  }

  private ReleaseLog releases(LocalHistory history, Question question) {
    return HistoryOptions.given(ReleaseLog.of(history, question, options.component()));
  }

  private ChangeLog all(ReleaseLog releases, List<CommitId> excluded) {
    ChangeLog all = releases.all(excluded, isGiven(preReleases));
    if (!isGiven(next) || all.unreleased().isEmpty()) {
      return all;
    }
    List<Section> sections = new ArrayList<>(List.of(unreleased(releases)));
    sections.addAll(all.released());
    return new ChangeLog(sections);
  }

  private Section unreleased(ReleaseLog releases) {
    return HistoryOptions.given(
        isGiven(next) ? releases.next(Instant.now()) : releases.unreleased());
  }
}
