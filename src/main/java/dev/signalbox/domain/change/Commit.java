package dev.signalbox.domain.change;

import java.time.Instant;
import java.util.List;

/// A commit as its repository tells it. Author, address and message are text from outside: inert,
/// never part of a command, a path or a query.
///
/// @param parents none for the first commit of a history, two or more for a merge
/// @param author the author's name, or the address where there is none
/// @param address the author's e-mail address; empty if there is none
/// @param authored when its author made it
public record Commit(
    CommitId id,
    List<CommitId> parents,
    String author,
    String address,
    Instant authored,
    String message) {

  /// The first line of the message.
  public String subject() {
    int end = message.indexOf('\n');
    return (end < 0 ? message : message.substring(0, end)).strip();
  }

  public boolean isMerge() {
    return parents.size() > 1;
  }
}
