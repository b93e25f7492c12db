package dev.signalbox.store;

import dev.signalbox.base.RunId;
import dev.signalbox.base.ServiceId;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.artifact.ImageName;
import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.release.Candidate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Each commit of the tracked branch, once, and what it became.
public record BuildStore(Handle sql) {

  /// A commit has been seen. It came to the branch when its author made it, as far as we know: but
  /// not before the last look that did not show it, nor before the commit it follows.
  ///
  /// @return its number, or empty if it was seen before
  public Optional<Long> add(ServiceId service, Commit commit, String seenBy, Instant now) {
    return add(service, commit, Optional.empty(), seenBy, now);
  }

  /// The same, on a branch beside the tracked one.
  ///
  /// @param line the release line it came to; empty for the tracked branch
  public Optional<Long> add(
      ServiceId service, Commit commit, Optional<Long> line, String seenBy, Instant now) {
    return sql.createQuery(
            """
            insert into build (service_id, number, commit, author, subject, seen_at, seen_by,
                               line_id, arrived_at)
            values (:service,
                    (select coalesce(max(number), 0) + 1 from build where service_id = :service),
                    :commit, :author, :subject, :now, :seenBy, :line,
                    greatest(
                      least(cast(:authored as timestamptz), :now),
                      (select looked_at from service where id = :service),
                      (select max(arrived_at) from build
                       where service_id = :service and line_id is null)))
            on conflict (service_id, commit) do nothing
            returning number
            """)
        .bind("service", service.value())
        .bind("commit", commit.id().text())
        .bind("author", clean(commit.author()))
        .bind("subject", clean(commit.subject()))
        .bind("now", now)
        .bind("seenBy", seenBy)
        .bind("line", line.orElse(null))
        .bind("authored", commit.authored())
        .mapTo(Long.class)
        .findOne();
  }

  /// The first line of a commit's message, if the commit has been seen.
  public Optional<String> subjectOf(ServiceId service, CommitId commit) {
    return sql.createQuery(
            "select subject from build where service_id = :service and commit = :commit")
        .bind("service", service.value())
        .bind("commit", commit.text())
        .mapTo(String.class)
        .findOne();
  }

  public void startedBy(ServiceId service, CommitId commit, RunId run) {
    int rows =
        sql.createUpdate(
                """
                update build set run_id = :run
                where service_id = :service and commit = :commit and run_id is null
                """)
            .bind("run", run.value())
            .bind("service", service.value())
            .bind("commit", commit.text())
            .execute();
    Tx.expect(1, rows, "the build of " + commit);
  }

  /// The commit can not be built, and why.
  public void cannot(ServiceId service, CommitId commit, String problem) {
    int rows =
        sql.createUpdate(
                """
                update build set problem = :problem
                where service_id = :service and commit = :commit and run_id is null
                """)
            .bind("problem", problem)
            .bind("service", service.value())
            .bind("commit", commit.text())
            .execute();
    Tx.expect(1, rows, "the build of " + commit);
  }

  /// Why a commit can not be built, if it can not.
  public Optional<String> problemOf(ServiceId service, CommitId commit) {
    return sql.createQuery(
            """
            select problem from build
            where service_id = :service and commit = :commit and problem is not null
            """)
        .bind("service", service.value())
        .bind("commit", commit.text())
        .mapTo(String.class)
        .findOne();
  }

  /// The commit has become an artifact. Once: a second artifact of one commit is a bug.
  public void published(ServiceId service, CommitId commit, ImageName image, Digest digest) {
    int rows =
        sql.createUpdate(
                """
                update build set image = :image, digest = :digest
                where service_id = :service and commit = :commit
                  and (digest is null or digest = :digest)
                """)
            .bind("image", image.toString())
            .bind("digest", digest.text())
            .bind("service", service.value())
            .bind("commit", commit.text())
            .execute();
    Tx.expect(1, rows, "the artifact of " + commit);
  }

  /// The artifact of a commit, if its build went well to the end.
  public Optional<Candidate.OfBuild> built(ServiceId service, CommitId commit) {
    return artifact(service, commit, "r.result = 'succeeded'");
  }

  /// The artifact of a commit whose build still goes on, or went well.
  public Optional<Candidate.OfBuild> published(ServiceId service, CommitId commit) {
    return artifact(service, commit, "(r.result is null or r.result = 'succeeded')");
  }

  private Optional<Candidate.OfBuild> artifact(ServiceId service, CommitId commit, String when) {
    return sql.createQuery(
            """
            select b.number, b.commit, b.image, b.digest
            from build b
            join run r on r.id = b.run_id
            where b.service_id = :service and b.commit = :commit
              and b.digest is not null and %s
            """
                .formatted(when))
        .bind("service", service.value())
        .bind("commit", commit.text())
        .map((row, context) ->
            new Candidate.OfBuild(
                row.getLong("number"),
                new CommitId(row.getString("commit")),
                new Digest(row.getString("digest")),
                ImageName.parse(row.getString("image"))))
        .findOne();
  }

  /// The commit that a person means by its first digits, if it means one only.
  public Optional<CommitId> meantBy(ServiceId service, String start) {
    var found =
        sql.createQuery(
                """
                select commit from build
                where service_id = :service and starts_with(commit, :start)
                limit 2
                """)
            .bind("service", service.value())
            .bind("start", start)
            .mapTo(String.class)
            .list();
    return found.size() == 1 ? Optional.of(new CommitId(found.getFirst())) : Optional.empty();
  }

  /// A commit of the tracked branch.
  public record Known(long number, CommitId commit, String subject) {}

  /// The newest commits that begin with these digits, or whose first line has this text.
  public List<Known> known(ServiceId service, String text, int most) {
    return sql.createQuery(
            """
            select number, commit, subject from build
            where service_id = :service
              and (starts_with(commit, lower(:text)) or strpos(lower(subject), lower(:text)) > 0)
            order by number desc
            limit :most
            """)
        .bind("service", service.value())
        .bind("text", text)
        .bind("most", most)
        .map((row, context) ->
            new Known(
                row.getLong("number"),
                new CommitId(row.getString("commit")),
                row.getString("subject")))
        .list();
  }

  /// PostgreSQL's text holds every character but NUL.
  private static String clean(String text) {
    return text.replace("\0", "\uFFFD");
  }
}
