package dev.signalbox.store;

import dev.signalbox.base.Json;
import dev.signalbox.base.RunId;
import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.analysis.evidence.Window;
import dev.signalbox.domain.rollout.HistoryCounted;
import dev.signalbox.domain.rollout.Rollout;
import dev.signalbox.domain.rollout.RolloutFact;
import dev.signalbox.domain.rollout.RolloutFact.ExposureReached;
import dev.signalbox.domain.rollout.RolloutFact.RolloutBegan;
import dev.signalbox.domain.rollout.RolloutFact.RolloutCompleted;
import dev.signalbox.domain.rollout.RolloutFact.TrafficReturned;
import dev.signalbox.domain.rollout.RolloutRecord;
import dev.signalbox.domain.rollout.RolloutState;
import dev.signalbox.domain.rollout.WindowCounted;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Rollouts, and what they have counted.
public record RolloutStore(Handle sql) {

  public void begin(
      RunId run, ServiceId service, Slug environment, RolloutBegan began, Instant now) {
    RolloutColumns columns = RolloutColumns.of(Rollout.begun(began), now);
    sql.createUpdate(
            """
            insert into rollout (run_id, service_id, environment, what, stable, steps, state, stage,
                                 exposure, since, began_at)
            values (:run, :service, :environment, :what, :stable, :steps, :state, :stage,
                    0, :now, :now)
            on conflict (run_id) do nothing
            """)
        .bind("run", run.value())
        .bind("service", service.value())
        .bind("environment", environment.text())
        .bind("what", began.what())
        .bind("stable", began.from())
        .bind("steps", began.steps())
        .bind("state", columns.state())
        .bind("stage", columns.stage())
        .bind("now", now)
        .execute();
  }

  /// What follows from a fact.
  ///
  /// @return false if it does not fit the state any more, so that nothing follows
  public boolean happened(RunId run, RolloutFact fact, Instant now) {
    Optional<RolloutState> state =
        sql.createQuery("select * from rollout where run_id = :run for update")
            .bind("run", run.value())
            .map((row, context) -> RolloutColumns.read(row))
            .findOne();
    Optional<RolloutState> next = state.flatMap(before -> Rollout.after(before, fact, now));
    next.ifPresent(after -> save(run, after, exposure(fact), now));
    return next.isPresent();
  }

  private static @Nullable Integer exposure(RolloutFact fact) {
    return switch (fact) {
      case ExposureReached reached -> Integer.valueOf(reached.percent());
      case TrafficReturned _ -> Integer.valueOf(0);
      case RolloutCompleted _ -> Integer.valueOf(100);
      case RolloutBegan _,
          RolloutFact.ExposureRaised _,
          RolloutFact.RolloutPaused _,
          RolloutFact.RolloutResumed _,
          RolloutFact.RolloutTurnedBack _,
          RolloutFact.LastStepPassed _ ->
          null;
    };
  }

  private void save(RunId run, RolloutState state, @Nullable Integer exposure, Instant now) {
    RolloutColumns columns = RolloutColumns.of(state, now);
    int rows =
        sql.createUpdate(
                """
                update rollout
                set state = :state, stage = :stage, since = :since, person = :person,
                    sentence = :sentence, cause = :cause,
                    exposure = coalesce(cast(:exposure as int), exposure),
                    ended_at = case when :over then :now else ended_at end
                where run_id = :run
                """)
            .bind("state", columns.state())
            .bind("stage", columns.stage())
            .bind("since", columns.since())
            .bind("person", columns.person())
            .bind("sentence", columns.sentence().replace('\0', '\uFFFD'))
            .bind("cause", columns.cause())
            .bind("exposure", exposure)
            .bind("over", state.over())
            .bind("now", now)
            .bind("run", run.value())
            .execute();
    Tx.expect(1, rows, "the rollout of " + run);
  }

  public void remember(RunId run, HistoryCounted counted) {
    sql.createUpdate(
            """
            update rollout set history = cast(:history as jsonb), observed = cast(:observed as jsonb)
            where run_id = :run
            """)
        .bind("history", WindowJson.writeAll(counted.windows()))
        .bind("observed", Json.write(counted.observed()))
        .bind("run", run.value())
        .execute();
  }

  public void add(RunId run, WindowCounted counted) {
    sql.createUpdate(
            """
            insert into rollout_window (run_id, number, stage, began_at, ended_at, counts, evidence,
                                        ln_e)
            values (:run, :number, :stage, :began, :ended, cast(:counts as jsonb),
                    cast(:evidence as jsonb), :lnE)
            on conflict (run_id, number) do nothing
            """)
        .bind("run", run.value())
        .bind("number", counted.window().number())
        .bind("stage", counted.window().stage())
        .bind("began", counted.beganAt())
        .bind("ended", counted.endedAt())
        .bind("counts", WindowJson.write(counted.window()))
        .bind("evidence", counted.evidence())
        .bind("lnE", counted.lnE())
        .execute();
  }

  public Optional<RolloutRecord> of(RunId run) {
    return sql.createQuery(
            """
            select r.*,
                   coalesce((select min(w.began_at) from rollout_window w where w.run_id = r.run_id),
                            r.began_at) as first_window
            from rollout r where r.run_id = :run
            """)
        .bind("run", run.value())
        .map((row, context) -> record(row, windows(run)))
        .findOne();
  }

  private static RolloutRecord record(ResultSet row, List<Window> windows) throws SQLException {
    return new RolloutRecord(
        row.getString("what"),
        row.getString("stable"),
        RolloutColumns.read(row),
        row.getTimestamp("first_window").toInstant(),
        List.of(Json.mapper().readValue(row.getString("observed"), String[].class)),
        WindowJson.readAll(row.getString("history")),
        windows);
  }

  private List<Window> windows(RunId run) {
    return sql.createQuery("select counts from rollout_window where run_id = :run order by number")
        .bind("run", run.value())
        .map((row, context) -> WindowJson.read(row.getString(1)))
        .list();
  }

  /// The run whose rollout is under way in an environment.
  public Optional<RunId> underWay(ServiceId service, Slug environment) {
    return sql.createQuery(
            """
            select run_id from rollout
            where service_id = :service and environment = :environment and ended_at is null
            order by run_id desc
            limit 1
            """)
        .bind("service", service.value())
        .bind("environment", environment.text())
        .map((row, context) -> new RunId(row.getLong(1)))
        .findOne();
  }

  /// How many rollouts of the same environment before this run's are over and have compared a
  /// metric.
  public int compared(RunId run, ServiceId service, Slug environment, String metric) {
    return sql.createQuery(
            """
            select count(*) from rollout r
            where r.service_id = :service and r.environment = :environment and r.run_id < :run
              and r.ended_at is not null
              and exists (
                select 1 from rollout_window w, jsonb_array_elements(w.evidence) e
                where w.run_id = r.run_id and e->>'metric' = :metric and e->>'gap' is null)
            """)
        .bind("service", service.value())
        .bind("environment", environment.text())
        .bind("run", run.value())
        .bind("metric", metric)
        .mapTo(Integer.class)
        .one();
  }

  /// Whether a run has a rollout under way.
  public boolean underWay(RunId run) {
    return sql.createQuery(
            """
            select exists (select 1 from rollout where run_id = :run and ended_at is null)
            """)
        .bind("run", run.value())
        .mapTo(Boolean.class)
        .one();
  }
}
