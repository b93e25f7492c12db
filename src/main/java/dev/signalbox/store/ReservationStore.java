package dev.signalbox.store;

import dev.signalbox.base.RunId;
import dev.signalbox.base.ServiceId;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.release.ReleaseVersion;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The versions that were given away, each to one commit for ever. One that was never tagged is
/// burnt: nobody else gets it, unless its commit gave it back before anybody could have seen it.
public record ReservationStore(Handle sql) {

  /// Asks for a version. Of any number of commits that ask at once, one gets it.
  ///
  /// @return whose it is
  public CommitId reserve(
      ServiceId service, ReleaseVersion version, CommitId commit, RunId by, Instant now) {
    sql.createUpdate(
            """
            insert into version_reservation (service_id, version, commit, run_id, reserved_at)
            values (:service, :version, :commit, :run, :now)
            on conflict (service_id, version) do nothing
            """)
        .bind("service", service.value())
        .bind("version", version.text())
        .bind("commit", commit.text())
        .bind("run", by.value())
        .bind("now", now)
        .execute();
    return sql.createQuery(
            """
            select commit from version_reservation
            where service_id = :service and version = :version
            """)
        .bind("service", service.value())
        .bind("version", version.text())
        .mapTo(String.class)
        .map(CommitId::new)
        .one();
  }

  /// The commit will never be tagged with the version: somebody else may get it.
  public void giveBack(ServiceId service, ReleaseVersion version, CommitId commit) {
    sql.createUpdate(
            """
            delete from version_reservation
            where service_id = :service and version = :version and commit = :commit
            """)
        .bind("service", service.value())
        .bind("version", version.text())
        .bind("commit", commit.text())
        .execute();
  }

  /// Every version that was given away, and to which commit.
  public Map<ReleaseVersion, CommitId> of(ServiceId service) {
    return sql
        .createQuery("select version, commit from version_reservation where service_id = :service")
        .bind("service", service.value())
        .map((row, context) ->
            Map.entry(
                new ReleaseVersion(row.getString("version")),
                new CommitId(row.getString("commit"))))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
