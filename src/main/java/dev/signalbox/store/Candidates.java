package dev.signalbox.store;

import dev.signalbox.base.ReleaseId;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.artifact.ImageName;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.release.Candidate;
import dev.signalbox.domain.release.Release;
import dev.signalbox.domain.release.ReleaseVersion;
import java.sql.ResultSet;
import java.sql.SQLException;

/// What moves, as it is read beside a run, a deployment or a request: the build `b` of a commit,
/// and the release `l` of it, if it moves as one.
final class Candidates {

  private Candidates() {}

  static final String BUILD_COLUMNS =
      """
      b.number as build_number, b.commit as build_commit, b.image as build_image,
      b.digest as build_digest
      """;

  static final String RELEASE_COLUMNS =
      """
      l.number as release_number, l.position as release_position, l.version as release_version,
      l.tag as release_tag, l.made_at as release_made_at, l.base as release_base,
      (select name from line where id = l.line_id) as release_line
      """;

  static final String COLUMNS = BUILD_COLUMNS + ", l.id as release_id, " + RELEASE_COLUMNS;

  /// @param of the alias of the table whose `service_id`, `commit` and `release_id` say what moves
  static String joinedTo(String of) {
    return """
    join build b on b.service_id = %1$s.service_id and b.commit = %1$s.commit
    left join release l on l.id = %1$s.release_id
    """
        .formatted(of);
  }

  static Candidate read(ResultSet row) throws SQLException {
    var build =
        new Candidate.OfBuild(
            row.getLong("build_number"),
            new CommitId(row.getString("build_commit")),
            new Digest(row.getString("build_digest")),
            ImageName.parse(row.getString("build_image")));
    long release = row.getLong("release_id");
    return row.wasNull()
        ? build
        : new Candidate.OfRelease(
            new Release(
                new ReleaseId(release),
                row.getLong("release_number"),
                row.getLong("release_position"),
                new ReleaseVersion(row.getString("release_version")),
                row.getString("release_tag"),
                build.commit(),
                build.digest(),
                build.image(),
                row.getTimestamp("release_made_at").toInstant(),
                ReleaseStore.onLine(row, "release_line", "release_base")));
  }
}
