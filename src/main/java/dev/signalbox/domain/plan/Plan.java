package dev.signalbox.domain.plan;

import dev.signalbox.base.Reason;
import dev.signalbox.base.RunId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.deployment.Deployment;
import dev.signalbox.domain.gate.Gate;
import dev.signalbox.domain.release.Candidate;
import dev.signalbox.domain.train.Cut;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// What is to happen to a service next, environment by environment, train by train, and why.
///
/// @param wakeAt the next instant at which time alone can change the answer
public record Plan(
    List<EnvironmentPlan> environments, List<TrainPlan> trains, Optional<Instant> wakeAt) {

  public Optional<TrainPlan> train(Slug name) {
    return trains.stream().filter(t -> t.train().equals(name)).findFirst();
  }

  public Optional<EnvironmentPlan> environment(Slug name) {
    return environments.stream().filter(e -> e.environment().equals(name)).findFirst();
  }

  /// @param there what is in the environment now
  /// @param active the run that acts there now
  /// @param failed what the newest run that ended here could not do
  /// @param candidate what would move in next
  /// @param behind how many more wait behind the candidate
  /// @param gates each with its sentence, in the order they are asked
  /// @param lock who keeps others out, whether anything waits or not
  /// @param zone of the team's calendar, for sentences about it
  public record EnvironmentPlan(
      Slug environment,
      Optional<Deployment> there,
      Optional<ServiceState.Activity> active,
      Optional<ServiceState.Failure> failed,
      Optional<Candidate> candidate,
      int behind,
      List<Gate> gates,
      Optional<Reason> lock,
      Verdict verdict,
      ZoneId zone) {}

  /// What the planner decides for an environment.
  public sealed interface Verdict {

    /// Every gate is open.
    ///
    /// @param request the request it answers
    /// @param overtakes the run that only watches and gives way
    /// @param slot the slot it goes in, by the instant that was planned for it
    record Start(
        Candidate what, Optional<Long> request, Optional<RunId> overtakes, Optional<Instant> slot)
        implements Verdict {

      /// A start in no slot.
      public Start(Candidate what, Optional<Long> request, Optional<RunId> overtakes) {
        this(what, request, overtakes, Optional.empty());
      }
    }

    record Hold(List<Reason> reasons) implements Verdict {}

    /// There is nothing to do, and this is why.
    record Nothing(String sentence) implements Verdict {}
  }

  /// @param last the newest cut that was made or left out
  /// @param due the cuts that are decided now, in their order
  /// @param looks whether the repository has to be looked at before a cut that is due
  /// @param making what becomes of the newest cut
  /// @param coming the next cuts, those that are left out among them
  /// @param changes how many commits the next one would take by now
  /// @param zone of the team's calendar, for sentences about it
  public record TrainPlan(
      Slug train,
      Optional<Cut> last,
      List<Due> due,
      boolean looks,
      Making making,
      List<Coming> coming,
      int changes,
      ZoneId zone) {}

  /// A cut whose time has come.
  ///
  /// @param late whether that was a while ago: nobody was there
  public record Due(Cut cut, boolean late) {}

  /// What is to become of a cut that was made.
  public sealed interface Making {

    /// The release is to be made now.
    record Start(Cut cut, Candidate.OfBuild build) implements Making {}

    record Hold(Reason reason) implements Making {}

    /// There is nothing to make, and this is why.
    record Nothing(String sentence) implements Making {}
  }

  /// A cut that is still to come.
  ///
  /// @param why it is moved or left out; empty if it comes as planned
  public record Coming(Instant planned, Instant at, boolean leftOut, Optional<String> why) {}
}
