package dev.signalbox.domain.change;

import java.time.Instant;

/// A commit as its repository tells it. Author and message are text from outside: inert, never part
/// of a command, a path or a query.
///
/// @param authored when its author made it
public record Commit(CommitId id, String author, Instant authored, String message) {

  /// The first line of the message.
  public String subject() {
    return message.lines().findFirst().orElse("").strip();
  }
}
