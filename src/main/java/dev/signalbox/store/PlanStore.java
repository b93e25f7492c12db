package dev.signalbox.store;

import dev.signalbox.base.RunId;
import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.artifact.ImageName;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.deployment.Deployment;
import dev.signalbox.domain.environment.Environment;
import dev.signalbox.domain.environment.Environment.Takes;
import dev.signalbox.domain.lock.Lock;
import dev.signalbox.domain.plan.ServiceState;
import dev.signalbox.domain.plan.ServiceState.Activity;
import dev.signalbox.domain.plan.ServiceState.BuildState;
import dev.signalbox.domain.plan.ServiceState.EnvironmentState;
import dev.signalbox.domain.plan.ServiceState.Failure;
import dev.signalbox.domain.plan.ServiceState.Request;
import dev.signalbox.domain.release.Candidate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// A service as the planner sees it, in one look.
public record PlanStore(Handle sql) {

  /// More than these are waiting only where something has stood still for long; the rest is seen
  /// when these have moved.
  private static final int MOST_WAITING = 200;

  public ServiceState of(ServiceId service, Slug name, List<Environment> process) {
    Map<Slug, Long> taken = lastTaken(service, process);
    return new ServiceState(
        name,
        builds(service, lowest(process, taken, Takes.EveryBuild.class)),
        releases(service, lowest(process, taken, Takes.EveryRelease.class)),
        environments(service, process, taken),
        new LinePlans(sql).of(service));
  }

  /// The lowest number that an environment of this kind has taken: what came before is settled.
  private static long lowest(
      List<Environment> process, Map<Slug, Long> taken, Class<? extends Takes> kind) {
    return process.stream()
        .filter(e -> kind.isInstance(e.takes()))
        .mapToLong(e -> taken.getOrDefault(e.name(), 0L))
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private Map<Slug, EnvironmentState> environments(
      ServiceId service, List<Environment> process, Map<Slug, Long> taken) {
    Map<Slug, Deployment> there = new DeploymentStore(sql).newest(service);
    Map<Slug, Lock> locks = new LockStore(sql).all(service);
    Map<Slug, Request> requests = new RequestStore(sql).open(service);
    Map<Slug, Activity> active = active(service);
    Map<Slug, Failure> failed = failed(service, process);
    Map<Slug, Candidate> wentWell = wentWell(service, process);
    var states = new HashMap<Slug, EnvironmentState>();
    for (Environment environment : process) {
      Slug name = environment.name();
      states.put(
          name,
          new EnvironmentState(
              Optional.ofNullable(there.get(name)),
              Optional.ofNullable(active.get(name)),
              Optional.ofNullable(failed.get(name)),
              locks.getOrDefault(name, Lock.NEW),
              taken.getOrDefault(name, 0L),
              Optional.ofNullable(wentWell.get(name)),
              Optional.ofNullable(requests.get(name))));
    }
    return Map.copyOf(states);
  }

  private List<BuildState> builds(ServiceId service, long after) {
    return sql.createQuery(
            """
            select b.number, b.commit, b.image, b.digest, b.problem, b.run_id, r.result,
                   coalesce(b.problem, format('run_%s %s: %s', r.id, r.result, r.sentence)) as why
            from build b
            left join run r on r.id = b.run_id
            where b.service_id = :service and b.number > :after and b.line_id is null
            order by b.number
            limit :most
            """)
        .bind("service", service.value())
        .bind("after", after)
        .bind("most", MOST_WAITING)
        .map((row, context) -> build(row))
        .list();
  }

  private static BuildState build(ResultSet row) throws SQLException {
    long number = row.getLong("number");
    var commit = new CommitId(row.getString("commit"));
    String result = row.getString("result");
    if ("succeeded".equals(result)) {
      return new BuildState.Built(
          new Candidate.OfBuild(
              number,
              commit,
              new Digest(row.getString("digest")),
              ImageName.parse(row.getString("image"))));
    }
    return result == null && row.getString("problem") == null
        ? new BuildState.Building(number, commit, new RunId(row.getLong("run_id")))
        : new BuildState.NotBuilt(number, commit, row.getString("why"));
  }

  private List<Candidate.OfRelease> releases(ServiceId service, long after) {
    return sql.createQuery(
            """
            select %s
            from release l
            where l.service_id = :service and l.number > :after and l.line_id is null
            order by l.number
            limit :most
            """
                .formatted(ReleaseStore.COLUMNS))
        .bind("service", service.value())
        .bind("after", after)
        .bind("most", MOST_WAITING)
        .map((row, context) -> new Candidate.OfRelease(ReleaseStore.row(row, context)))
        .list();
  }

  private Map<Slug, Long> lastTaken(ServiceId service, List<Environment> process) {
    return sql
        .createQuery(
            """
            select e.name,
                   (select max(r.number) from run r
                    where r.service_id = :service and r.kind = 'promotion'
                      and r.environment = e.name) as number
            from unnest(cast(:names as text[])) as e (name)
            """)
        .bind("service", service.value())
        .bind("names", names(process))
        .map((row, context) -> Map.entry(new Slug(row.getString("name")), row.getLong("number")))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private Map<Slug, Candidate> wentWell(ServiceId service, List<Environment> process) {
    return sql
        .createQuery(
            """
            select r.environment, %s
            from unnest(cast(:names as text[])) as e (name)
            cross join lateral (
              select * from run
              where service_id = :service and kind = 'promotion' and result = 'succeeded'
                and environment = e.name
                and not exists (select 1 from release
                                where id = run.release_id and line_id is not null)
              order by number desc
              limit 1) r
            %s
            """
                .formatted(Candidates.COLUMNS, Candidates.joinedTo("r")))
        .bind("service", service.value())
        .bind("names", names(process))
        .map((row, context) ->
            Map.entry(new Slug(row.getString("environment")), Candidates.read(row)))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /// What the newest run of each environment could not do, where it has ended and did not go well.
  private Map<Slug, Failure> failed(ServiceId service, List<Environment> process) {
    return sql
        .createQuery(
            """
            select r.environment, r.id, r.label, r.result, r.sentence, r.ended_at
            from unnest(cast(:names as text[])) as e (name)
            cross join lateral (
              select * from run
              where service_id = :service and kind = 'promotion' and environment = e.name
              order by id desc
              limit 1) r
            where r.result not in ('succeeded', 'overtaken')
            """)
        .bind("service", service.value())
        .bind("names", names(process))
        .map((row, context) ->
            Map.entry(
                new Slug(row.getString("environment")),
                new Failure(
                    new RunId(row.getLong("id")),
                    row.getString("label"),
                    row.getString("result"),
                    row.getString("sentence"),
                    row.getTimestamp("ended_at").toInstant())))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /// As PostgreSQL writes an array; the names are slugs, so nothing needs quoting.
  private static String names(List<Environment> process) {
    return process.stream().map(e -> e.name().text()).collect(Collectors.joining(",", "{", "}"));
  }

  private Map<Slug, Activity> active(ServiceId service) {
    return sql
        .createQuery(
            """
            select r.environment, r.id, r.label, r.started_at,
                   coalesce(s.label, 'about to go on') as doing,
                   coalesce(s.keyword = 'monitor', false) as watching
            from run r
            left join lateral (
              select label, keyword from step
              where run_id = r.id and state in ('running', 'waiting', 'retrying')
              limit 1) s on true
            where r.service_id = :service and r.kind = 'promotion' and r.ended_at is null
            """)
        .bind("service", service.value())
        .map((row, context) ->
            Map.entry(
                new Slug(row.getString("environment")),
                new Activity(
                    new RunId(row.getLong("id")),
                    row.getString("label"),
                    row.getString("doing"),
                    row.getBoolean("watching"),
                    row.getTimestamp("started_at").toInstant())))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
