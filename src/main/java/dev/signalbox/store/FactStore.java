package dev.signalbox.store;

import dev.signalbox.base.Json;
import dev.signalbox.base.RunId;
import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.audit.Entry;
import dev.signalbox.domain.audit.FactRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// The audit log. Rows are added, never changed: the database itself refuses.
public record FactStore(Handle sql) {

  public void write(Entry entry) {
    sql.createUpdate(
            """
            insert into fact (at, actor, proven, service_id, environment, run_id, kind, sentence, why,
                              data)
            values (:at, :actor, :proven, :service, :environment, :run, :kind, :sentence, :why,
                    cast(:data as jsonb))
            """)
        .bind("at", entry.at())
        .bind("actor", entry.actor().name())
        .bind("proven", entry.actor().proven())
        .bind("service", entry.service().map(ServiceId::value).orElse(null))
        .bind("environment", entry.environment().map(Slug::text).orElse(null))
        .bind("run", entry.run().map(RunId::value).orElse(null))
        .bind("kind", entry.fact().kind())
        .bind("sentence", entry.fact().sentence().replace("\0", "\uFFFD"))
        .bind("why", entry.why().replace("\0", "\uFFFD"))
        .bind("data", Json.write(entry.fact()).replace("\\u0000", "\\uFFFD"))
        .execute();
  }

  /// Newest first.
  ///
  /// @param before only facts older than this one; empty begins with the newest
  public List<FactRecord> newest(
      Optional<ServiceId> service, Optional<String> environment, Optional<Long> before, int most) {
    return sql.createQuery(
            SELECT
                + """
                where (cast(:service as bigint) is null or f.service_id = :service)
                  and (cast(:environment as text) is null or f.environment = :environment)
                  and f.seq < :before
                order by f.seq desc
                limit :most
                """)
        .bind("service", service.map(ServiceId::value).orElse(null))
        .bind("environment", environment.orElse(null))
        .bind("before", before.orElse(Long.MAX_VALUE))
        .bind("most", most)
        .map(FactStore::row)
        .list();
  }

  /// What came after a fact, oldest first.
  public List<FactRecord> after(long seq, int most) {
    return sql.createQuery(SELECT + "where f.seq > :seq order by f.seq limit :most")
        .bind("seq", seq)
        .bind("most", most)
        .map(FactStore::row)
        .list();
  }

  public long last() {
    return sql.createQuery("select coalesce(max(seq), 0) from fact").mapTo(Long.class).one();
  }

  private static final String SELECT =
      """
      select f.seq, f.at, f.actor, f.proven, s.name as service, f.environment, f.run_id, f.kind,
             f.sentence, f.why, f.data
      from fact f
      left join service s on s.id = f.service_id
      """;

  private static FactRecord row(ResultSet row, StatementContext context) throws SQLException {
    long run = row.getLong("run_id");
    return new FactRecord(
        row.getLong("seq"),
        row.getTimestamp("at").toInstant(),
        new Actor(row.getString("actor"), row.getBoolean("proven")),
        Optional.ofNullable(row.getString("service")),
        Optional.ofNullable(row.getString("environment")),
        run == 0 ? Optional.empty() : Optional.of(new RunId(run)),
        row.getString("kind"),
        row.getString("sentence"),
        row.getString("why"),
        new Json.Raw(row.getString("data")));
  }
}
