package dev.signalbox.domain.train;

import dev.signalbox.base.RunId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.release.Candidate;
import java.time.Instant;

/// One cut of a train, and what became of it. It is known by the instant it was planned for: it
/// happens once, whenever and by whomever it is carried out.
///
/// @param planned by the schedule; of an extra cut, when somebody asked for it
/// @param at when it is due: the planned instant, unless a person or a holiday has moved it
/// @param slot where environments without a schedule of their own put its release: in the slot of
///   this planned instant. An extra cut may take that of the next one, which is replaced then.
public record Cut(Slug train, Instant planned, Instant at, Instant slot, State state) {

  /// A cut whose release goes in the cut's own slot.
  public Cut(Slug train, Instant planned, Instant at, State state) {
    this(train, planned, at, planned, state);
  }

  /// What became of a cut.
  public sealed interface State {

    /// A person has moved it here, or asked for it.
    ///
    /// @param extra whether the schedule knows nothing of it
    record Awaited(boolean extra, String by, String reason) implements State {}

    /// What was on the branch at that instant is to be a release.
    ///
    /// @param number the commit's place on the branch
    record Taken(long number, CommitId commit, boolean extra, Making making) implements State {}

    /// Nothing had come to the branch since the cut before.
    record Unchanged(boolean extra) implements State {}

    /// A fix went in its place.
    ///
    /// @param what the fix, as people call it
    record Replaced(String what) implements State {}

    /// There was none.
    ///
    /// @param by who left it out: a person, or the calendar
    record Skipped(String by, String reason) implements State {}
  }

  /// How far the release of a cut is.
  public sealed interface Making {

    record NotYet() implements Making {}

    record UnderWay(RunId run) implements Making {}

    record Released(Candidate.OfRelease release) implements Making {}

    /// The run went well, and there was nothing in it that makes a version.
    record NothingToRelease(RunId run, String sentence) implements Making {}

    record NotReleased(RunId run, String sentence) implements Making {}
  }

  /// Whether a commit was looked for at this cut; what was left out or still comes is none.
  public boolean done() {
    return switch (state) {
      case State.Taken _, State.Unchanged _, State.Replaced _ -> true;
      case State.Awaited _, State.Skipped _ -> false;
    };
  }

  /// Whether the schedule knows nothing of it.
  public boolean extra() {
    return switch (state) {
      case State.Awaited awaited -> awaited.extra();
      case State.Taken taken -> taken.extra();
      case State.Unchanged unchanged -> unchanged.extra();
      case State.Replaced _, State.Skipped _ -> false;
    };
  }

  public Cut in(State next) {
    return new Cut(train, planned, at, slot, next);
  }
}
