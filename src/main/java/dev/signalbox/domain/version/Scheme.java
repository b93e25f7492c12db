package dev.signalbox.domain.version;

import java.time.Instant;
import java.util.Optional;

/// How versions are counted: which text is one, and which one follows.
public sealed interface Scheme permits Semver, Calver, Named, ByHand {

  /// The version that a text is; empty if it is none of this scheme.
  Optional<Version> read(String text);

  /// How a release is tagged where neither the team nor its tags say otherwise.
  default TagForm usualTag() {
    return this instanceof Semver ? TagForm.USUAL : TagForm.BARE;
  }

  /// The version that follows.
  ///
  /// @param bump how much the changes weigh
  /// @param changes how many commits count at all
  Proposal next(Standing standing, Bump bump, int changes, Instant now);

  /// The version of a small release on top of an older one, on a line of its own: it comes after
  /// that one, and in nobody's way.
  ///
  /// @param base the version that the line comes off
  Proposal delta(Version base, Standing standing);

  /// What a scheme says comes next.
  sealed interface Proposal {

    /// @param bump how much it differs from the version before
    /// @param warning what to know about it; empty if there is nothing
    record Next(Version version, Bump bump, Optional<String> warning) implements Proposal {}

    /// @param because a clause such as "no feature, fix or break"
    record Nothing(String because) implements Proposal {}

    /// @param sentence why our rules say no, and what helps
    record Refused(String sentence) implements Proposal {}
  }
}
