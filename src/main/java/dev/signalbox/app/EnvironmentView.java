package dev.signalbox.app;

import dev.signalbox.base.Reason;
import dev.signalbox.base.RunId;
import dev.signalbox.base.Words;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.deployment.Deployment;
import dev.signalbox.domain.deployment.DeploymentState;
import dev.signalbox.domain.gate.Gate;
import dev.signalbox.domain.plan.Plan.EnvironmentPlan;
import dev.signalbox.domain.plan.Plan.Verdict;
import dev.signalbox.domain.plan.ServiceState.Activity;
import dev.signalbox.domain.plan.ServiceState.Failure;
import dev.signalbox.domain.release.Candidate;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How an environment stands, as every door shows it: what is there, what is next, and each gate
/// with its sentence.
///
/// @param failed what the newest run that ended here could not do; empty if it went well
/// @param lock who keeps others out, whether anything waits or not
/// @param decision `start`, `hold` or `nothing`
/// @param sentence the whole answer in one line
/// @param reasons what holds, with who can clear it and when it opens
/// @param zone on whose clocks people are told times here
public record EnvironmentView(
    String environment,
    Optional<There> there,
    Optional<Activity> active,
    Optional<Failure> failed,
    Optional<Next> next,
    List<GateView> gates,
    Optional<Reason> lock,
    String decision,
    String sentence,
    List<Reason> reasons,
    String zone) {

  /// @param state `unproven`, `good`, `bad` or `breached`
  public record There(
      String what,
      CommitId commit,
      Digest digest,
      RunId run,
      Instant since,
      Optional<URI> address,
      String state,
      String reason) {}

  public record Next(String what, CommitId commit, Digest digest, int behind) {}

  /// @param reason who can clear it and when it opens; empty if it is open
  public record GateView(String name, boolean open, String sentence, Optional<Reason> reason) {}

  public static EnvironmentView of(EnvironmentPlan plan) {
    return new EnvironmentView(
        plan.environment().text(),
        plan.there().map(EnvironmentView::there),
        plan.active(),
        plan.failed(),
        plan.candidate().map(what -> next(what, plan.behind())),
        plan.gates().stream().map(EnvironmentView::gate).toList(),
        plan.lock(),
        Words.of(kind(plan.verdict())),
        sentence(plan),
        plan.verdict() instanceof Verdict.Hold(List<Reason> reasons) ? reasons : List.of(),
        plan.zone().getId());
  }

  private enum Kind {
    START,
    HOLD,
    NOTHING
  }

  private static Kind kind(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Start _ -> Kind.START;
      case Verdict.Hold _ -> Kind.HOLD;
      case Verdict.Nothing _ -> Kind.NOTHING;
    };
  }

  private static String sentence(EnvironmentPlan plan) {
    return switch (plan.verdict()) {
      case Verdict.Start start -> start.what().label() + " starts now.";
      case Verdict.Hold(List<Reason> reasons) ->
          plan.candidate().map(what -> what.label() + " waits: ").orElse("")
              + String.join(" ", reasons.stream().map(Reason::sentence).toList());
      case Verdict.Nothing(String sentence) ->
          plan.active().map(Activity::sentence).orElse(sentence);
    };
  }

  private static There there(Deployment deployment) {
    return new There(
        deployment.what().label(),
        deployment.what().commit(),
        deployment.what().digest(),
        deployment.run(),
        deployment.at(),
        deployment.address(),
        switch (deployment.state()) {
          case DeploymentState.Unproven() -> "unproven";
          case DeploymentState.Good() -> "good";
          case DeploymentState.Bad _ -> "bad";
          case DeploymentState.Breached _ -> "breached";
        },
        switch (deployment.state()) {
          case DeploymentState.Unproven(), DeploymentState.Good() -> "";
          case DeploymentState.Bad(String reason) -> reason;
          case DeploymentState.Breached(String reason) -> reason;
        });
  }

  private static Next next(Candidate what, int behind) {
    return new Next(what.label(), what.commit(), what.digest(), behind);
  }

  private static GateView gate(Gate gate) {
    return new GateView(gate.name(), gate.isOpen(), gate.sentence(), gate.closedFor());
  }
}
