package dev.signalbox.cli;

import dev.signalbox.history.ChangeLogTemplate;
import dev.signalbox.history.Links;
import dev.signalbox.history.Question;
import dev.signalbox.history.Sections;
import dev.signalbox.port.LocalHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How notes and change logs look.
final class LogOptions {

  @Option(
      names = "--template",
      paramLabel = "FILE",
      description = "A Mustache template, in place of our own form.")
  private @Nullable Path template;

  @Option(
      names = "--all-types",
      description = "Tells commits of every type one by one, and those that follow no convention.")
  private boolean allTypes;

  @Option(
      names = "--forge",
      paramLabel = "FORGE",
      description =
          "Whose pages links lead to: github, gitlab, gitea or bitbucket; found by the name of"
              + " origin's host if left out.")
  private Links.@Nullable Forge forge;

  /// @throws CommandFailed if the template can not be read
  LogPrinter printer(LocalHistory history, Question question) {
    return new LogPrinter(
        allTypes ? Sections.all() : Sections.weighing(question.rules().versions().bumps()),
        Links.of(history.origin(), Optional.ofNullable(forge)),
        question.rules().versions(),
        Optional.ofNullable(template).map(LogOptions::read));
  }

  private static ChangeLogTemplate read(Path file) {
    try {
      return HistoryOptions.given(ChangeLogTemplate.of(Files.readString(file)));
    } catch (NoSuchFileException none) {
      throw new CommandFailed(4, "There is no file '%s'.".formatted(file));
    } catch (IOException unreadable) {
      throw new CommandFailed(
          1, "'%s' can not be read: %s".formatted(file, unreadable.getMessage()));
    }
  }
}
