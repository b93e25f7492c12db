package dev.signalbox.domain.plan;

import dev.signalbox.base.RunId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.deployment.Deployment;
import dev.signalbox.domain.lock.Lock;
import dev.signalbox.domain.release.Candidate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All the planner needs to know of a service: what was built and released, and how its
/// environments stand.
///
/// @param builds those that an environment may still have to take, in the order of their commits
/// @param releases likewise, in the order of their making
/// @param lines the release lines that are open
public record ServiceState(
    Slug service,
    List<BuildState> builds,
    List<Candidate.OfRelease> releases,
    Map<Slug, EnvironmentState> environments,
    List<LineStand> lines) {

  /// A service without release lines.
  public ServiceState(
      Slug service,
      List<BuildState> builds,
      List<Candidate.OfRelease> releases,
      Map<Slug, EnvironmentState> environments) {
    this(service, builds, releases, environments, List.of());
  }

  /// The open lines into an environment.
  public List<LineStand> linesInto(Slug environment) {
    return lines.stream().filter(line -> line.into().equals(environment)).toList();
  }

  /// How an environment stands.
  public EnvironmentState environment(Slug name) {
    return environments.getOrDefault(name, EnvironmentState.UNTOUCHED);
  }

  /// A commit on its way to an artifact.
  public sealed interface BuildState {

    long number();

    record Building(long number, CommitId commit, RunId run) implements BuildState {}

    record Built(Candidate.OfBuild build) implements BuildState {
      @Override
      public long number() {
        return build.number();
      }
    }

    /// There is no artifact, and there will be none without a person.
    ///
    /// @param why as one sentence
    record NotBuilt(long number, CommitId commit, String why) implements BuildState {}
  }

  /// @param there the newest deployment
  /// @param active the run that acts here now
  /// @param failed what the newest run that ended here could not do; empty if it went well
  /// @param lastTaken the highest candidate number ever taken here; 0 before the first
  /// @param wentWell the newest candidate that went well here
  /// @param request what a person has asked for and has not started yet
  public record EnvironmentState(
      Optional<Deployment> there,
      Optional<Activity> active,
      Optional<Failure> failed,
      Lock lock,
      long lastTaken,
      Optional<Candidate> wentWell,
      Optional<Request> request) {

    static final EnvironmentState UNTOUCHED =
        new EnvironmentState(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Lock.NEW,
            0,
            Optional.empty(),
            Optional.empty());
  }

  /// A run in an environment.
  ///
  /// @param what its candidate, as people call it
  /// @param doing the step it is at
  /// @param watching whether all it still does is look, so that it may give way
  public record Activity(RunId run, String what, String doing, boolean watching, Instant since) {

    /// What goes on, in one line.
    public String sentence() {
      return "%s %s: %s."
          .formatted(run, watching ? "watches " + what : "takes " + what + " through", doing);
    }
  }

  /// A run that ended without bringing its candidate through.
  ///
  /// @param what its candidate, as people call it
  /// @param result `failed`, `breached`, `errored`, `refused` or `aborted`
  /// @param sentence why
  public record Failure(RunId run, String what, String result, String sentence, Instant at) {}

  /// A person asks for a promotion.
  public record Request(long id, Candidate what, String by, Instant at) {}
}
