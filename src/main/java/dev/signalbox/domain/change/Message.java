package dev.signalbox.domain.change;

import java.util.List;
import java.util.Optional;

/// What a commit message says, read by Conventional Commits 1.0.0 and the angular convention.
///
/// @param statements what it says it changes, in the order of the message: one for a plain commit,
///   more for a squash that lists several, none if it follows no convention
/// @param footers the trailers at its end, in order, whatever their token
/// @param pullRequest the number that the forge put into it: `(#12)` at the end of the subject,
///   `Merge pull request #12 from …`, `See merge request group/project!12`
/// @param revert what it says it takes back; empty if it takes nothing back
/// @param tickets the tickets it names, by scope, footer or branch of a merge, each once, in order
/// @param releaseAs the version a `Release-As:` footer asks for, as it is written
/// @param unread why it has no statements; empty if it has some
/// @param doubts what looks like a slip of the pen, so that nothing is dropped without a word
public record Message(
    List<Statement> statements,
    List<Footer> footers,
    Optional<Integer> pullRequest,
    Optional<Revert> revert,
    List<String> tickets,
    Optional<String> releaseAs,
    Optional<Doubt> unread,
    List<Doubt> doubts) {

  public Message {
    statements = List.copyOf(statements);
    footers = List.copyOf(footers);
    tickets = List.copyOf(tickets);
    doubts = List.copyOf(doubts);
  }

  /// Reads a message; whatever it is, it can be read, in time that grows with its length alone.
  public static Message read(String text, MessageRules rules) {
    return new MessageReader(rules).read(Lines.of(text));
  }

  /// Whether anything it states breaks something.
  public boolean breaks() {
    return statements.stream().anyMatch(Statement::breaks);
  }

  /// The same; a correction need not repeat the number that the forge has given.
  Message withPullRequestOf(Message original) {
    return new Message(
        statements,
        footers,
        pullRequest.or(original::pullRequest),
        revert,
        tickets,
        releaseAs,
        unread,
        doubts);
  }

  /// One change that a message tells.
  ///
  /// @param type as in `feat`, in lower case
  /// @param scope what is in the brackets
  /// @param description the rest of the header, without the number of a pull request at its end
  /// @param body the text between header and footers, without the blank lines around it
  /// @param breaks whether an exclamation mark or a footer says that something breaks
  /// @param breaking what breaks, if a footer tells it
  /// @param step whether it is an item of a list below a subject that has a type of its own: a step
  ///   on the way to what the subject tells
  public record Statement(
      String type,
      Optional<String> scope,
      String description,
      String body,
      boolean breaks,
      Optional<String> breaking,
      boolean step) {

    Statement asStep(boolean listed) {
      return new Statement(type, scope, description, body, breaks, breaking, listed);
    }
  }

  /// A trailer such as `Reviewed-by: Z`, its continuation lines included.
  public record Footer(String token, String value) {}

  /// @param commits the commits it names, whole or abbreviated, in lower case
  /// @param subject the subject of what it takes back, as in `Revert "feat: x"`
  /// @param pullRequest the pull request it names, as in `Reverts shop/cart#12`
  public record Revert(
      List<String> commits, Optional<String> subject, Optional<Integer> pullRequest) {}

  /// Something that looks like a convention and is none.
  ///
  /// @param code stable and machine-readable, such as `plural-breaking-changes`
  /// @param line the line of the message, from 1
  /// @param column the column of that line, from 1
  /// @param sentence what is odd about it, and how it was read
  public record Doubt(String code, int line, int column, String sentence) {}
}
