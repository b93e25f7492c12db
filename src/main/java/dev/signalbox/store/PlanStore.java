package dev.signalbox.store;

import dev.signalbox.base.RunId;
import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.deployment.Deployment;
import dev.signalbox.domain.environment.Environment;
import dev.signalbox.domain.environment.Environment.Takes;
import dev.signalbox.domain.lock.Lock;
import dev.signalbox.domain.plan.ReleaseProcess;
import dev.signalbox.domain.plan.ServiceState;
import dev.signalbox.domain.plan.ServiceState.Activity;
import dev.signalbox.domain.plan.ServiceState.BuildState;
import dev.signalbox.domain.plan.ServiceState.EnvironmentState;
import dev.signalbox.domain.plan.ServiceState.Failure;
import dev.signalbox.domain.plan.ServiceState.Request;
import dev.signalbox.domain.plan.ServiceState.SlotUse;
import dev.signalbox.domain.plan.ServiceState.TrainState;
import dev.signalbox.domain.release.Candidate;
import dev.signalbox.domain.signoff.Signoffs;
import dev.signalbox.domain.soak.Soak;
import dev.signalbox.domain.train.Cut;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// A service as the planner sees it, in one look.
public record PlanStore(Handle sql) {

  /// More than these are waiting only where something has stood still for long; the rest is seen
  /// when these have moved.
  private static final int MOST_WAITING = 200;

  public ServiceState of(ServiceId service, Slug name, ReleaseProcess process) {
    List<Environment> environments = process.environments();
    Map<Slug, Taken> taken = taken(service, environments);
    Map<Slug, TrainState> trains = new TrainStore(sql).of(service, process.trains());
    return new ServiceState(
        name,
        builds(service, lowest(environments, taken, Takes.EveryBuild.class)),
        releases(service, lowest(environments, taken, Takes.EveryRelease.class)),
        environments(service, environments, taken, trains),
        trains,
        new LinePlans(sql).of(service),
        new CompanionStore(sql).of(service, process.companions()),
        new ServiceStore(sql).lookedAt(service).orElse(Instant.MIN));
  }

  /// How far an environment has come.
  ///
  /// @param number the highest candidate number ever taken
  /// @param position the furthest place on the tracked branch
  private record Taken(long number, long position) {
    static final Taken NOTHING = new Taken(0, 0);
  }

  /// The lowest number that an environment of this kind has taken: what came before is settled.
  private static long lowest(
      List<Environment> process, Map<Slug, Taken> taken, Class<? extends Takes> kind) {
    return process.stream()
        .filter(e -> kind.isInstance(e.takes()))
        .mapToLong(e -> taken.getOrDefault(e.name(), Taken.NOTHING).number())
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private Map<Slug, EnvironmentState> environments(
      ServiceId service,
      List<Environment> process,
      Map<Slug, Taken> taken,
      Map<Slug, TrainState> trains) {
    Map<Slug, Deployment> there = new DeploymentStore(sql).newest(service);
    Map<Slug, Lock> locks = new LockStore(sql).all(service);
    Map<Slug, Request> requests = new RequestStore(sql).open(service);
    Map<Slug, Activity> active = active(service);
    Map<Slug, Failure> failed = failed(service, process);
    Map<Slug, Candidate> wentWell = wentWell(service, process);
    Map<Slug, List<SlotUse>> slots = slots(service);
    var states = new HashMap<Slug, EnvironmentState>();
    for (Environment environment : process) {
      Slug name = environment.name();
      Taken far = taken.getOrDefault(name, Taken.NOTHING);
      states.put(
          name,
          new EnvironmentState(
              Optional.ofNullable(there.get(name)),
              Optional.ofNullable(active.get(name)),
              Optional.ofNullable(failed.get(name)),
              locks.getOrDefault(name, Lock.NEW),
              far.number(),
              Optional.ofNullable(wentWell.get(name)),
              Optional.ofNullable(requests.get(name)),
              far.position(),
              soaks(service, name, process, taken),
              slots.getOrDefault(name, List.of()),
              stays(service, name, process, trains),
              environment.gates().isEmpty()
                  ? Signoffs.NONE
                  : new SignoffStore(sql).of(service, name)));
    }
    return Map.copyOf(states);
  }

  /// What soaks here, as far as anybody waits for it.
  private List<Soak> soaks(
      ServiceId service, Slug here, List<Environment> process, Map<Slug, Taken> taken) {
    OptionalLong reached =
        process.stream()
            .filter(e -> e.takes() instanceof Takes.Soaked(Slug from, _) && from.equals(here))
            .mapToLong(e -> taken.getOrDefault(e.name(), Taken.NOTHING).position())
            .min();
    return reached.isPresent()
        ? new SoakStore(sql).beyond(service, here, reached.getAsLong())
        : List.of();
  }

  /// What was here at the cuts that somebody takes it by.
  private List<Deployment> stays(
      ServiceId service, Slug here, List<Environment> process, Map<Slug, TrainState> trains) {
    Optional<Instant> cut =
        process.stream()
            .flatMap(e ->
                e.takes() instanceof Takes.AtCut(Slug train, Slug from) && from.equals(here)
                    ? trains.getOrDefault(train, TrainState.NEW).cycle().stream()
                    : Stream.<Cut>empty())
            .map(Cut::at)
            .min(Instant::compareTo);
    return cut.map(at -> new DeploymentStore(sql).since(service, here, at)).orElse(List.of());
  }

  /// The slots that are used, or taken by what was asked for; the newest of them.
  private Map<Slug, List<SlotUse>> slots(ServiceId service) {
    return sql
        .createQuery(
            """
            (select environment, slot, label from run
             where service_id = :service and slot is not null
             order by slot desc limit :most)
            union all
            select q.environment, q.slot, coalesce(l.tag, left(q.commit, 8))
            from request q
            left join release l on l.id = q.release_id
            where q.service_id = :service and q.state = 'open' and q.slot is not null
            """)
        .bind("service", service.value())
        .bind("most", MOST_WAITING)
        .map((row, context) ->
            Map.entry(
                new Slug(row.getString("environment")),
                new SlotUse(row.getTimestamp("slot").toInstant(), row.getString("label"))))
        .stream()
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
  }

  private List<BuildState> builds(ServiceId service, long after) {
    return sql.createQuery(
            """
            select %s
            from build b
            left join run r on r.id = b.run_id
            where b.service_id = :service and b.number > :after and b.line_id is null
            order by b.number
            limit :most
            """
                .formatted(BuildRows.COLUMNS))
        .bind("service", service.value())
        .bind("after", after)
        .bind("most", MOST_WAITING)
        .map((row, context) -> BuildRows.read(row))
        .list();
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

  private Map<Slug, Taken> taken(ServiceId service, List<Environment> process) {
    return sql
        .createQuery(
            """
            select e.name,
                   (select max(r.number) from run r
                    where r.service_id = :service and r.kind = 'promotion'
                      and r.environment = e.name) as number,
                   (select max(r.position) from run r
                    where r.service_id = :service and r.kind = 'promotion'
                      and r.environment = e.name) as position
            from unnest(cast(:names as text[])) as e (name)
            """)
        .bind("service", service.value())
        .bind("names", names(process))
        .map((row, context) ->
            Map.entry(
                new Slug(row.getString("name")),
                new Taken(row.getLong("number"), row.getLong("position"))))
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
                   coalesce(s.label || case when (s.label like 'deploy to %' or s.keyword = 'watch')
                                                 and s.state = 'waiting'
                                            then ': ' || rtrim(s.sentence, '.') else '' end,
                            'about to go on') as doing,
                   coalesce(s.keyword in ('monitor', 'watch'), false) as watching
            from run r
            left join lateral (
              select label, keyword, state, sentence from step
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
