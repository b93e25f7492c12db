package dev.signalbox.domain.change;

import dev.signalbox.domain.audit.Fact;

/// What happened to the tracked branch and to the repository's tags.
public sealed interface CommitFact extends Fact {

  /// @param by what told us first: `webhook`, `poll` or `registration`
  record CommitSeen(CommitId commit, String subject, String author, String by)
      implements CommitFact {
    @Override
    public String sentence() {
      return "saw %s \"%s\" by %s".formatted(commit.brief(), subject, author);
    }
  }

  /// The commit's flow file can not be read, so the commit is not built.
  record FlowRefused(CommitId commit, String problem) implements CommitFact {
    @Override
    public String sentence() {
      return "%s is not built: %s".formatted(commit.brief(), problem);
    }
  }

  /// Somebody pushed with force: what we saw last is not on the branch any more.
  record HistoryRewritten(CommitId was, CommitId is) implements CommitFact {
    @Override
    public String sentence() {
      return "the branch was rewritten: it was at %s and is at %s now"
          .formatted(was.brief(), is.brief());
    }
  }

  /// A release tag is not in the repository any more.
  record TagDeleted(String tag, CommitId was) implements CommitFact {
    @Override
    public String sentence() {
      return "tag %s on %s was deleted".formatted(tag, was.brief());
    }
  }

  /// A tag leads elsewhere than it did.
  record TagMoved(String tag, CommitId was, CommitId is) implements CommitFact {
    @Override
    public String sentence() {
      return "tag %s was moved from %s to %s".formatted(tag, was.brief(), is.brief());
    }
  }
}
