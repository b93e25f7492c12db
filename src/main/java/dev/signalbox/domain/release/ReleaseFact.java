package dev.signalbox.domain.release;

import dev.signalbox.domain.audit.Fact;
import dev.signalbox.domain.change.CommitId;

/// What happened to releases.
public sealed interface ReleaseFact extends Fact {

  /// A commit has a version, and the repository says so by a tag.
  ///
  /// @param notes what has changed since the release before, one line a commit
  record ReleaseMade(ReleaseVersion version, String tag, CommitId commit, String notes)
      implements ReleaseFact {
    @Override
    public String sentence() {
      return "released %s as %s".formatted(commit.brief(), tag);
    }
  }

  /// A tag of the release's form leads to a commit that was never built here.
  record TagIgnored(String tag, CommitId commit, String reason) implements ReleaseFact {
    @Override
    public String sentence() {
      return "tag %s on %s makes no release: %s".formatted(tag, commit.brief(), reason);
    }
  }
}
