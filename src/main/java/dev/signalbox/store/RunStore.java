package dev.signalbox.store;

import dev.signalbox.base.DeploymentId;
import dev.signalbox.base.RunId;
import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.base.Words;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.artifact.ImageName;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.lock.Fence;
import dev.signalbox.domain.release.Candidate;
import dev.signalbox.domain.release.ReleaseVersion;
import dev.signalbox.engine.Run;
import dev.signalbox.engine.RunResult;
import dev.signalbox.engine.StepRun.Phase;
import dev.signalbox.engine.Work;
import dev.signalbox.flow.Flow;
import dev.signalbox.flow.StepSpec;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Runs and their steps.
public record RunStore(Handle sql) {

  /// The turn in which the run acts in its environment.
  public void setTurn(RunId run, Fence turn) {
    int rows =
        sql.createUpdate("update run set turn = :turn where id = :run")
            .bind("turn", turn.value())
            .bind("run", run.value())
            .execute();
    Tx.expect(1, rows, run.toString());
  }

  /// Whose run it was before, or empty if it has ended.
  public Optional<Optional<String>> claim(RunId run, String worker) {
    return sql.createQuery(
            """
            with former as (select id, worker from run where id = :run for update)
            update run set fence = run.fence + 1, worker = :worker
            from former
            where run.id = former.id and run.ended_at is null
            returning former.worker
            """)
        .bind("run", run.value())
        .bind("worker", worker)
        .map((row, context) -> Optional.ofNullable(row.getString(1)))
        .findOne();
  }

  /// The worker still has the run; it is looked at again at this instant if the worker dies.
  ///
  /// @return false if another worker has it, or it has ended
  public boolean keep(Run run, Instant wakeAt) {
    return sql.createUpdate(
                """
                update run set wake_at = :at
                where id = :run and fence = :fence and ended_at is null
                """)
            .bind("at", wakeAt)
            .bind("run", run.id().value())
            .bind("fence", run.fence())
            .execute()
        == 1;
  }

  /// The run has ended; whoever works on it learns it at the next write.
  public void end(RunId run, RunResult result, String sentence, Instant now) {
    int rows =
        sql.createUpdate(
                """
                update run
                set result = :result, sentence = :sentence, ended_at = :now, wake_at = null,
                    fence = fence + 1
                where id = :run and ended_at is null
                """)
            .bind("result", Words.of(result))
            .bind("sentence", sentence.replace('\0', '\uFFFD'))
            .bind("now", now)
            .bind("run", run.value())
            .execute();
    Tx.expect(1, rows, run.toString());
  }

  /// A person wants the run stopped. It is looked at at once.
  ///
  /// @return false if it has ended
  public boolean askAbort(RunId run, String by, String reason, Instant now) {
    int rows =
        sql.createUpdate(
                """
                update run
                set abort_by = coalesce(abort_by, :by), abort_reason = coalesce(abort_reason, :reason),
                    wake_at = least(wake_at, :now)
                where id = :run and ended_at is null
                """)
            .bind("by", by)
            .bind("reason", reason)
            .bind("now", now)
            .bind("run", run.value())
            .execute();
    if (rows == 1) {
      new DueWork(sql).ring(DueWork.Kind.RUN, Long.toString(run.value()), now);
    }
    return rows == 1;
  }

  /// The run in an environment that waits in a step of this keyword.
  public Optional<RunId> waitingIn(ServiceId service, Slug environment, String keyword) {
    return sql.createQuery(
            """
            select r.id from run r
            join step s on s.run_id = r.id
            where r.service_id = :service and r.environment = :environment and r.ended_at is null
              and s.keyword = :keyword and s.state = 'waiting'
            order by r.id desc
            limit 1
            """)
        .bind("service", service.value())
        .bind("environment", environment.text())
        .bind("keyword", keyword)
        .map((row, context) -> new RunId(row.getLong(1)))
        .findOne();
  }

  /// A waiting run is looked at at once: something was decided about it.
  public void wake(RunId run, Instant now) {
    sql.createUpdate(
            """
            update run set wake_at = least(wake_at, :now) where id = :run and ended_at is null
            """)
        .bind("now", now)
        .bind("run", run.value())
        .execute();
    sql.createUpdate("update step set wake_at = :now where run_id = :run and state = 'waiting'")
        .bind("now", now)
        .bind("run", run.value())
        .execute();
    new DueWork(sql).ring(DueWork.Kind.RUN, Long.toString(run.value()), now);
  }

  /// Its row is ours until the end of the transaction. Whoever changes what belongs to a run takes
  /// this row first, as the worker does, so that no two wait for each other.
  public void lock(RunId run) {
    sql.createQuery("select id from run where id = :run for update")
        .bind("run", run.value())
        .mapTo(Long.class)
        .one();
  }

  /// Whether the worker still has the run, and who wants it stopped.
  ///
  /// @return empty if another worker has it, or it has ended
  public Optional<Optional<Run.Abort>> abortOf(Run run) {
    return sql.createQuery(
            """
            select abort_by, abort_reason from run
            where id = :run and fence = :fence and ended_at is null
            """)
        .bind("run", run.id().value())
        .bind("fence", run.fence())
        .map((row, context) -> abort(row))
        .findOne();
  }

  /// Whether anything still goes on with a commit.
  public boolean underWay(ServiceId service, CommitId commit) {
    return sql.createQuery(
            """
            select exists (select 1 from run
                           where service_id = :service and commit = :commit and ended_at is null)
            """)
        .bind("service", service.value())
        .bind("commit", commit.text())
        .mapTo(Boolean.class)
        .one();
  }

  /// Whether a candidate has ever gone well in an environment.
  public boolean wentWell(ServiceId service, Slug environment, Candidate what) {
    return sql.createQuery(
            """
            select exists (
              select 1 from run
              where service_id = :service and kind = 'promotion' and environment = :environment
                and commit = :commit and result = 'succeeded'
                and release_id is not distinct from :release)
            """)
        .bind("service", service.value())
        .bind("environment", environment.text())
        .bind("commit", what.commit().text())
        .bind("release", releaseOf(what))
        .mapTo(Boolean.class)
        .one();
  }

  public void setImage(RunId run, ImageName image) {
    sql.createUpdate("update run set image = :image where id = :run")
        .bind("image", image.toString())
        .bind("run", run.value())
        .execute();
  }

  public void setAddress(RunId run, Optional<URI> address) {
    sql.createUpdate("update run set address = :address where id = :run")
        .bind("address", address.map(URI::toString).orElse(null))
        .bind("run", run.value())
        .execute();
  }

  /// The digest of the definition a run is pinned to.
  public Digest definitionOf(RunId run) {
    return sql.createQuery("select definition from run where id = :run")
        .bind("run", run.value())
        .map((row, context) -> new Digest(row.getString(1)))
        .one();
  }

  /// The run as its worker sees it.
  ///
  /// @param flow the definition it is pinned to
  public Run load(RunId id, Flow flow) {
    return sql.createQuery(
            """
            select r.*, s.name as service_name, n.name as work_line, nb.version as work_base, %s
            from run r
            join service s on s.id = r.service_id
            %s
            left join line n on n.id = b.line_id
            left join release nb on nb.id = n.base
            where r.id = :run
            """
                .formatted(Candidates.COLUMNS, Candidates.joinedTo("r")))
        .bind("run", id.value())
        .map((row, context) -> run(row, flow))
        .one();
  }

  private Run run(ResultSet row, Flow flow) throws SQLException {
    var id = new RunId(row.getLong("id"));
    return new Run(
        id,
        new ServiceId(row.getLong("service_id")),
        new Slug(row.getString("service_name")),
        new Digest(row.getString("definition")),
        work(row),
        row.getLong("fence"),
        abort(row),
        row.getTimestamp("started_at").toInstant(),
        new StepStore(sql).all(id, specs(row, flow)));
  }

  private Work work(ResultSet row) throws SQLException {
    if (row.getString("kind").equals("build")) {
      return new Work.Build(new CommitId(row.getString("commit")), line(row));
    }
    if (row.getString("kind").equals("cut")) {
      return new Work.Cut(new CommitId(row.getString("commit")), row.getString("label"));
    }
    long before = row.getLong("before");
    return new Work.Promotion(
        new Slug(row.getString("environment")),
        Candidates.read(row),
        new Fence(row.getLong("turn")),
        before == 0
            ? Optional.empty()
            : Optional.of(new DeploymentStore(sql).get(new DeploymentId(before))),
        ImageName.parse(row.getString("image")),
        Optional.ofNullable(row.getString("address")).map(URI::create));
  }

  private static Optional<Work.OnLine> line(ResultSet row) throws SQLException {
    String name = row.getString("work_line");
    return name == null
        ? Optional.empty()
        : Optional.of(
            new Work.OnLine(new Slug(name), new ReleaseVersion(row.getString("work_base"))));
  }

  private static Map<Phase, List<StepSpec>> specs(ResultSet row, Flow flow) throws SQLException {
    return switch (row.getString("kind")) {
      case "build" -> line(row).isPresent() ? StepStore.ofLine(flow) : StepStore.of(flow);
      case "cut" -> StepStore.of(flow.release().orElseThrow());
      default ->
          StepStore.of(flow.environment(new Slug(row.getString("environment"))).orElseThrow());
    };
  }

  private static Optional<Run.Abort> abort(ResultSet row) throws SQLException {
    String by = row.getString("abort_by");
    String reason = row.getString("abort_reason");
    return by == null
        ? Optional.empty()
        : Optional.of(new Run.Abort(by, reason == null ? "" : reason));
  }

  static @Nullable Long releaseOf(Candidate what) {
    return what instanceof Candidate.OfRelease(var release) ? release.id().value() : null;
  }
}
