package dev.signalbox.domain.change;

import java.util.List;

/// What the commits of a range say together: whatever was taken back within the range counts for
/// nothing, and a merge does not say again what its branch has said.
public final class ReadCommits {

  private ReadCommits() {}

  /// Every commit of the range, in the same order.
  ///
  /// @param commits children before their parents, as a walk hands them over
  public static List<ReadCommit> of(
      List<Commit> commits, Overrides overrides, MessageRules rules) {
    return commits.stream()
        .map(commit ->
            new ReadCommit(
                commit,
                Message.read(overrides.of(commit.id()).orElse(commit.message()), rules),
                java.util.Optional.empty()))
        .toList();
  }
}
