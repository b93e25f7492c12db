package dev.signalbox.cli;

import static dev.signalbox.cli.WrittenOut.add;
import static dev.signalbox.cli.WrittenOut.flag;
import static dev.signalbox.cli.WrittenOut.isGiven;
import static dev.signalbox.cli.WrittenOut.path;
import static dev.signalbox.cli.WrittenOut.value;

import dev.signalbox.history.ChangeLogTemplate;
import dev.signalbox.history.Links;
import dev.signalbox.history.Question;
import dev.signalbox.history.Sections;
import dev.signalbox.port.LocalHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// How notes and change logs look.
final class LogOptions {

  private final OptionSpec template;
  private final OptionSpec allTypes;
  private final OptionSpec forge;

  /// Puts them into a command.
  LogOptions(CommandSpec command) {
    this.template =
        add(
            command,
            path("FILE", "A Mustache template, in place of our own form.", "--template").build());
    this.allTypes =
        add(
            command,
            flag(
                "--all-types",
                "Tells commits of every type one by one, and those that follow no convention."));
    this.forge =
        add(
            command,
            OptionSpec.builder("--forge")
                .type(Links.Forge.class)
                .paramLabel("FORGE")
                .description(
                    "Whose pages links lead to: github, gitlab, gitea or bitbucket; found by the name"
                        + " of origin's host if left out.")
                .build());
  }

  /// @throws CommandFailed if the template can not be read
  LogPrinter printer(LocalHistory history, Question question) {
    return new LogPrinter(
        isGiven(allTypes) ? Sections.all() : Sections.weighing(question.rules().versions().bumps()),
        Links.of(history.origin(), value(forge)),
        question.rules().versions(),
        WrittenOut.<Path>value(template).map(LogOptions::read));
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
