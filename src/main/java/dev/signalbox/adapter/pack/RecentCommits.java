package dev.signalbox.adapter.pack;

import dev.signalbox.domain.change.Commit;
import java.util.LinkedHashMap;
import java.util.function.Supplier;

/// What the commits say that somebody asked about lately. Whoever keeps a history open asks about
/// the commits since the last release again and again, so of those only the new ones are read.
final class RecentCommits {

  private static final int KEPT = 1024;

  private final LinkedHashMap<CommitNode, Commit> commits = new LinkedHashMap<>();

  Commit of(CommitNode node, Supplier<Commit> reading) {
    Commit known = commits.get(node);
    if (known != null) {
      return known;
    }
    Commit read = reading.get();
    commits.put(node, read);
    if (commits.size() > KEPT) {
      commits.remove(commits.firstEntry().getKey());
    }
    return read;
  }
}
