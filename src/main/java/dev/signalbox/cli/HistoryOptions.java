package dev.signalbox.cli;

import static dev.signalbox.cli.WrittenOut.add;
import static dev.signalbox.cli.WrittenOut.flag;
import static dev.signalbox.cli.WrittenOut.isGiven;
import static dev.signalbox.cli.WrittenOut.path;
import static dev.signalbox.cli.WrittenOut.text;
import static dev.signalbox.cli.WrittenOut.value;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Inert;
import dev.signalbox.base.Refusal;
import dev.signalbox.base.Words;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.flow.ReleaseRules;
import dev.signalbox.history.Question;
import dev.signalbox.history.ShallowClone;
import dev.signalbox.port.LocalHistory;
import dev.signalbox.port.PortException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/// What all commands have in common that ask a repository on this machine: where it is, which part
/// of it, as of when, by which rules, and in which form the answer comes.
final class HistoryOptions {

  /// How an answer is written.
  enum Form {
    TEXT,
    JSON,
    MARKDOWN
  }

  private final CommandSpec command;
  private final OptionSpec repo;
  private final OptionSpec component;
  private final OptionSpec at;
  private final OptionSpec config;
  private final OptionSpec firstParent;
  private final OptionSpec output;

  /// Puts them into a command.
  HistoryOptions(CommandSpec command) {
    this.command = command;
    this.repo =
        add(
            command,
            path(
                    "DIR",
                    "A repository on this machine, or a folder in it; the current one if left out.",
                    "--repo")
                .defaultValue(".")
                .build());
    this.component =
        add(
            command,
            text(
                    "NAME",
                    "The part of the repository that is meant, where it has tags of its own.",
                    "--component")
                .build());
    this.at =
        add(
            command,
            text("REF", "Answers as of this commit, branch or tag; HEAD if left out.", "--at")
                .defaultValue("HEAD")
                .build());
    this.config =
        add(
            command,
            path(
                    "FILE",
                    "A flow file, or one with nothing but 'release' and 'components'.",
                    "--config")
                .build());
    this.firstParent =
        add(command, flag("--first-parent", "Follows only the first parents of merges."));
    this.output = add(command, text("FORM", "text, json or markdown.", "-o", "--output").build());
  }

  /// The form that is asked for.
  ///
  /// @param possible the forms this command knows, the usual one first
  Form form(Form... possible) {
    Optional<String> asked = value(output);
    if (asked.isEmpty()) {
      return possible[0];
    }
    String written = asked.get();
    return Arrays.stream(possible)
        .filter(form -> Words.of(form).equals(written))
        .findFirst()
        .orElseThrow(() ->
            new ParameterException(
                command.commandLine(),
                "'-o %s' is none of these: %s."
                    .formatted(
                        Inert.line(written),
                        String.join(", ", Arrays.stream(possible).map(Words::of).toList()))));
  }

  Path repo() {
    return repo.getValue();
  }

  Optional<String> component() {
    return value(component);
  }

  Optional<Path> config() {
    return value(config);
  }

  boolean firstParent() {
    return isGiven(firstParent);
  }

  /// The repository, opened.
  ///
  /// @throws CommandFailed if there is none, or its history was cut off
  LocalHistory open(Function<Path, LocalHistory> histories) {
    LocalHistory history;
    try {
      history = histories.apply(repo());
    } catch (PortException none) {
      throw new CommandFailed(4, none.sentence());
    }
    if (history.shallow()) {
      history.close();
      String clone = "The clone in '%s'".formatted(Inert.line(repo().toString()));
      throw new CommandFailed(3, ShallowClone.refusal(clone).sentence());
    }
    return history;
  }

  /// The commit as of which is answered.
  CommitId at(LocalHistory history) {
    return commit(history, at.getValue());
  }

  /// The commit that a revision names.
  ///
  /// @throws CommandFailed if there is none
  CommitId commit(LocalHistory history, String revision) {
    return history
        .resolve(revision)
        .orElseThrow(() ->
            new CommandFailed(
                4,
                revision.equals("HEAD")
                    ? "There is no commit yet in '%s'.".formatted(Inert.line(repo().toString()))
                    : "There is no revision '%s' in '%s'. A branch, a tag or a commit is asked for; if"
                            .formatted(Inert.line(revision), Inert.line(repo().toString()))
                        + " it is new elsewhere, fetch it first: git fetch --tags"));
  }

  /// What is asked, by the rules of the team or those that are usual.
  Question question(LocalHistory history) {
    return question(history, at(history));
  }

  /// The same as of another commit.
  Question question(LocalHistory history, CommitId commit) {
    return Question.about(history, commit, rules()).alongFirstParents(firstParent());
  }

  /// The team's rules, or those that are usual.
  ReleaseRules rules() {
    return config().map(ReleaseConfig::read).orElse(ReleaseRules.USUAL);
  }

  /// The answer to a question.
  ///
  /// @throws CommandFailed if our rules refuse it
  static <T> T given(Decision<T> decision) {
    if (decision instanceof Decision.Refused<T>(Refusal refusal)) {
      boolean unknown = refusal.reasons().getFirst().code().startsWith("no-such-");
      throw new CommandFailed(unknown ? 4 : 3, Inert.lines(refusal.sentence()));
    }
    return ((Decision.Accepted<T>) decision).value();
  }

  /// Both ends of `A..B`; where B is left out, the commit as of which is answered.
  List<CommitId> range(LocalHistory history, String written) {
    int dots = written.indexOf("..");
    if (dots < 0) {
      throw new ParameterException(
          command.commandLine(),
          "'%s' is not a range. Write it as A..B.".formatted(Inert.line(written)));
    }
    String from = written.substring(0, dots);
    String upTo = written.substring(dots + 2);
    return List.of(
        commit(history, from.isEmpty() ? "HEAD" : from),
        upTo.isEmpty() ? at(history) : commit(history, upTo));
  }
}
