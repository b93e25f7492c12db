package dev.signalbox.domain.train;

import dev.signalbox.base.RunId;
import dev.signalbox.base.Utc;
import dev.signalbox.domain.audit.Fact;
import dev.signalbox.domain.change.CommitId;
import java.time.Instant;

/// What happened to trains.
public sealed interface TrainFact extends Fact {

  /// @param at the instant whose commit was taken
  /// @param late whether it was carried out long after
  record TrainCut(String train, Instant at, CommitId commit, boolean late) implements TrainFact {
    @Override
    public String sentence() {
      return "%s was cut at %s: it takes %s%s"
          .formatted(
              train,
              Utc.at(at),
              commit.brief(),
              late ? ", made up late, with the commit of that instant" : "");
    }
  }

  record CutUnchanged(String train, Instant at, boolean late) implements TrainFact {
    @Override
    public String sentence() {
      return "%s makes no release at %s: no change since the last cut%s"
          .formatted(train, Utc.at(at), late ? " (found out late)" : "");
    }
  }

  /// @param by the release that went in its place
  record CutReplaced(String train, Instant at, String by) implements TrainFact {
    @Override
    public String sentence() {
      return "%s makes no release at %s: %s went in its place".formatted(train, Utc.at(at), by);
    }
  }

  record CutSkipped(String train, Instant planned, String reason) implements TrainFact {
    @Override
    public String sentence() {
      return "%s is not cut at %s: %s".formatted(train, Utc.at(planned), reason);
    }
  }

  record CutMoved(String train, Instant planned, Instant to) implements TrainFact {
    @Override
    public String sentence() {
      return "the cut of %s at %s is moved to %s".formatted(train, Utc.at(planned), Utc.at(to));
    }
  }

  record ExtraCut(String train) implements TrainFact {
    @Override
    public String sentence() {
      return "asked for a cut of %s now".formatted(train);
    }
  }

  record ReleaseBegun(String train, RunId run, CommitId commit) implements TrainFact {
    @Override
    public String sentence() {
      return "%s makes the release of %s from %s".formatted(run, train, commit.brief());
    }
  }
}
