package dev.signalbox.store;

import dev.signalbox.base.RunId;
import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.lock.Fence;
import dev.signalbox.domain.lock.Lock;
import dev.signalbox.domain.lock.LockState;
import dev.signalbox.domain.lock.LockState.Free;
import dev.signalbox.domain.lock.LockState.HeldByPerson;
import dev.signalbox.domain.lock.LockState.HeldByRun;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The locks of the environments. Whoever changes one has the service's row (see
/// [ServiceStore#lock]), so a read and a save are one decision.
public record LockStore(Handle sql) {

  public Lock of(ServiceId service, Slug environment) {
    return all(service).getOrDefault(environment, Lock.NEW);
  }

  public Map<Slug, Lock> all(ServiceId service) {
    return sql
        .createQuery(
            """
            select environment, fence, run_id, person, reason, since, until
            from environment_lock
            where service_id = :service
            """)
        .bind("service", service.value())
        .map((row, context) -> Map.entry(new Slug(row.getString("environment")), lock(row)))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  public void save(ServiceId service, Slug environment, Lock lock) {
    var held = Held.of(lock.state());
    int rows =
        sql.createUpdate(
                """
                insert into environment_lock (service_id, environment, fence, run_id, person, reason,
                                              since, until)
                values (:service, :environment, :fence, :run, :person, :reason, :since, :until)
                on conflict (service_id, environment) do update
                set fence = excluded.fence, run_id = excluded.run_id, person = excluded.person,
                    reason = excluded.reason, since = excluded.since, until = excluded.until
                where environment_lock.fence <= excluded.fence
                """)
            .bind("service", service.value())
            .bind("environment", environment.text())
            .bind("fence", lock.fence().value())
            .bind("run", held.run().map(RunId::value).orElse(null))
            .bind("person", held.person().orElse(null))
            .bind("reason", held.reason().orElse(null))
            .bind("since", held.since().orElse(null))
            .bind("until", held.until().orElse(null))
            .execute();
    Tx.expect(1, rows, "the lock of " + environment);
  }

  private static Lock lock(ResultSet row) throws SQLException {
    var fence = new Fence(row.getLong("fence"));
    Timestamp since = row.getTimestamp("since");
    String reason = Optional.ofNullable(row.getString("reason")).orElse("");
    if (since == null) {
      return new Lock(fence, new Free());
    }
    String person = row.getString("person");
    return new Lock(
        fence,
        person == null
            ? new HeldByRun(new RunId(row.getLong("run_id")), reason, since.toInstant())
            : new HeldByPerson(
                person,
                reason,
                since.toInstant(),
                Optional.ofNullable(row.getTimestamp("until")).map(Timestamp::toInstant)));
  }

  /// A lock's state in columns.
  private record Held(
      Optional<RunId> run,
      Optional<String> person,
      Optional<String> reason,
      Optional<java.time.Instant> since,
      Optional<java.time.Instant> until) {

    static Held of(LockState state) {
      return switch (state) {
        case Free() ->
            new Held(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        case HeldByRun run ->
            new Held(
                Optional.of(run.run()),
                Optional.empty(),
                Optional.of(run.purpose()),
                Optional.of(run.since()),
                Optional.empty());
        case HeldByPerson person ->
            new Held(
                Optional.empty(),
                Optional.of(person.person()),
                Optional.of(person.reason()),
                Optional.of(person.since()),
                person.until());
      };
    }
  }
}
