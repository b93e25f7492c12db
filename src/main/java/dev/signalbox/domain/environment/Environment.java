package dev.signalbox.domain.environment;

import dev.signalbox.base.Slug;

/// A place where releases run: what it takes, when that starts, and whether a run holds it for
/// itself.
///
/// @param exclusive whether a run holds the environment's lock from its first step to its last
public record Environment(Slug name, Takes takes, Starts starts, boolean exclusive) {

  /// What an environment takes.
  public sealed interface Takes {

    /// Each build of the tracked branch, in the order of its commits.
    record EveryBuild() implements Takes {}

    /// Each release, in the order of its making.
    record EveryRelease() implements Takes {}

    /// What went well in another environment of the same service.
    record From(Slug environment) implements Takes {}
  }

  /// When a promotion starts.
  public enum Starts {
    /// As soon as all gates pass.
    BY_ITSELF,
    /// When a person asks for it, and all gates pass.
    ON_REQUEST
  }
}
