package dev.signalbox.history;

import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.Message;
import dev.signalbox.domain.change.MessageRules;
import dev.signalbox.domain.change.Overrides;
import dev.signalbox.domain.change.ReadCommits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/// Reads messages beside a walk that goes on, so that two processors share the work of a long log.
final class MessagesAhead {

  /// So many are handed over at once: enough not to wait for each other, few enough to begin soon.
  private static final int AT_ONCE = 256;

  private final Overrides overrides;
  private final MessageRules rules;
  private final List<ForkJoinTask<?>> handedOver = new ArrayList<>();
  private List<Told> waiting = new ArrayList<>(AT_ONCE);

  MessagesAhead(Overrides overrides, MessageRules rules) {
    this.overrides = overrides;
    this.rules = rules;
  }

  /// A commit and what it says, once that is read.
  static final class Told {

    private final Commit commit;
    private @Nullable Message message;

    private Told(Commit commit) {
      this.commit = commit;
    }

    Commit commit() {
      return commit;
    }

    /// Only after [MessagesAhead#finish].
    Message message() {
      Message read = message;
      if (read == null) {
        throw new IllegalStateException("a message was not read. Indicates a bug.");
      }
      return read;
    }
  }

  Told read(Commit commit) {
    Told told = new Told(commit);
    waiting.add(told);
    if (waiting.size() == AT_ONCE) {
      handOver();
    }
    return told;
  }

  /// Waits until all of them are read.
  void finish() {
    handOver();
    handedOver.forEach(ForkJoinTask::join);
    handedOver.clear();
  }

  private void handOver() {
    List<Told> batch = waiting;
    waiting = new ArrayList<>(AT_ONCE);
    handedOver.add(ForkJoinPool.commonPool().submit(() -> readAll(batch)));
  }

  private void readAll(List<Told> batch) {
    for (Told told : batch) {
      told.message = ReadCommits.message(told.commit, overrides, rules);
    }
  }
}
