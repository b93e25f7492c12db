package dev.signalbox.store;

import dev.signalbox.base.RunId;
import dev.signalbox.base.ServiceId;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.engine.RunView;
import dev.signalbox.engine.RunView.StepView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// Runs as people look at them.
public record RunViewStore(Handle sql) {

  /// Newest first.
  public List<RunView> newest(
      Optional<ServiceId> service, Optional<String> environment, Optional<RunId> before, int most) {
    return sql.createQuery(
            SELECT
                + """
                where (cast(:service as bigint) is null or r.service_id = :service)
                  and (cast(:environment as text) is null or r.environment = :environment)
                  and r.id < :before
                order by r.id desc
                limit :most
                """)
        .bind("service", service.map(ServiceId::value).orElse(null))
        .bind("environment", environment.orElse(null))
        .bind("before", before.map(RunId::value).orElse(Long.MAX_VALUE))
        .bind("most", most)
        .map(RunViewStore::row)
        .list();
  }

  public Optional<RunView> get(RunId run) {
    return sql.createQuery(SELECT + "where r.id = :run")
        .bind("run", run.value())
        .map(RunViewStore::row)
        .findOne();
  }

  /// In the order of the flow: what was to be done, then the answer to a failure or a breach.
  public List<StepView> steps(RunId run) {
    return sql.createQuery(
            """
            select phase, number, keyword, label, state, attempt, sentence, cleared_by, since,
                   wake_at, ended_at
            from step
            where run_id = :run
            order by array_position(array['main', 'on-failure', 'on-breach'], phase), number
            """)
        .bind("run", run.value())
        .map((row, context) ->
            new StepView(
                row.getString("phase"),
                row.getInt("number"),
                row.getString("keyword"),
                row.getString("label"),
                row.getString("state"),
                row.getInt("attempt"),
                row.getString("sentence"),
                row.getString("cleared_by"),
                instant(row.getTimestamp("since")),
                instant(row.getTimestamp("wake_at")),
                instant(row.getTimestamp("ended_at"))))
        .list();
  }

  private static final String SELECT =
      """
      select r.id, s.name as service, r.kind, r.environment, r.label, r.commit, b.subject, b.digest,
             coalesce(r.result, 'running') as state,
             coalesce(r.sentence,
                      (select t.label || case when t.sentence = '' then '' else ': ' || t.sentence end
                       from step t
                       where t.run_id = r.id and t.state in ('running', 'waiting', 'retrying')
                       limit 1),
                      'about to begin') as sentence,
             r.asked_by, r.proven, r.why, r.definition, r.started_at, r.ended_at
      from run r
      join service s on s.id = r.service_id
      left join build b on b.service_id = r.service_id and b.commit = r.commit
      """;

  private static RunView row(ResultSet row, StatementContext context) throws SQLException {
    return new RunView(
        new RunId(row.getLong("id")),
        row.getString("service"),
        row.getString("kind"),
        Optional.ofNullable(row.getString("environment")),
        row.getString("label"),
        row.getString("commit"),
        Optional.ofNullable(row.getString("subject")).orElse(""),
        Optional.ofNullable(row.getString("digest")),
        row.getString("state"),
        row.getString("sentence"),
        new Actor(row.getString("asked_by"), row.getBoolean("proven")),
        row.getString("why"),
        row.getString("definition"),
        row.getTimestamp("started_at").toInstant(),
        instant(row.getTimestamp("ended_at")));
  }

  private static Optional<Instant> instant(@Nullable Timestamp timestamp) {
    return Optional.ofNullable(timestamp).map(Timestamp::toInstant);
  }
}
