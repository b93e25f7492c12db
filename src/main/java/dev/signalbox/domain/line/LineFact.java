package dev.signalbox.domain.line;

import dev.signalbox.domain.audit.Fact;
import dev.signalbox.domain.change.CommitId;
import java.util.Optional;

/// What happened to a release line.
public sealed interface LineFact extends Fact {

  /// @param base the release it comes off, by its tag
  /// @param into the environment that its releases go into
  record LineOpened(String line, String base, CommitId at, String into) implements LineFact {
    @Override
    public String sentence() {
      return "opened %s off %s, into %s".formatted(line, base, into);
    }
  }

  /// The line has a commit of the tracked branch.
  record CommitPicked(String line, CommitId commit, CommitId became, String subject, boolean byHand)
      implements LineFact {
    @Override
    public String sentence() {
      return "%s has %s \"%s\" as %s%s"
          .formatted(
              line,
              commit.brief(),
              subject,
              became.brief(),
              byHand ? ", carried over by hand" : "");
    }
  }

  /// The branch stands where the line has it.
  record LinePushed(String line, CommitId head) implements LineFact {
    @Override
    public String sentence() {
      return "%s stands at %s".formatted(line, head.brief());
    }
  }

  /// Somebody else moved the branch before we could: what was not there yet is given up.
  ///
  /// @param to where it stands; empty if there is no such branch
  record PickGivenUp(String line, CommitId head, Optional<CommitId> to) implements LineFact {
    @Override
    public String sentence() {
      return "%s was to stand at %s, but %s: nothing was picked"
          .formatted(
              line,
              head.brief(),
              to.map(at -> "somebody moved it to " + at.brief())
                  .orElse("somebody deleted the branch"));
    }
  }

  /// The tracked branch has come where the line went.
  ///
  /// @param release the release that came, by its tag
  record LineOvertaken(String line, String release, String environment) implements LineFact {
    @Override
    public String sentence() {
      return "%s is over: %s has come to %s".formatted(line, release, environment);
    }
  }

  /// A person ended it.
  record LineClosed(String line) implements LineFact {
    @Override
    public String sentence() {
      return "ended %s".formatted(line);
    }
  }
}
