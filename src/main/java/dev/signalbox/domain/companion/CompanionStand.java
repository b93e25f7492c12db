package dev.signalbox.domain.companion;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.change.CommitId;
import java.time.Instant;
import java.util.Optional;

/// How a companion stood when it was looked at last.
public sealed interface CompanionStand {

  /// What a look has found, or that it has found nothing.
  sealed interface Seen extends CompanionStand {}

  /// Nobody has looked yet.
  record Unseen() implements Seen {}

  /// Nothing that counts has come since its last release.
  ///
  /// @param since when this was seen first
  record Released(String tag, Instant since) implements Seen {}

  /// Something has come since its last release.
  ///
  /// @param since the tag of that release; empty before the first
  /// @param commits how many have come that count
  /// @param at the newest of them
  /// @param newest its subject
  /// @param nextTag what the next release would be called by these commits
  /// @param seen when the newest of them was seen first
  record Changed(
      Optional<String> since, int commits, CommitId at, String newest, String nextTag, Instant seen)
      implements Seen {}

  /// Its repository does not answer, or has not what is looked for.
  ///
  /// @param why as a sentence
  /// @param since the first look of those in a row that failed
  /// @param last what was seen before that
  record Unreachable(String why, Instant since, Seen last) implements CompanionStand {}

  /// What was seen last.
  default Seen last() {
    return switch (this) {
      case Seen seen -> seen;
      case Unreachable unreachable -> unreachable.last();
    };
  }

  /// After a look that failed.
  default CompanionStand missed(String why, Instant now) {
    return this instanceof Unreachable before
        ? new Unreachable(why, before.since(), before.last())
        : new Unreachable(why, now, last());
  }

  /// After a look that found this: what was there before keeps its instant.
  default CompanionStand found(Seen now) {
    return switch (now) {
      case Changed changed
          when last() instanceof Changed before && before.at().equals(changed.at()) ->
          new Changed(
              changed.since(),
              changed.commits(),
              changed.at(),
              changed.newest(),
              changed.nextTag(),
              before.seen());
      case Released released
          when last() instanceof Released before && before.tag().equals(released.tag()) ->
          before;
      case Seen other -> other;
    };
  }

  /// What there is to tell of the way from this stand to the next.
  default Optional<CompanionFact> news(Slug companion, CompanionStand next) {
    return switch (next) {
      case Changed changed
          when !(last() instanceof Changed before && before.since().equals(changed.since())) ->
          Optional.of(
              new CompanionFact.CompanionChanged(
                  companion.text(), changed.since(), changed.commits(), changed.nextTag()));
      case Released released when !(last() instanceof Unseen) && !released.equals(last()) ->
          Optional.of(new CompanionFact.CompanionReleased(companion.text(), released.tag()));
      case Changed _, Released _, Unseen _, Unreachable _ -> Optional.empty();
    };
  }
}
