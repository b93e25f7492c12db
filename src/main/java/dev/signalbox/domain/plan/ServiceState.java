package dev.signalbox.domain.plan;

import dev.signalbox.base.RunId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.calendar.Move;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.companion.CompanionStand;
import dev.signalbox.domain.deployment.Deployment;
import dev.signalbox.domain.lock.Lock;
import dev.signalbox.domain.release.Candidate;
import dev.signalbox.domain.signoff.Signoffs;
import dev.signalbox.domain.soak.Soak;
import dev.signalbox.domain.train.Cut;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All the planner needs to know of a service: what was built and released, and how its
/// environments stand.
///
/// @param builds those that an environment may still have to take, in the order of their commits
/// @param releases likewise, in the order of their making
/// @param trains by their names
/// @param lines the release lines that are open
/// @param companions how they stand, by their names
/// @param lookedAt when we began to look at the repository last: what had come by then is known
public record ServiceState(
    Slug service,
    List<BuildState> builds,
    List<Candidate.OfRelease> releases,
    Map<Slug, EnvironmentState> environments,
    Map<Slug, TrainState> trains,
    List<LineStand> lines,
    Map<Slug, CompanionStand> companions,
    Instant lookedAt) {

  /// A service without trains, lines and companions.
  public ServiceState(
      Slug service,
      List<BuildState> builds,
      List<Candidate.OfRelease> releases,
      Map<Slug, EnvironmentState> environments) {
    this(service, builds, releases, environments, Map.of(), List.of(), Map.of(), Instant.MIN);
  }

  /// A service without lines and companions.
  public ServiceState(
      Slug service,
      List<BuildState> builds,
      List<Candidate.OfRelease> releases,
      Map<Slug, EnvironmentState> environments,
      Map<Slug, TrainState> trains,
      Instant lookedAt) {
    this(service, builds, releases, environments, trains, List.of(), Map.of(), lookedAt);
  }

  /// How a train stands.
  public TrainState train(Slug name) {
    return trains.getOrDefault(name, TrainState.NEW);
  }

  /// The open lines into an environment.
  public List<LineStand> linesInto(Slug environment) {
    return lines.stream().filter(line -> line.into().equals(environment)).toList();
  }

  /// How a companion stands.
  public CompanionStand companion(Slug name) {
    return companions.getOrDefault(name, new CompanionStand.Unseen());
  }

  /// How an environment stands.
  public EnvironmentState environment(Slug name) {
    return environments.getOrDefault(name, EnvironmentState.UNTOUCHED);
  }

  /// A commit on its way to an artifact.
  public sealed interface BuildState {

    /// Its place on the tracked branch.
    long number();

    CommitId commit();

    record Building(long number, CommitId commit, RunId run) implements BuildState {}

    record Built(Candidate.OfBuild build) implements BuildState {
      @Override
      public long number() {
        return build.number();
      }

      @Override
      public CommitId commit() {
        return build.commit();
      }
    }

    /// There is no artifact, and there will be none without a person.
    ///
    /// @param why as one sentence
    record NotBuilt(long number, CommitId commit, String why) implements BuildState {}
  }

  /// A commit on the tracked branch.
  ///
  /// @param at when it came there, as far as we know
  public record Arrival(BuildState build, Instant at) {}

  /// @param since from when on its cuts count: those before are not ours to make up
  /// @param cuts that were made, moved, left out or asked for, oldest first; the newest are enough
  /// @param arrivals the commits from that of the oldest cut whose release is still to be made, or
  ///   else of the newest cut, in their order
  public record TrainState(Instant since, List<Cut> cuts, List<Arrival> arrivals) {

    /// One that is not on the timetable yet.
    public static final TrainState NEW = new TrainState(Instant.MAX, List.of(), List.of());

    /// The newest cut of the schedule at which a commit was looked for.
    public Optional<Cut> cycle() {
      return cuts.stream().filter(cut -> cut.done() && !cut.extra()).reduce((_, later) -> later);
    }
  }

  /// A slot that a promotion has started in, or will.
  ///
  /// @param slot the instant it was planned for
  /// @param what went in it, as people call it
  public record SlotUse(Instant slot, String what) {}

  /// @param there the newest deployment
  /// @param active the run that acts here now
  /// @param failed what the newest run that ended here could not do; empty if it went well
  /// @param lastTaken the highest candidate number ever taken here; 0 before the first
  /// @param wentWell the newest candidate that went well here
  /// @param request what a person has asked for and has not started yet
  /// @param reached the furthest place on the tracked branch that was ever taken here
  /// @param soaks the releases that went well here, if anybody waits for them to soak
  /// @param slots the newest that were used
  /// @param stays what was here, newest first, if anybody takes what was here at a cut
  /// @param signoffs what was said about what may move in, if a gate asks for it
  public record EnvironmentState(
      Optional<Deployment> there,
      Optional<Activity> active,
      Optional<Failure> failed,
      Lock lock,
      long lastTaken,
      Optional<Candidate> wentWell,
      Optional<Request> request,
      long reached,
      List<Soak> soaks,
      List<SlotUse> slots,
      List<Deployment> stays,
      Signoffs signoffs) {

    /// An environment about which nobody has said anything.
    public EnvironmentState(
        Optional<Deployment> there,
        Optional<Activity> active,
        Optional<Failure> failed,
        Lock lock,
        long lastTaken,
        Optional<Candidate> wentWell,
        Optional<Request> request,
        long reached,
        List<Soak> soaks,
        List<SlotUse> slots,
        List<Deployment> stays) {
      this(
          there,
          active,
          failed,
          lock,
          lastTaken,
          wentWell,
          request,
          reached,
          soaks,
          slots,
          stays,
          Signoffs.NONE);
    }

    /// An environment that nobody's slot, soak or cut depends on.
    public EnvironmentState(
        Optional<Deployment> there,
        Optional<Activity> active,
        Optional<Failure> failed,
        Lock lock,
        long lastTaken,
        Optional<Candidate> wentWell,
        Optional<Request> request) {
      this(
          there, active, failed, lock, lastTaken, wentWell, request, 0, List.of(), List.of(),
          List.of());
    }

    static final EnvironmentState UNTOUCHED =
        new EnvironmentState(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Lock.NEW,
            0,
            Optional.empty(),
            Optional.empty());

    /// What went in a slot, if anything did.
    public Optional<SlotUse> usedIn(Instant slot) {
      return slots.stream().filter(use -> use.slot().equals(slot)).findFirst();
    }

    /// What was here just before an instant.
    public Optional<Deployment> before(Instant instant) {
      return stays.stream().filter(stay -> stay.at().isBefore(instant)).findFirst();
    }
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
  ///
  /// @param slot the slot it goes in; empty if it goes beside them
  /// @param move how urgent it is, as windows and freezes tell it apart
  public record Request(
      long id, Candidate what, String by, Instant at, Optional<Instant> slot, Move move) {

    /// One in its regular turn, and in no slot.
    public Request(long id, Candidate what, String by, Instant at) {
      this(id, what, by, at, Optional.empty(), Move.REGULAR);
    }
  }
}
