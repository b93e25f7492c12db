package dev.signalbox.domain.environment;

import dev.signalbox.base.Slug;
import java.util.List;

/// A place where releases run: what it takes, when that starts, what must be true first, and
/// whether a run holds it for itself.
///
/// @param exclusive whether a run holds the environment's lock from its first step to its last
/// @param gates what must be true beside what the environment takes and when
public record Environment(
    Slug name, Takes takes, Starts starts, boolean exclusive, List<GateRule> gates) {

  public Environment {
    gates = List.copyOf(gates);
  }

  /// An environment without further gates.
  public Environment(Slug name, Takes takes, Starts starts, boolean exclusive) {
    this(name, takes, starts, exclusive, List.of());
  }

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
