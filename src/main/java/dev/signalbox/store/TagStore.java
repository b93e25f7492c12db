package dev.signalbox.store;

import dev.signalbox.base.ServiceId;
import dev.signalbox.domain.change.CommitId;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The release tags of a repository as they were last seen.
public record TagStore(Handle sql) {

  public Map<String, CommitId> of(ServiceId service) {
    return sql
        .createQuery("select name, commit from tag where service_id = :service")
        .bind("service", service.value())
        .map((row, context) ->
            Map.entry(row.getString("name"), new CommitId(row.getString("commit"))))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  public void seen(ServiceId service, String tag, CommitId commit, Instant now) {
    sql.createUpdate(
            """
            insert into tag (service_id, name, commit, first_seen)
            values (:service, :tag, :commit, :now)
            on conflict (service_id, name) do update set commit = excluded.commit
            """)
        .bind("service", service.value())
        .bind("tag", tag)
        .bind("commit", commit.text())
        .bind("now", now)
        .execute();
  }

  public void gone(ServiceId service, String tag) {
    sql.createUpdate("delete from tag where service_id = :service and name = :tag")
        .bind("service", service.value())
        .bind("tag", tag)
        .execute();
  }
}
