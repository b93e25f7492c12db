package dev.signalbox.store;

import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.base.Words;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.line.LineRule;
import dev.signalbox.domain.line.LineState;
import dev.signalbox.domain.line.Pick;
import dev.signalbox.domain.line.ReleaseLine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// The release lines of each service, and the commits they have beside their base.
public record LineStore(Handle sql) {

  /// What a line brought is of interest for so long after its end: the tracked branch has to have
  /// it everywhere, too.
  private static final Duration REMEMBERED = Duration.ofDays(60);

  private static final Instant FAR = Instant.parse("9999-01-01T00:00:00Z");

  /// @param seen the last commit of its branch that was taken in; at first that of the base
  public record LineRow(
      long id,
      ServiceId service,
      ReleaseLine line,
      CommitId seen,
      Instant openedAt,
      Actor openedBy,
      String reason) {

    LineRow with(List<Pick> picks) {
      return new LineRow(id, service, line.with(picks), seen, openedAt, openedBy, reason);
    }
  }

  /// @throws org.jdbi.v3.core.JdbiException if a line of that name is open
  public long open(ServiceId service, ReleaseLine line, Actor by, String reason, Instant now) {
    long id =
        sql.createQuery(
                """
                insert into line (service_id, name, off_environment, into_environment, ends, base,
                                  onto, head, pushed, seen, opened_at, opened_by, proven, reason)
                values (:service, :name, :off, :into, :ends, :base, :onto, :head, :pushed, :seen,
                        :now, :by, :proven, :reason)
                returning id
                """)
            .bind("service", service.value())
            .bind("name", line.name().text())
            .bind("off", line.rule().off().text())
            .bind("into", line.rule().into().text())
            .bind("ends", Words.of(line.rule().ends()))
            .bind("base", line.base().id().value())
            .bind("onto", line.onto().text())
            .bind("head", line.head().text())
            .bind("pushed", line.pushed().map(CommitId::text).orElse(null))
            .bind("seen", line.base().commit().text())
            .bind("now", now)
            .bind("by", by.name())
            .bind("proven", by.proven())
            .bind("reason", reason)
            .mapTo(Long.class)
            .one();
    line.picks().forEach(pick -> add(id, pick));
    return id;
  }

  /// One more commit that the line has.
  public void add(long line, Pick pick) {
    sql.createUpdate(
            """
            insert into pick (line_id, number, commit, became, subject, by_hand, at)
            values (:line,
                    (select coalesce(max(number), 0) + 1 from pick where line_id = :line),
                    :commit, :became, :subject, :byHand, :at)
            """)
        .bind("line", line)
        .bind("commit", pick.commit().text())
        .bind("became", pick.became().text())
        .bind("subject", pick.subject().replace('\0', '\uFFFD'))
        .bind("byHand", pick.byHand())
        .bind("at", pick.at())
        .execute();
  }

  /// Commits that the line does not get after all.
  public void giveUp(long line, List<Pick> picks, CommitId head) {
    for (Pick pick : picks) {
      int rows =
          sql.createUpdate("delete from pick where line_id = :line and commit = :commit")
              .bind("line", line)
              .bind("commit", pick.commit().text())
              .execute();
      Tx.expect(1, rows, "the pick of " + pick.commit());
    }
    moved(line, head);
  }

  /// Where the branch is to stand from now on.
  public void headed(long line, CommitId head) {
    change(line, "onto = head, head = :commit", head);
  }

  /// Where the branch stands.
  public void pushed(long line, CommitId head) {
    change(line, "pushed = :commit", head);
  }

  /// Where somebody else has moved the branch.
  public void moved(long line, CommitId head) {
    change(line, "onto = :commit, head = :commit, pushed = :commit", head);
  }

  /// The last commit of the branch that was taken in.
  public void seen(long line, CommitId commit) {
    change(line, "seen = :commit", commit);
  }

  private void change(long line, String what, CommitId commit) {
    int rows =
        sql.createUpdate("update line set %s where id = :line".formatted(what))
            .bind("commit", commit.text())
            .bind("line", line)
            .execute();
    Tx.expect(1, rows, "line " + line);
  }

  public void end(long line, LineState state) {
    switch (state) {
      case LineState.Open() -> throw new IllegalStateException("no end. Indicates a bug.");
      case LineState.Overtaken(String release, Instant at) -> end(line, at, null, null, release);
      case LineState.Closed(String by, String reason, Instant at) ->
          end(line, at, by, reason, null);
    }
  }

  private void end(
      long line,
      Instant at,
      @org.jspecify.annotations.Nullable String by,
      @org.jspecify.annotations.Nullable String because,
      @org.jspecify.annotations.Nullable String release) {
    int rows =
        sql.createUpdate(
                """
                update line
                set ended_at = :at, ended_by = :by, ended_because = :because,
                    overtaken_by = :release
                where id = :line and ended_at is null
                """)
            .bind("at", at)
            .bind("by", by)
            .bind("because", because)
            .bind("release", release)
            .bind("line", line)
            .execute();
    Tx.expect(1, rows, "line " + line);
  }

  /// Newest first.
  public List<LineRow> all(ServiceId service) {
    return rows(service, Instant.EPOCH);
  }

  public List<LineRow> open(ServiceId service) {
    return rows(service, FAR);
  }

  public Optional<LineRow> open(ServiceId service, Slug name) {
    return open(service).stream().filter(row -> row.line().name().equals(name)).findFirst();
  }

  /// Those whose commits are still of interest.
  public List<LineRow> remembered(ServiceId service, Instant now) {
    return rows(service, now.minus(REMEMBERED));
  }

  /// Whether any are, at a glance.
  public boolean remembers(ServiceId service, Instant now) {
    return sql.createQuery(
            """
            select exists (select 1 from line
                           where service_id = :service and (ended_at is null or ended_at > :since))
            """)
        .bind("service", service.value())
        .bind("since", now.minus(REMEMBERED))
        .mapTo(Boolean.class)
        .one();
  }

  /// The branches of a repository that are followed beside the tracked one.
  public Set<String> branches(String repository, String branch) {
    return sql
        .createQuery(
            """
            select distinct n.name
            from line n
            join service s on s.id = n.service_id
            where s.repository = :repository and s.branch = :branch and n.ended_at is null
            """)
        .bind("repository", repository)
        .bind("branch", branch)
        .mapTo(String.class)
        .stream()
        .collect(Collectors.toSet());
  }

  /// Those that are open, and those that ended since.
  private List<LineRow> rows(ServiceId service, Instant since) {
    List<LineRow> bare =
        sql.createQuery(
                """
                select n.id as line, n.service_id, n.name, n.off_environment, n.into_environment,
                       n.ends, n.onto, n.head, n.pushed, n.seen, n.opened_at, n.opened_by, n.proven,
                       n.reason, n.ended_at, n.ended_by, n.ended_because, n.overtaken_by, %s
                from line n
                join release l on l.id = n.base
                where n.service_id = :service and (n.ended_at is null or n.ended_at > :since)
                order by n.id desc
                """
                    .formatted(ReleaseStore.COLUMNS))
            .bind("service", service.value())
            .bind("since", since)
            .map(LineStore::bare)
            .list();
    if (bare.isEmpty()) {
      return bare; // as most services are, at every look of the planner
    }
    Map<Long, List<Pick>> picks = picks(service, since);
    return bare.stream().map(row -> row.with(picks.getOrDefault(row.id(), List.of()))).toList();
  }

  private Map<Long, List<Pick>> picks(ServiceId service, Instant since) {
    Map<Long, List<Pick>> picks = new HashMap<>();
    sql.createQuery(
            """
            select p.* from pick p
            join line n on n.id = p.line_id
            where n.service_id = :service and (n.ended_at is null or n.ended_at > :since)
            order by p.line_id, p.number
            """)
        .bind("service", service.value())
        .bind("since", since)
        .map((row, context) -> Map.entry(row.getLong("line_id"), pick(row)))
        .forEach(
            one -> picks.computeIfAbsent(one.getKey(), _ -> new ArrayList<>()).add(one.getValue()));
    return picks;
  }

  private static LineRow bare(ResultSet row, StatementContext context) throws SQLException {
    return new LineRow(
        row.getLong("line"),
        new ServiceId(row.getLong("service_id")),
        new ReleaseLine(
            rule(row),
            ReleaseStore.row(row, context),
            List.of(),
            new CommitId(row.getString("onto")),
            new CommitId(row.getString("head")),
            Optional.ofNullable(row.getString("pushed")).map(CommitId::new),
            state(row)),
        new CommitId(row.getString("seen")),
        row.getTimestamp("opened_at").toInstant(),
        new Actor(row.getString("opened_by"), row.getBoolean("proven")),
        row.getString("reason"));
  }

  private static LineRule rule(ResultSet row) throws SQLException {
    return new LineRule(
        new Slug(row.getString("name")),
        new Slug(row.getString("off_environment")),
        new Slug(row.getString("into_environment")),
        Words.read(LineRule.Ends.class, row.getString("ends")));
  }

  private static LineState state(ResultSet row) throws SQLException {
    if (row.getTimestamp("ended_at") == null) {
      return new LineState.Open();
    }
    Instant at = row.getTimestamp("ended_at").toInstant();
    String release = row.getString("overtaken_by");
    return release == null
        ? new LineState.Closed(row.getString("ended_by"), row.getString("ended_because"), at)
        : new LineState.Overtaken(release, at);
  }

  private static Pick pick(ResultSet row) throws SQLException {
    return new Pick(
        new CommitId(row.getString("commit")),
        new CommitId(row.getString("became")),
        row.getString("subject"),
        row.getTimestamp("at").toInstant(),
        row.getBoolean("by_hand"));
  }
}
