package dev.signalbox.store;

import dev.signalbox.base.RunId;
import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.deployment.Deployment;
import dev.signalbox.domain.release.Candidate;
import dev.signalbox.engine.StepRun.Phase;
import dev.signalbox.flow.Flow;
import dev.signalbox.flow.ReleaseRule;
import dev.signalbox.flow.StepSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// How runs begin: their row, their steps, and the bell that wakes a worker for them.
public record NewRuns(Handle sql) {

  /// Who or what had a run started.
  public record Cause(Actor by, String why) {}

  public RunId build(
      ServiceId service,
      CommitId commit,
      long number,
      Digest definition,
      Flow flow,
      Cause cause,
      Instant now) {
    return build(service, commit, number, definition, StepStore.of(flow), cause, now);
  }

  /// The build of a line's commit, which ends in its release.
  public RunId buildOfLine(
      ServiceId service,
      CommitId commit,
      long number,
      Digest definition,
      Flow flow,
      Cause cause,
      Instant now) {
    return build(service, commit, number, definition, StepStore.ofLine(flow), cause, now);
  }

  private RunId build(
      ServiceId service,
      CommitId commit,
      long number,
      Digest definition,
      Map<Phase, List<StepSpec>> steps,
      Cause cause,
      Instant now) {
    long id =
        sql.createQuery(
                """
                insert into run (service_id, kind, commit, number, position, label, definition,
                                 asked_by, proven, why, started_at, wake_at)
                values (:service, 'build', :commit, :number, :number, :label, :definition, :by,
                        :proven, :why, :now, :now)
                returning id
                """)
            .bind("service", service.value())
            .bind("commit", commit.text())
            .bind("number", number)
            .bind("label", commit.brief())
            .bind("definition", definition.text())
            .bind("by", cause.by().name())
            .bind("proven", cause.by().proven())
            .bind("why", cause.why())
            .bind("now", now)
            .mapTo(Long.class)
            .one();
    return begun(id, steps, now);
  }

  /// The run that makes the release of a cut.
  public RunId cut(
      ServiceId service,
      Candidate.OfBuild build,
      Slug train,
      Digest definition,
      ReleaseRule rule,
      Cause cause,
      Instant now) {
    long id =
        sql.createQuery(
                """
                insert into run (service_id, kind, commit, number, position, attempt, label,
                                 definition, asked_by, proven, why, started_at, wake_at)
                values (:service, 'cut', :commit, :number, :number, 1, :label, :definition, :by,
                        :proven, :why, :now, :now)
                returning id
                """)
            .bind("service", service.value())
            .bind("commit", build.commit().text())
            .bind("number", build.number())
            .bind("label", "%s %s".formatted(train, build.label()))
            .bind("definition", definition.text())
            .bind("by", cause.by().name())
            .bind("proven", cause.by().proven())
            .bind("why", cause.why())
            .bind("now", now)
            .mapTo(Long.class)
            .one();
    return begun(id, StepStore.of(rule), now);
  }

  /// @param slot the slot it goes in; no second run goes in it
  public RunId promotion(
      ServiceId service,
      Candidate what,
      Digest definition,
      Flow.EnvironmentFlow environment,
      Optional<Deployment> before,
      Optional<Instant> slot,
      Cause cause,
      Instant now) {
    Slug name = environment.environment().name();
    Long release = RunStore.releaseOf(what);
    long id =
        sql.createQuery(
                """
                insert into run (service_id, kind, environment, commit, release_id, number,
                                 position, slot, attempt, label, definition, before, image,
                                 asked_by, proven, why, started_at, wake_at)
                values (:service, 'promotion', :environment, :commit, :release, :number,
                        :position, :slot,
                        (select coalesce(max(attempt), 0) + 1 from run
                         where service_id = :service and environment = :environment
                           and commit = :commit and release_id is not distinct from :release),
                        :label, :definition, :before, :image, :by, :proven, :why, :now, :now)
                returning id
                """)
            .bind("service", service.value())
            .bind("environment", name.text())
            .bind("commit", what.commit().text())
            .bind("release", release)
            .bind("number", what.number())
            .bind("position", what.position())
            .bind("slot", slot.orElse(null))
            .bind("label", what.label())
            .bind("definition", definition.text())
            .bind("before", before.map(d -> d.id().value()).orElse(null))
            .bind("image", what.image().toString())
            .bind("by", cause.by().name())
            .bind("proven", cause.by().proven())
            .bind("why", cause.why())
            .bind("now", now)
            .mapTo(Long.class)
            .one();
    return begun(id, StepStore.of(environment), now);
  }

  private RunId begun(long id, Map<Phase, List<StepSpec>> steps, Instant now) {
    var run = new RunId(id);
    new StepStore(sql).add(run, steps);
    new DueWork(sql).ring(DueWork.Kind.RUN, Long.toString(id), now);
    return run;
  }
}
