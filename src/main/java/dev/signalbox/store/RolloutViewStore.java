package dev.signalbox.store;

import dev.signalbox.base.Json;
import dev.signalbox.base.RunId;
import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.engine.RolloutView;
import dev.signalbox.engine.RolloutView.Moment;
import dev.signalbox.engine.RolloutView.WindowView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Rollouts as people look at them.
public record RolloutViewStore(Handle sql) {

  private static final String SELECT =
      """
      select r.*, coalesce(nullif(r.sentence, ''), t.sentence, '') as told,
             case when r.ended_at is null then coalesce(t.cleared_by, '') else '' end as cleared_by
      from rollout r
      left join lateral (
        select sentence, cleared_by from step
        where run_id = r.run_id and phase = 'main' and label like 'deploy to %'
        limit 1) t on true
      """;

  /// The newest of an environment.
  public Optional<RolloutView> newest(ServiceId service, Slug environment) {
    return sql.createQuery(
            SELECT
                + """
                where r.service_id = :service and r.environment = :environment
                order by r.run_id desc
                limit 1
                """)
        .bind("service", service.value())
        .bind("environment", environment.text())
        .map((row, context) -> view(row))
        .findOne();
  }

  public Optional<RolloutView> of(RunId run) {
    return sql.createQuery(SELECT + "where r.run_id = :run")
        .bind("run", run.value())
        .map((row, context) -> view(row))
        .findOne();
  }

  public List<WindowView> windows(RunId run) {
    return sql.createQuery("select * from rollout_window where run_id = :run order by number")
        .bind("run", run.value())
        .map((row, context) ->
            new WindowView(
                row.getInt("number"),
                row.getInt("stage"),
                row.getTimestamp("began_at").toInstant(),
                row.getTimestamp("ended_at").toInstant(),
                new Json.Raw(row.getString("counts")),
                new Json.Raw(row.getString("evidence")),
                row.getDouble("ln_e")))
        .list();
  }

  /// From its facts.
  public List<Moment> moments(RunId run) {
    return sql.createQuery(
            """
            select at, kind, actor, sentence from fact
            where run_id = :run
              and kind in ('rollout-began', 'exposure-raised', 'exposure-reached', 'rollout-paused',
                           'rollout-resumed', 'rollout-turned-back', 'traffic-returned',
                           'last-step-passed', 'rollout-completed')
            order by seq
            """)
        .bind("run", run.value())
        .map((row, context) ->
            new Moment(
                row.getTimestamp("at").toInstant(),
                row.getString("kind"),
                row.getString("actor"),
                row.getString("sentence")))
        .list();
  }

  private static RolloutView view(ResultSet row) throws SQLException {
    return new RolloutView(
        new RunId(row.getLong("run_id")),
        row.getString("what"),
        row.getString("stable"),
        row.getString("steps"),
        row.getString("state"),
        row.getInt("exposure"),
        row.getTimestamp("since").toInstant(),
        row.getString("told"),
        row.getString("cleared_by"),
        row.getTimestamp("began_at").toInstant(),
        Optional.ofNullable(row.getTimestamp("ended_at")).map(at -> at.toInstant()));
  }
}
