package dev.signalbox.domain.version;

import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.change.MessageRules;
import dev.signalbox.domain.change.Overrides;
import dev.signalbox.domain.change.ReadCommit;
import dev.signalbox.domain.change.ReadCommits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A line of commits, each with its message and no more.
final class Commits {

  private Commits() {}

  /// The ids of as many commits, newest first.
  static List<String> ids(int count) {
    return IntStream.range(0, count).mapToObj(i -> "%040x".formatted(count - i)).toList();
  }

  /// @param messages newest first
  static List<ReadCommit> read(String... messages) {
    return read(List.of(messages));
  }

  static List<ReadCommit> read(List<String> messages) {
    List<String> ids = ids(messages.size());
    List<Commit> commits = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      commits.add(
          new Commit(
              new CommitId(ids.get(i)),
              i + 1 < messages.size() ? List.of(new CommitId(ids.get(i + 1))) : List.of(),
              "Mia",
              "mia@shop.example",
              Instant.EPOCH,
              messages.get(i)));
    }
    return ReadCommits.of(commits, Overrides.NONE, MessageRules.USUAL);
  }
}
