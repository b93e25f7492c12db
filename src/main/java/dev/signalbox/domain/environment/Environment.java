package dev.signalbox.domain.environment;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.calendar.Schedule;
import java.time.Duration;
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

    /// The newest release that has soaked in another environment.
    ///
    /// @param lasting how long, unless a person says otherwise for one release
    record Soaked(Slug environment, Duration lasting) implements Takes {}

    /// The newest release of a train.
    record OfTrain(Slug train) implements Takes {}

    /// At each cut of a train, what another environment had just before it, if that differs from
    /// what is here: so it is always one cut behind.
    record AtCut(Slug train, Slug environment) implements Takes {}
  }

  /// When a promotion starts.
  public sealed interface Starts {

    Starts BY_ITSELF = new ByItself();
    Starts ON_REQUEST = new OnRequest();

    /// As soon as all gates pass.
    record ByItself() implements Starts {}

    /// When a person asks for it, and all gates pass.
    record OnRequest() implements Starts {}

    /// In the slots of a schedule: a slot opens at its instant, and closes with the end of that day
    /// or when one promotion has started in it.
    record At(Schedule schedule) implements Starts {}
  }
}
