package dev.signalbox.domain.change;

import java.util.List;
import java.util.Optional;

/// What is wrong with a commit's message by the team's rules, and what it probably meant.
public final class CommitLint {

  private CommitLint() {}

  /// @param severity whether it is wrong, or only looks like a slip of the pen
  /// @param line the line of the message, from 1
  /// @param column the column of that line, from 1
  /// @param code stable and machine-readable, such as `unknown-type`
  /// @param sentence what is wrong
  /// @param suggestion the header as it probably should have been
  public record Finding(
      Severity severity,
      int line,
      int column,
      String code,
      String sentence,
      Optional<String> suggestion) {}

  public enum Severity {
    ERROR,
    WARNING
  }

  public static List<Finding> check(Commit commit, MessageRules rules) {
    return check(commit.message(), commit.isMerge(), rules);
  }

  /// @param merge whether it is the message of a merge, which may be what git wrote by itself
  public static List<Finding> check(String message, boolean merge, MessageRules rules) {
    return List.of();
  }
}
