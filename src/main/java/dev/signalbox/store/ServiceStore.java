package dev.signalbox.store;

import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.change.CommitId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// The services under release.
public record ServiceStore(Handle sql) {

  /// @param definition the flow file last read without problems; empty before the first
  /// @param head the last commit seen
  /// @param trouble what keeps us from seeing the repository or its flow
  public record ServiceRow(
      ServiceId id,
      Slug name,
      String repository,
      String branch,
      String flowPath,
      String webhookSecret,
      Optional<Digest> definition,
      Optional<CommitId> head,
      Optional<String> trouble) {}

  public ServiceId add(
      Slug name, String repository, String branch, String flowPath, String secret, Instant now) {
    long id =
        sql.createQuery(
                """
                insert into service (name, repository, branch, flow_path, webhook_secret,
                                     added_at, look_at, plan_at)
                values (:name, :repository, :branch, :path, :secret, :now, :now, :now)
                returning id
                """)
            .bind("name", name.text())
            .bind("repository", repository)
            .bind("branch", branch)
            .bind("path", flowPath)
            .bind("secret", secret)
            .bind("now", now)
            .mapTo(Long.class)
            .one();
    return new ServiceId(id);
  }

  public List<ServiceRow> all() {
    return sql.createQuery(SELECT + "order by name").map(ServiceStore::row).list();
  }

  public Optional<ServiceRow> named(String name) {
    return sql.createQuery(SELECT + "where name = :name")
        .bind("name", name)
        .map(ServiceStore::row)
        .findOne();
  }

  /// The service that follows this flow file of this repository already.
  public Optional<ServiceRow> following(String repository, String branch, String flowPath) {
    return sql.createQuery(
            SELECT + "where repository = :repository and branch = :branch and flow_path = :path")
        .bind("repository", repository)
        .bind("branch", branch)
        .bind("path", flowPath)
        .map(ServiceStore::row)
        .findOne();
  }

  public ServiceRow get(ServiceId id) {
    return sql.createQuery(SELECT + "where id = :id")
        .bind("id", id.value())
        .map(ServiceStore::row)
        .one();
  }

  /// Takes the service's row for this transaction: whoever decides about a service does so alone.
  /// Rows that only refer to the service, such as facts, are written meanwhile.
  public ServiceRow lock(ServiceId id) {
    return sql.createQuery(SELECT + "where id = :id for no key update")
        .bind("id", id.value())
        .map(ServiceStore::row)
        .one();
  }

  /// What the last look at the repository has shown.
  public void seen(ServiceId id, Optional<Digest> definition, CommitId head) {
    int rows =
        sql.createUpdate(
                """
                update service
                set definition = coalesce(:definition, definition), head = :head
                where id = :id
                """)
            .bind("definition", definition.map(Digest::text).orElse(null))
            .bind("head", head.text())
            .bind("id", id.value())
            .execute();
    Tx.expect(1, rows, id.toString());
  }

  /// A look at the repository that began at this instant has come to its end.
  public void looked(ServiceId id, Instant began) {
    sql.createUpdate("update service set looked_at = greatest(looked_at, :began) where id = :id")
        .bind("began", began)
        .bind("id", id.value())
        .execute();
  }

  /// When the last look began that came to its end; empty before the first.
  public Optional<Instant> lookedAt(ServiceId id) {
    return sql.createQuery("select looked_at from service where id = :id and looked_at is not null")
        .bind("id", id.value())
        .map((row, context) -> row.getTimestamp(1).toInstant())
        .findOne();
  }

  public void setTrouble(ServiceId id, Optional<String> trouble) {
    sql.createUpdate(
            """
            update service
            set trouble = :trouble
            where id = :id and trouble is distinct from :trouble
            """)
        .bind("trouble", trouble.orElse(null))
        .bind("id", id.value())
        .execute();
  }

  /// The planner looks at the service at this instant at the latest.
  public void planAt(ServiceId id, Instant at) {
    sql.createUpdate("update service set plan_at = least(plan_at, :at) where id = :id")
        .bind("at", at)
        .bind("id", id.value())
        .execute();
    new DueWork(sql).ring(DueWork.Kind.PLAN, Long.toString(id.value()), at);
  }

  /// The planner has looked; it looks again at this instant.
  public void planned(ServiceId id, Instant next) {
    sql.createUpdate("update service set plan_at = :next where id = :id")
        .bind("next", next)
        .bind("id", id.value())
        .execute();
  }

  /// The repository is looked at at this instant at the latest.
  public void lookAt(ServiceId id, Instant at) {
    sql.createUpdate("update service set look_at = least(look_at, :at) where id = :id")
        .bind("at", at)
        .bind("id", id.value())
        .execute();
    new DueWork(sql).ring(DueWork.Kind.LOOK, Long.toString(id.value()), at);
  }

  /// A look begins. The next one is set before this one reads anything, so that a wish for another
  /// look meanwhile is not lost.
  public void lookBegun(ServiceId id, Instant next) {
    sql.createUpdate("update service set look_at = :next where id = :id")
        .bind("next", next)
        .bind("id", id.value())
        .execute();
  }

  private static final String SELECT =
      """
      select id, name, repository, branch, flow_path, webhook_secret, definition, head, trouble
      from service
      """;

  private static ServiceRow row(ResultSet row, StatementContext context) throws SQLException {
    return new ServiceRow(
        new ServiceId(row.getLong("id")),
        new Slug(row.getString("name")),
        row.getString("repository"),
        row.getString("branch"),
        row.getString("flow_path"),
        row.getString("webhook_secret"),
        Optional.ofNullable(row.getString("definition")).map(Digest::new),
        Optional.ofNullable(row.getString("head")).map(CommitId::new),
        Optional.ofNullable(row.getString("trouble")));
  }
}
