package dev.signalbox.domain.line;

import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What a commit says of where it was carried over from, in the line that `git cherry-pick -x`
/// writes.
public final class PickedFrom {

  private static final Pattern LINE =
      Pattern.compile("(?m)^\\(cherry picked from commit ([0-9a-f]{40})\\)\\s*$");

  private PickedFrom() {}

  /// The commits it names, the first one first; each may itself have been carried over.
  public static List<CommitId> of(Commit commit) {
    return LINE.matcher(commit.message())
        .results()
        .map((MatchResult match) -> new CommitId(match.group(1)))
        .distinct()
        .toList();
  }
}
