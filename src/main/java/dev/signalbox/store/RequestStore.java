package dev.signalbox.store;

import dev.signalbox.base.RunId;
import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.base.Words;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.calendar.Move;
import dev.signalbox.domain.plan.ServiceState.Request;
import dev.signalbox.domain.release.Candidate;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Promotions that people asked for. At most one is open for an environment.
public record RequestStore(Handle sql) {

  /// @param actor who asked, for the run that answers
  public record Asked(Actor actor, String reason) {}

  /// @param slot the slot it takes; empty if none
  public long add(
      ServiceId service,
      Slug environment,
      Candidate what,
      Actor by,
      String reason,
      Optional<Instant> slot,
      Move move,
      Instant now) {
    close(service, environment, "replaced");
    return sql.createQuery(
            """
            insert into request (service_id, environment, commit, release_id, asked_by, proven,
                                 reason, asked_at, state, slot, move)
            values (:service, :environment, :commit, :release, :by, :proven, :reason, :now, 'open',
                    :slot, :move)
            returning id
            """)
        .bind("service", service.value())
        .bind("environment", environment.text())
        .bind("commit", what.commit().text())
        .bind("release", RunStore.releaseOf(what))
        .bind("by", by.name())
        .bind("proven", by.proven())
        .bind("reason", reason)
        .bind("now", now)
        .bind("slot", slot.orElse(null))
        .bind("move", Words.of(move))
        .mapTo(Long.class)
        .one();
  }

  public Map<Slug, Request> open(ServiceId service) {
    return sql
        .createQuery(
            """
            select q.id, q.environment, q.asked_by, q.asked_at, q.slot, q.move, %s
            from request q
            %s
            where q.service_id = :service and q.state = 'open'
            """
                .formatted(Candidates.COLUMNS, Candidates.joinedTo("q")))
        .bind("service", service.value())
        .map((row, context) ->
            Map.entry(
                new Slug(row.getString("environment")),
                new Request(
                    row.getLong("id"),
                    Candidates.read(row),
                    row.getString("asked_by"),
                    row.getTimestamp("asked_at").toInstant(),
                    Optional.ofNullable(row.getTimestamp("slot")).map(Timestamp::toInstant),
                    Words.read(Move.class, row.getString("move")))))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  public Asked get(long id) {
    return sql.createQuery("select asked_by, proven, reason from request where id = :id")
        .bind("id", id)
        .map((row, context) ->
            new Asked(
                new Actor(row.getString("asked_by"), row.getBoolean("proven")),
                row.getString("reason")))
        .one();
  }

  public void started(long id, RunId run) {
    int rows =
        sql.createUpdate(
                "update request set state = 'started', run_id = :run where id = :id and state = 'open'")
            .bind("run", run.value())
            .bind("id", id)
            .execute();
    Tx.expect(1, rows, "request " + id);
  }

  /// @return whether there was one to withdraw
  public boolean withdraw(ServiceId service, Slug environment) {
    return close(service, environment, "withdrawn") > 0;
  }

  private int close(ServiceId service, Slug environment, String how) {
    return sql.createUpdate(
            """
            update request set state = :how
            where service_id = :service and environment = :environment and state = 'open'
            """)
        .bind("how", how)
        .bind("service", service.value())
        .bind("environment", environment.text())
        .execute();
  }
}
