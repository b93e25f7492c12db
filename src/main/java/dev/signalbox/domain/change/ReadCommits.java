package dev.signalbox.domain.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the commits of a range say together.
///
/// Whatever was taken back within the range counts for nothing, and neither does what took it back;
/// a revert that was itself taken back never was. A revert of something before the range counts by
/// its own statement, of the type `revert` unless it says another.
///
/// A merge counts for nothing where its branch speaks for itself: if its own message follows no
/// convention, or if a commit it has brought makes a statement. So a pull request's title speaks
/// where its commits do not, and where it alone says that something breaks.
public final class ReadCommits {

  private static final Optional<String> A_MERGE =
      Optional.of("a merge; its commits speak for themselves");

  private final List<Commit> commits;
  private final List<Message> messages;
  private final Overrides overrides;

  private ReadCommits(List<Commit> commits, List<Message> messages, Overrides overrides) {
    this.commits = commits;
    this.messages = messages;
    this.overrides = overrides;
  }

  /// Every commit of the range, in the same order.
  ///
  /// @param commits children before their parents, as a walk hands them over
  public static List<ReadCommit> of(List<Commit> commits, Overrides overrides, MessageRules rules) {
    List<Message> messages =
        commits.stream().map(commit -> message(commit, overrides, rules)).toList();
    return of(commits, messages, overrides);
  }

  /// The same, where the messages were read already.
  ///
  /// @param messages of the commits, in the same order
  public static List<ReadCommit> of(
      List<Commit> commits, List<Message> messages, Overrides overrides) {
    return new ReadCommits(commits, messages, overrides).together();
  }

  /// What a commit says by itself, corrected if it was.
  public static Message message(Commit commit, Overrides overrides, MessageRules rules) {
    Message message = Message.read(commit.message(), rules);
    return overrides
        .of(commit.id())
        .map(correction -> Message.read(correction, rules).withPullRequestOf(message))
        .orElse(message);
  }

  private List<ReadCommit> together() {
    var read = new ArrayList<ReadCommit>(commits.size());
    Range range = new Range(commits);
    List<Optional<String>> reasons = Reverts.reasons(range, messages);
    for (int i = 0; i < commits.size(); i++) {
      int number = i;
      read.add(
          new ReadCommit(
              commits.get(i),
              messages.get(i),
              reasons.get(i).or(() -> repeats(range, number) ? A_MERGE : Optional.empty())));
    }
    return read;
  }

  private boolean repeats(Range range, int number) {
    Commit commit = commits.get(number);
    if (!commit.isMerge() || overrides.of(commit.id()).isPresent()) {
      return false;
    }
    Message merge = messages.get(number);
    if (merge.statements().isEmpty()) {
      return true;
    }
    List<Message> brought = range.broughtBy(number).stream().map(messages::get).toList();
    return brought.stream().anyMatch(message -> !message.statements().isEmpty())
        && (!merge.breaks() || brought.stream().anyMatch(Message::breaks));
  }
}
