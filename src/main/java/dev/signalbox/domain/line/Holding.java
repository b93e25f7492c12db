package dev.signalbox.domain.line;

import dev.signalbox.domain.change.CommitId;

/// Whether what runs somewhere has a fix.
public sealed interface Holding {

  /// The very commit is in its history.
  record ByAncestry() implements Holding {}

  /// The commit was carried over into its history.
  ///
  /// @param as what it became there
  record ByPick(CommitId as) implements Holding {}

  /// It has it in no way that we know of.
  record Lacking() implements Holding {}

  /// Nobody has looked yet.
  record Unknown() implements Holding {}

  /// As a clause that follows the name of a place.
  default String clause() {
    return switch (this) {
      case ByAncestry() -> "has it";
      case ByPick(CommitId as) -> "has it, carried over as " + as.brief();
      case Lacking() -> "does not have it";
      case Unknown() -> "may have it or not: nobody has looked yet";
    };
  }
}
