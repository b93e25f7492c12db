package dev.signalbox.domain.plan;

import dev.signalbox.base.Reason;
import dev.signalbox.base.RunId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.deployment.Deployment;
import dev.signalbox.domain.gate.Gate;
import dev.signalbox.domain.release.Candidate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is to happen to a service next, environment by environment, and why.
///
/// @param wakeAt the next instant at which time alone can change the answer
public record Plan(List<EnvironmentPlan> environments, Optional<Instant> wakeAt) {

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
  public record EnvironmentPlan(
      Slug environment,
      Optional<Deployment> there,
      Optional<ServiceState.Activity> active,
      Optional<ServiceState.Failure> failed,
      Optional<Candidate> candidate,
      int behind,
      List<Gate> gates,
      Optional<Reason> lock,
      Verdict verdict) {}

  /// What the planner decides for an environment.
  public sealed interface Verdict {

    /// Every gate is open.
    ///
    /// @param request the request it answers
    /// @param overtakes the run that only watches and gives way
    record Start(Candidate what, Optional<Long> request, Optional<RunId> overtakes)
        implements Verdict {}

    record Hold(List<Reason> reasons) implements Verdict {}

    /// There is nothing to do, and this is why.
    record Nothing(String sentence) implements Verdict {}
  }
}
