package dev.signalbox.cli;

import dev.signalbox.base.Inert;
import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.change.CommitLint;
import dev.signalbox.domain.change.CommitLint.Finding;
import dev.signalbox.domain.change.Draft;
import dev.signalbox.domain.change.MessageRules;
import dev.signalbox.domain.change.ReadCommit;
import dev.signalbox.history.Question;
import dev.signalbox.history.SinceLast;
import dev.signalbox.port.LocalHistory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/// Names each commit whose message breaks the team's rules, with its place and the better header.
final class LintCommitsCommand implements Callable<Integer> {

  /// A message that is longer is no message.
  private static final int MOST = 1_048_576;

  private final Function<Path, LocalHistory> histories;
  private final CommandSpec command;
  private final HistoryOptions options;
  private final PositionalParamSpec range =
      PositionalParamSpec.builder()
          .type(String.class)
          .arity("0..1")
          .paramLabel("RANGE")
          .description(
              "A..B, or B alone for all since the last release before it; HEAD if left out.")
          .build();
  private final OptionSpec message;

  private LintCommitsCommand(Function<Path, LocalHistory> histories) {
    this.histories = histories;
    this.command =
        WrittenOut.command(
            "lint-commits",
            this,
            "Names each commit whose message breaks the rules, with its place and the header it"
                + " suggests.",
            "Ends with 1 if one is wrong; warnings alone end with 0.");
    this.options = new HistoryOptions(command);
    command.addPositional(range);
    this.message =
        WrittenOut.add(
            command,
            WrittenOut.text(
                    "FILE",
                    "Reads one message that is being written, as a commit-msg hook does; - for"
                        + " standard input.",
                    "--message")
                .build());
  }

  static CommandSpec in(Function<Path, LocalHistory> histories) {
    return new LintCommitsCommand(histories).command;
  }

  @Override
  public Integer call() {
    HistoryOptions.Form form = options.form(HistoryOptions.Form.TEXT, HistoryOptions.Form.JSON);
    Optional<String> draft = WrittenOut.value(message);
    if (draft.isPresent() && range().isPresent()) {
      throw new ParameterException(
          command.commandLine(), "Either a range or --message can be given, not both.");
    }
    List<Linted> linted = draft.map(file -> List.of(draft(file))).orElseGet(this::commits);
    LintPrinter printer = new LintPrinter(command.commandLine().getOut());
    if (form == HistoryOptions.Form.JSON) {
      printer.json(linted);
    } else {
      printer.text(linted);
    }
    return linted.stream().flatMap(one -> one.findings().stream()).anyMatch(Finding::isError)
        ? 1
        : 0;
  }

  /// @param place the commit's id, or the file that the message stands in
  /// @param text the message
  record Linted(String place, String text, List<Finding> findings) {}

  private List<Linted> commits() {
    try (LocalHistory history = options.open(histories)) {
      Question question = options.question(history);
      MessageRules rules = question.rules().messages();
      return asked(history, question).stream()
          .map(commit -> {
            String text = question.overrides().of(commit.id()).orElse(commit.message());
            return new Linted(
                commit.id().text(), text, CommitLint.check(text, commit.isMerge(), rules));
          })
          .toList();
    }
  }

  private List<Commit> asked(LocalHistory history, Question question) {
    Optional<String> range = range();
    if (range.filter(written -> written.contains("..")).isPresent()) {
      List<CommitId> ends = options.range(history, range.get());
      var commits = new ArrayList<Commit>();
      history.walk(
          ends.getLast(),
          List.of(ends.getFirst()),
          options.firstParent(),
          visited -> commits.add(visited.commit()));
      return commits;
    }
    Question upTo =
        range
            .map(written -> options.question(history, options.commit(history, written)))
            .orElse(question);
    return HistoryOptions.given(SinceLast.of(history, upTo, options.component())).commits().stream()
        .map(ReadCommit::commit)
        .toList();
  }

  private Optional<String> range() {
    return WrittenOut.value(range);
  }

  /// A commit that is to be squashed later on is no mistake while it is being written.
  private Linted draft(String file) {
    String text = Draft.message(read(file));
    List<Finding> findings =
        CommitLint.check(text, false, options.rules().messages()).stream()
            .filter(finding -> !finding.code().equals("autosquash-left-over"))
            .toList();
    return new Linted(file, text, findings);
  }

  private static String read(String file) {
    try (InputStream in = file.equals("-") ? System.in : Files.newInputStream(Path.of(file))) {
      return new String(in.readNBytes(MOST), StandardCharsets.UTF_8);
    } catch (NoSuchFileException none) {
      throw new CommandFailed(4, "There is no file %s.".formatted(Inert.quoted(file)));
    } catch (IOException unreadable) {
      throw new CommandFailed(
          1,
          "%s can not be read: %s"
              .formatted(Inert.quoted(file), Inert.line(String.valueOf(unreadable.getMessage()))));
    }
  }
}
