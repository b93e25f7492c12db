package dev.signalbox.store;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.alert.AlertFact.AlertRaised;
import dev.signalbox.domain.artifact.ArtifactFact.ArtifactCopied;
import dev.signalbox.domain.artifact.ArtifactFact.ArtifactPublished;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.audit.Entry;
import dev.signalbox.domain.audit.Fact;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.deployment.DeploymentFact.DeployFailed;
import dev.signalbox.domain.deployment.DeploymentFact.Deployed;
import dev.signalbox.domain.deployment.DeploymentFact.RolledBack;
import dev.signalbox.domain.deployment.DeploymentFact.ThresholdBreached;
import dev.signalbox.domain.deployment.DeploymentState;
import dev.signalbox.domain.line.LineState;
import dev.signalbox.domain.release.Candidate;
import dev.signalbox.domain.release.ReleaseFact.ReleaseMade;
import dev.signalbox.domain.rollout.HistoryCounted;
import dev.signalbox.domain.rollout.OpenWindow;
import dev.signalbox.domain.rollout.RolloutFact;
import dev.signalbox.domain.rollout.RolloutFact.RolloutBegan;
import dev.signalbox.domain.rollout.WindowCounted;
import dev.signalbox.engine.Run;
import dev.signalbox.engine.Work;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a run brings about: its facts, and the rows that follow from them, in one transaction.
record RunFacts(Tx tx, Run run, Instant now) {

  void write(Fact fact) {
    Entry entry = Entry.of(now, Actor.SIGNALBOX, run.service(), fact).during(run.id());
    tx.facts().write(environment().map(entry::in).orElse(entry));
  }

  /// A step's fact, and the rows that follow from it.
  void happened(Fact fact, List<String> channels) {
    switch (fact) {
      case WindowCounted counted -> tx.rollouts().add(run.id(), counted);
      case OpenWindow open -> tx.postings().open(run.id(), open);
      case HistoryCounted counted -> tx.rollouts().remember(run.id(), counted);
      case RolloutFact of when isLate(of) -> {} // somebody has decided otherwise meanwhile
      default -> {
        write(fact);
        follow(fact, channels);
      }
    }
  }

  private boolean isLate(RolloutFact fact) {
    return !(fact instanceof RolloutBegan) && !tx.rollouts().happened(run.id(), fact, now);
  }

  private void follow(Fact fact, List<String> channels) {
    switch (fact) {
      case RolloutBegan began ->
          tx.rollouts().begin(run.id(), run.service(), promotion().environment(), began, now);
      case ArtifactPublished published ->
          tx.builds()
              .published(run.service(), run.work().commit(), published.image(), published.digest());
      case ArtifactCopied copied -> tx.runs().setImage(run.id(), copied.to());
      case ReleaseMade made -> released(made);
      case Deployed deployed -> {
        tx.runs().setAddress(run.id(), deployed.address());
        arrived(promotion().what(), deployed, new DeploymentState.Unproven());
      }
      case DeployFailed failed ->
          arrived(
              promotion().what(),
              new Deployed(
                  failed.what(),
                  promotion().image(),
                  failed.digest(),
                  failed.fence(),
                  Optional.empty()),
              new DeploymentState.Bad(failed.reason()));
      case RolledBack back -> {
        tx.deployments()
            .judge(
                run.id(),
                promotion().what(),
                new DeploymentState.Bad("rolled back to " + back.to()));
        arrived(
            promotion().before().orElseThrow().what(),
            new Deployed(back.to(), back.image(), back.digest(), back.fence(), back.address()),
            new DeploymentState.Good());
      }
      case ThresholdBreached breached ->
          tx.deployments()
              .judge(run.id(), promotion().what(), new DeploymentState.Breached(breached.reason()));
      case AlertRaised alert ->
          tx.alerts()
              .raise(
                  alert.key(),
                  run.service(),
                  environment().map(Slug::text),
                  Optional.of(run.id()),
                  alert.title(),
                  alert.text(),
                  channels,
                  now);
      default -> {}
    }
  }

  private void released(ReleaseMade made) {
    Candidate.OfBuild build =
        built(made.commit())
            .orElseThrow(() ->
                new IllegalStateException(
                    "released %s, which was never built. Indicates a bug."
                        .formatted(made.commit())));
    tx.releases().add(run.service(), made, build, Optional.of(run.id()), now);
    tx.services().planAt(run.service(), now);
    if (tx.lines().remembers(run.service(), now)) {
      tx.services().lookAt(run.service(), now); // whether it has what lines brought is read there
    }
  }

  /// A line's commit is released within its own build.
  private Optional<Candidate.OfBuild> built(CommitId commit) {
    return run.work() instanceof Work.Build
        ? tx.builds().published(run.service(), commit)
        : tx.builds().built(run.service(), commit);
  }

  /// The run has gone well: a line is over when the tracked branch comes where it went.
  void wentWell(Work.Promotion promotion) {
    if (promotion.what() instanceof Candidate.OfRelease(var release)) {
      for (LineStore.LineRow row : tx.lines().open(run.service())) {
        row.line()
            .arrived(release, promotion.environment())
            .ifPresent(over -> {
              write(over);
              tx.lines().end(row.id(), new LineState.Overtaken(over.release(), now));
            });
      }
    }
    if (tx.lines().remembers(run.service(), now)) {
      tx.services().lookAt(run.service(), now);
    }
  }

  private void arrived(Candidate what, Deployed deployed, DeploymentState state) {
    tx.deployments()
        .add(
            run.service(),
            promotion().environment(),
            what,
            deployed.image(),
            run.id(),
            deployed.fence(),
            deployed.address(),
            state,
            now);
  }

  private Optional<Slug> environment() {
    return run.work() instanceof Work.Promotion promotion
        ? Optional.of(promotion.environment())
        : Optional.empty();
  }

  private Work.Promotion promotion() {
    if (run.work() instanceof Work.Promotion promotion) {
      return promotion;
    }
    throw new IllegalStateException(run.id() + " deploys and is no promotion. Indicates a bug.");
  }
}
