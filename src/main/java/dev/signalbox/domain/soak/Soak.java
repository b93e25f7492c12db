package dev.signalbox.domain.soak;

import dev.signalbox.domain.release.Candidate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A release that went well in an environment, and shows by staying well for a while that it is fit
/// for the next. It soaks on when newer releases arrive over it: what was proven stays proven.
///
/// @param since when its deployment there had gone well; anew if it was bad in between
/// @param asked how long it soaks, where a person has said so for this one
/// @param bad why it does not soak at all; empty if nothing is known against it
public record Soak(
    Candidate.OfRelease release, Instant since, Optional<Asked> asked, Optional<String> bad) {

  /// A person plays it by ear.
  public record Asked(Duration lasting, String by, String reason) {}

  /// How a release soaks after all that happened to it.
  ///
  /// @param events in their order
  /// @return empty if it has never gone well there
  public static Optional<Soak> after(Candidate.OfRelease release, List<SoakEvent> events) {
    Optional<Instant> since = Optional.empty();
    Optional<Asked> asked = Optional.empty();
    Optional<String> bad = Optional.empty();
    for (SoakEvent event : events) {
      switch (event) {
        case SoakEvent.WentWell(Instant at) -> {
          since = bad.isPresent() || since.isEmpty() ? Optional.of(at) : since;
          bad = Optional.empty();
        }
        case SoakEvent.WentBad(String why) -> bad = Optional.of(why);
        case SoakEvent.SaidGood(Instant at) -> {
          since = bad.isPresent() && since.isPresent() ? Optional.of(at) : since;
          bad = Optional.empty();
        }
        case SoakEvent.Lasts(Asked lasting) -> asked = Optional.of(lasting);
      }
    }
    Optional<Asked> said = asked;
    Optional<String> against = bad;
    return since.map(begun -> new Soak(release, begun, said, against));
  }

  /// How long this release soaks.
  ///
  /// @param rule how long releases soak there usually
  public Duration lasting(Duration rule) {
    return asked.map(Asked::lasting).orElse(rule);
  }

  public Instant readyAt(Duration rule) {
    return since.plus(lasting(rule));
  }

  public boolean over(Duration rule, Instant now) {
    return bad.isEmpty() && !readyAt(rule).isAfter(now);
  }
}
