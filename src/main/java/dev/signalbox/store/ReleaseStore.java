package dev.signalbox.store;

import dev.signalbox.base.ReleaseId;
import dev.signalbox.base.RunId;
import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.artifact.ImageName;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.release.Candidate;
import dev.signalbox.domain.release.Release;
import dev.signalbox.domain.release.ReleaseFact.ReleaseMade;
import dev.signalbox.domain.release.ReleaseVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// The releases of each service, in the order of their making.
public record ReleaseStore(Handle sql) {

  static final String COLUMNS =
      """
      l.id, l.number, l.position, l.version, l.tag, l.commit, l.image, l.digest, l.made_at,
      l.base as on_base, (select name from line where id = l.line_id) as on_line
      """;

  /// Keeps a release. The same version on the same commit a second time changes nothing.
  ///
  /// @return whether it is new
  public boolean add(
      ServiceId service,
      ReleaseMade made,
      Candidate.OfBuild build,
      Optional<RunId> by,
      Instant now) {
    int rows =
        sql.createUpdate(
                """
                insert into release (service_id, number, version, tag, commit, image, digest, notes,
                                     made_at, made_by, position, line_id, base)
                select :service,
                       (select coalesce(max(number), 0) + 1 from release
                        where service_id = :service),
                       :version, :tag, :commit, :image, :digest, :notes, :now, :by,
                       coalesce(l.position, :position), n.id, coalesce(l.base, l.number)
                from build b
                left join line n on n.id = b.line_id
                left join release l on l.id = n.base
                where b.service_id = :service and b.commit = :commit
                on conflict (service_id, version) do nothing
                """)
            .bind("service", service.value())
            .bind("version", made.version().toString())
            .bind("tag", made.tag())
            .bind("commit", made.commit().text())
            .bind("image", build.image().toString())
            .bind("digest", build.digest().text())
            .bind("notes", made.notes().replace("\0", "\uFFFD"))
            .bind("now", now)
            .bind("by", by.map(RunId::value).orElse(null))
            .bind("position", build.position())
            .execute();
    return rows == 1;
  }

  /// The releases behind one number and up to another, oldest first.
  public List<Release> between(ServiceId service, long after, long upTo) {
    return sql.createQuery(
            """
            select %s
            from release l
            where l.service_id = :service and l.number > :after and l.number <= :to
            order by l.number desc
            limit 100
            """
                .formatted(COLUMNS))
        .bind("service", service.value())
        .bind("after", after)
        .bind("to", upTo)
        .map(ReleaseStore::row)
        .list()
        .reversed();
  }

  public Optional<Release> versioned(ServiceId service, ReleaseVersion version) {
    return one("l.service_id = :service and l.version = :text", service, version.toString());
  }

  public Optional<Release> tagged(ServiceId service, String tag) {
    return one("l.service_id = :service and l.tag = :text", service, tag);
  }

  /// The tag of every release, and its commit.
  public Map<String, CommitId> tags(ServiceId service) {
    return sql
        .createQuery("select tag, commit from release where service_id = :service")
        .bind("service", service.value())
        .map((row, context) ->
            Map.entry(row.getString("tag"), new CommitId(row.getString("commit"))))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /// The first release that has what came to a place on the tracked branch.
  public Optional<Release> firstFrom(ServiceId service, long position) {
    return sql.createQuery(
            """
            select %s from release l
            where l.service_id = :service and l.position >= :position
            order by l.position, l.number
            limit 1
            """
                .formatted(COLUMNS))
        .bind("service", service.value())
        .bind("position", position)
        .map(ReleaseStore::row)
        .findOne();
  }

  /// Newest first.
  public List<Release> newest(ServiceId service, int most) {
    return sql.createQuery(
            "select %s from release l where l.service_id = :service order by l.number desc limit :most"
                .formatted(COLUMNS))
        .bind("service", service.value())
        .bind("most", most)
        .map(ReleaseStore::row)
        .list();
  }

  /// The releases of a line, newest first.
  public List<Release> ofLine(long line) {
    return sql.createQuery(
            "select %s from release l where l.line_id = :line order by l.number desc"
                .formatted(COLUMNS))
        .bind("line", line)
        .map(ReleaseStore::row)
        .list();
  }

  public String notes(ReleaseId release) {
    return sql.createQuery("select notes from release where id = :id")
        .bind("id", release.value())
        .mapTo(String.class)
        .one();
  }

  private Optional<Release> one(String where, ServiceId service, String text) {
    return sql.createQuery("select %s from release l where %s".formatted(COLUMNS, where))
        .bind("service", service.value())
        .bind("text", text)
        .map(ReleaseStore::row)
        .findOne();
  }

  static Release row(ResultSet row, StatementContext context) throws SQLException {
    return new Release(
        new ReleaseId(row.getLong("id")),
        row.getLong("number"),
        row.getLong("position"),
        new ReleaseVersion(row.getString("version")),
        row.getString("tag"),
        new CommitId(row.getString("commit")),
        new Digest(row.getString("digest")),
        ImageName.parse(row.getString("image")),
        row.getTimestamp("made_at").toInstant(),
        onLine(row, "on_line", "on_base"));
  }

  /// Where a release belongs that is not one of the tracked branch.
  static Optional<Release.OnLine> onLine(ResultSet row, String name, String base)
      throws SQLException {
    String line = row.getString(name);
    return line == null
        ? Optional.empty()
        : Optional.of(new Release.OnLine(new Slug(line), row.getLong(base)));
  }
}
