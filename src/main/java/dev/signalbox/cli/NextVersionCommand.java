package dev.signalbox.cli;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Inert;
import dev.signalbox.domain.version.NextVersion;
import dev.signalbox.domain.version.NextVersion.Because;
import dev.signalbox.history.Markdown;
import dev.signalbox.history.Question;
import dev.signalbox.history.Since;
import dev.signalbox.history.SinceLast;
import dev.signalbox.port.LocalHistory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/// Which version follows, by what the commits say: alone on the standard output, and why beside it.
final class NextVersionCommand implements Callable<Integer> {

  private static final int REFUSED = 3;

  private final Function<Path, LocalHistory> histories;
  private final CommandSpec command;
  private final HistoryOptions options;
  private final OptionSpec all;

  private NextVersionCommand(Function<Path, LocalHistory> histories) {
    this.histories = histories;
    this.command =
        WrittenOut.command(
            "next-version",
            this,
            "Prints the version that follows from the commits since the last release; why stands"
                + " beside it, on the standard error.",
            "Asks no server and no remote, and writes nothing.");
    this.options = new HistoryOptions(command);
    this.all =
        WrittenOut.add(
            command, WrittenOut.flag("--all", "Answers for every component of the repository."));
  }

  static CommandSpec in(Function<Path, LocalHistory> histories) {
    return new NextVersionCommand(histories).command;
  }

  @Override
  public Integer call() {
    HistoryOptions.Form form =
        options.form(
            HistoryOptions.Form.TEXT, HistoryOptions.Form.JSON, HistoryOptions.Form.MARKDOWN);
    boolean all = all();
    if (all && options.component().isPresent()) {
      throw new ParameterException(
          command.commandLine(), "Either --all or --component can be asked for, not both.");
    }
    List<Answer> answers;
    try (LocalHistory history = options.open(histories)) {
      Question question = options.question(history);
      answers = answers(history, question);
    }
    switch (form) {
      case JSON -> NextVersionJson.print(answers, all, command.commandLine().getOut());
      case MARKDOWN -> answers.forEach(this::markdown);
      case TEXT -> answers.forEach(this::text);
    }
    return answers.stream().anyMatch(answer -> answer.next().refused().isPresent()) ? REFUSED : 0;
  }

  private boolean all() {
    return WrittenOut.isGiven(all);
  }

  /// What follows for one component.
  record Answer(Since since, NextVersion next) {

    String component() {
      return since.component().name().orElse("");
    }
  }

  private List<Answer> answers(LocalHistory history, Question question) {
    Decision<List<Since>> asked =
        all()
            ? SinceLast.ofAll(history, question)
            : SinceLast.of(history, question, options.component()).map(List::of);
    Instant now = Instant.now();
    return HistoryOptions.given(asked).stream()
        .map(since -> new Answer(since, since.next(now)))
        .toList();
  }

  private void text(Answer answer) {
    PrintWriter out = command.commandLine().getOut();
    PrintWriter err = command.commandLine().getErr();
    String label = all() ? Inert.line(answer.component()) + " " : "";
    answer.next().next().ifPresent(version -> out.println(label + version));
    out.flush();
    answer
        .next()
        .warnings()
        .forEach(warning -> err.println(label + "warning: " + Inert.line(warning)));
    err.println((all() ? label.strip() + ": " : "") + Inert.line(answer.next().sentence()));
  }

  private void markdown(Answer answer) {
    PrintWriter out = command.commandLine().getOut();
    NextVersion next = answer.next();
    String label = all() ? answer.component() + " " : "";
    out.println(
        "## %s%s\n"
            .formatted(
                Markdown.line(label),
                next.next().map(v -> Markdown.line(v.toString())).orElse("stays as it is")));
    out.println(Markdown.line(next.sentence()));
    for (Because because : next.because()) {
      out.println(
          "- %s: %s (%s)"
              .formatted(
                  because.bump().name().toLowerCase(java.util.Locale.ROOT),
                  Markdown.line(because.subject()),
                  because.sha().brief()));
    }
    next.warnings().forEach(warning -> out.println("\n> " + Markdown.line(warning)));
  }
}
