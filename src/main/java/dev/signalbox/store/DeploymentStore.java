package dev.signalbox.store;

import dev.signalbox.base.DeploymentId;
import dev.signalbox.base.RunId;
import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.artifact.ImageName;
import dev.signalbox.domain.deployment.Deployment;
import dev.signalbox.domain.deployment.DeploymentState;
import dev.signalbox.domain.lock.Fence;
import dev.signalbox.domain.release.Candidate;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// What has arrived in the environments.
public record DeploymentStore(Handle sql) {

  public void add(
      ServiceId service,
      Slug environment,
      Candidate what,
      ImageName image,
      RunId run,
      Fence fence,
      Optional<URI> address,
      DeploymentState state,
      Instant now) {
    Columns columns = Columns.of(state);
    int rows =
        sql.createUpdate(
                """
                insert into deployment (service_id, environment, commit, release_id, number, image,
                                        digest, run_id, fence, at, address, state, reason)
                values (:service, :environment, :commit, :release, :number, :image,
                        :digest, :run, :fence, :now, :address, :state, :reason)
                """)
            .bind("service", service.value())
            .bind("environment", environment.text())
            .bind("commit", what.commit().text())
            .bind("release", RunStore.releaseOf(what))
            .bind("number", what.number())
            .bind("image", image.toString())
            .bind("digest", what.digest().text())
            .bind("run", run.value())
            .bind("fence", fence.value())
            .bind("now", now)
            .bind("address", address.map(URI::toString).orElse(null))
            .bind("state", columns.state())
            .bind("reason", columns.reason())
            .execute();
    Tx.expect(1, rows, "the deployment of " + run);
  }

  /// What the run itself has brought, as long as nobody has judged it, is judged now.
  public void judge(RunId run, Candidate what, DeploymentState state) {
    Columns columns = Columns.of(state);
    sql.createUpdate(
            """
            update deployment set state = :state, reason = :reason
            where run_id = :run and commit = :commit and state = 'unproven'
            """)
        .bind("state", columns.state())
        .bind("reason", columns.reason())
        .bind("run", run.value())
        .bind("commit", what.commit().text())
        .execute();
  }

  /// What is in each environment now.
  public Map<Slug, Deployment> newest(ServiceId service) {
    return sql
        .createQuery(
            """
            select d.*, %s
            from (select distinct on (environment) * from deployment
                  where service_id = :service
                  order by environment, id desc) d
            %s
            """
                .formatted(Candidates.COLUMNS, Candidates.joinedTo("d")))
        .bind("service", service.value())
        .map((row, context) -> Map.entry(new Slug(row.getString("environment")), row(row, context)))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /// What was in an environment, newest first, back to what was there just before an instant.
  public List<Deployment> since(ServiceId service, Slug environment, Instant instant) {
    return sql.createQuery(
            """
            select d.*, %s
            from deployment d
            %s
            where d.service_id = :service and d.environment = :environment
              and d.id >= coalesce((select max(id) from deployment
                                    where service_id = :service and environment = :environment
                                      and at < :instant), 0)
            order by d.id desc
            """
                .formatted(Candidates.COLUMNS, Candidates.joinedTo("d")))
        .bind("service", service.value())
        .bind("environment", environment.text())
        .bind("instant", instant)
        .map(DeploymentStore::row)
        .list();
  }

  /// The newest that was good in an environment: what a rollback goes back to.
  public Optional<Deployment> lastGood(ServiceId service, Slug environment) {
    return sql.createQuery(
            """
            select d.*, %s
            from deployment d
            %s
            where d.service_id = :service and d.environment = :environment and d.state = 'good'
            order by d.id desc
            limit 1
            """
                .formatted(Candidates.COLUMNS, Candidates.joinedTo("d")))
        .bind("service", service.value())
        .bind("environment", environment.text())
        .map(DeploymentStore::row)
        .findOne();
  }

  public Deployment get(DeploymentId id) {
    return sql.createQuery(
            "select d.*, %s from deployment d %s where d.id = :id"
                .formatted(Candidates.COLUMNS, Candidates.joinedTo("d")))
        .bind("id", id.value())
        .map(DeploymentStore::row)
        .one();
  }

  private static Deployment row(ResultSet row, StatementContext context) throws SQLException {
    return new Deployment(
        new DeploymentId(row.getLong("id")),
        Candidates.read(row),
        ImageName.parse(row.getString("image")),
        new RunId(row.getLong("run_id")),
        row.getTimestamp("at").toInstant(),
        Optional.ofNullable(row.getString("address")).map(URI::create),
        Columns.read(row.getString("state"), row.getString("reason")));
  }

  /// A deployment's state in columns.
  private record Columns(String state, @org.jspecify.annotations.Nullable String reason) {

    static Columns of(DeploymentState state) {
      return switch (state) {
        case DeploymentState.Unproven() -> new Columns("unproven", null);
        case DeploymentState.Good() -> new Columns("good", null);
        case DeploymentState.Bad(String reason) -> new Columns("bad", reason);
        case DeploymentState.Breached(String reason) -> new Columns("breached", reason);
      };
    }

    static DeploymentState read(String state, @org.jspecify.annotations.Nullable String reason) {
      String because = reason == null ? "" : reason;
      return switch (state) {
        case "unproven" -> new DeploymentState.Unproven();
        case "good" -> new DeploymentState.Good();
        case "bad" -> new DeploymentState.Bad(because);
        case "breached" -> new DeploymentState.Breached(because);
        default ->
            throw new IllegalStateException("no deployment is '" + state + "'. Indicates a bug.");
      };
    }
  }
}
