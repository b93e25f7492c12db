package dev.signalbox.store;

import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.signoff.DeploymentRequest;
import dev.signalbox.domain.signoff.DeploymentRequest.Answer;
import dev.signalbox.domain.signoff.Signoffs;
import dev.signalbox.domain.signoff.Signoffs.Check;
import dev.signalbox.domain.signoff.Signoffs.Word;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// What was said about releases, reported about commits, and asked of others.
public record SignoffStore(Handle sql) {

  /// More than these are never looked at: what was said last comes first.
  private static final int MOST = 200;

  private static final String REQUEST =
      """
      select q.id, q.environment, q.addressee, q.digest, q.label, q.text, q.filed_at, q.answer,
             q.answered_by, q.answer_reason, q.answered_at, s.name as service
      from deployment_request q
      join service s on s.id = q.service_id
      """;

  /// A request and the service it is about.
  public record Filed(String service, DeploymentRequest request) {}

  /// All that was said lately about what may move into an environment.
  public Signoffs of(ServiceId service, Slug environment) {
    return new Signoffs(
        words(service, environment),
        checks(service),
        requests(service, environment),
        onDuty(service));
  }

  public void add(ServiceId service, Slug environment, Word word) {
    int rows =
        sql.createUpdate(
                """
                insert into word (service_id, environment, speaks_as, digest, yes, person, reason, link,
                                  said_at)
                values (:service, :environment, :as, :digest, :yes, :person, :reason, :link, :at)
                """)
            .bind("service", service.value())
            .bind("environment", environment.text())
            .bind("as", word.as().text())
            .bind("digest", word.digest().text())
            .bind("yes", word.yes())
            .bind("person", word.person())
            .bind("reason", word.reason())
            .bind("link", word.link().orElse(null))
            .bind("at", word.at())
            .execute();
    Tx.expect(1, rows, "a word about " + environment);
  }

  public void add(ServiceId service, Check check, String by) {
    int rows =
        sql.createUpdate(
                """
                insert into check_report (service_id, commit, name, passed, link, reported_by,
                                          reported_at)
                values (:service, :commit, :name, :passed, :link, :by, :at)
                """)
            .bind("service", service.value())
            .bind("commit", check.commit().text())
            .bind("name", check.name())
            .bind("passed", check.passed())
            .bind("link", check.link().orElse(null))
            .bind("by", by)
            .bind("at", check.at())
            .execute();
    Tx.expect(1, rows, "a check of " + check.commit());
  }

  /// Files a request. A second one for the same digest and environment is the first.
  ///
  /// @return its number, if it is new
  public Optional<Long> file(
      ServiceId service,
      Slug environment,
      Slug to,
      Digest digest,
      String label,
      String text,
      Instant now) {
    return sql.createQuery(
            """
            insert into deployment_request (service_id, environment, addressee, digest, label, text,
                                            filed_at)
            values (:service, :environment, :to, :digest, :label, :text, :now)
            on conflict (service_id, environment, digest) do nothing
            returning id
            """)
        .bind("service", service.value())
        .bind("environment", environment.text())
        .bind("to", to.text())
        .bind("digest", digest.text())
        .bind("label", label)
        .bind("text", text.replace("\0", "\uFFFD"))
        .bind("now", now)
        .mapTo(Long.class)
        .findOne();
  }

  /// A request by its number; whoever answers it has the service's row.
  public Optional<Filed> request(long number) {
    return sql.createQuery(REQUEST + "where q.id = :id")
        .bind("id", number)
        .map((row, context) -> new Filed(row.getString("service"), request(row)))
        .findOne();
  }

  /// Newest first.
  public List<DeploymentRequest> newest(ServiceId service, int most) {
    return sql.createQuery(REQUEST + "where q.service_id = :service order by q.id desc limit :most")
        .bind("service", service.value())
        .bind("most", most)
        .map((row, context) -> request(row))
        .list();
  }

  public void answer(long number, Answer answer) {
    record Columns(String answer, String by, String reason, Instant at) {}
    Columns columns =
        switch (answer) {
          case Answer.Accepted(String by, String reason, Instant at) ->
              new Columns("accepted", by, reason, at);
          case Answer.Declined(String by, String reason, Instant at) ->
              new Columns("declined", by, reason, at);
          case Answer.Awaited() ->
              throw new IllegalStateException("no answer to " + number + ". Indicates a bug.");
        };
    int rows =
        sql.createUpdate(
                """
                update deployment_request
                set answer = :answer, answered_by = :by, answer_reason = :reason, answered_at = :at
                where id = :id
                """)
            .bind("answer", columns.answer())
            .bind("by", columns.by())
            .bind("reason", columns.reason())
            .bind("at", columns.at())
            .bind("id", number)
            .execute();
    Tx.expect(1, rows, "deployment request " + number);
  }

  private List<Word> words(ServiceId service, Slug environment) {
    return sql.createQuery(
            """
            select speaks_as, digest, yes, person, reason, link, said_at
            from word
            where service_id = :service and environment = :environment
            order by id desc
            limit :most
            """)
        .bind("service", service.value())
        .bind("environment", environment.text())
        .bind("most", MOST)
        .map((row, context) ->
            new Word(
                new Slug(row.getString("speaks_as")),
                new Digest(row.getString("digest")),
                row.getBoolean("yes"),
                row.getString("person"),
                row.getString("reason"),
                Optional.ofNullable(row.getString("link")),
                row.getTimestamp("said_at").toInstant()))
        .list()
        .reversed();
  }

  private List<Check> checks(ServiceId service) {
    return sql.createQuery(
            """
            select commit, name, passed, link, reported_at
            from check_report
            where service_id = :service
            order by id desc
            limit :most
            """)
        .bind("service", service.value())
        .bind("most", MOST)
        .map((row, context) ->
            new Check(
                new CommitId(row.getString("commit")),
                row.getString("name"),
                row.getBoolean("passed"),
                Optional.ofNullable(row.getString("link")),
                row.getTimestamp("reported_at").toInstant()))
        .list()
        .reversed();
  }

  private List<DeploymentRequest> requests(ServiceId service, Slug environment) {
    return sql.createQuery(
            REQUEST
                + """
                where q.service_id = :service and q.environment = :environment
                order by q.id desc
                limit :most
                """)
        .bind("service", service.value())
        .bind("environment", environment.text())
        .bind("most", MOST)
        .map((row, context) -> request(row))
        .list()
        .reversed();
  }

  private Map<Slug, String> onDuty(ServiceId service) {
    return sql
        .createQuery(
            """
            select distinct on (role) role, person
            from rota_turn
            where service_id = :service
            order by role, begins_at desc
            """)
        .bind("service", service.value())
        .map((row, context) -> Map.entry(new Slug(row.getString("role")), row.getString("person")))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static DeploymentRequest request(ResultSet row) throws SQLException {
    return new DeploymentRequest(
        row.getLong("id"),
        new Slug(row.getString("environment")),
        new Slug(row.getString("addressee")),
        new Digest(row.getString("digest")),
        row.getString("label"),
        row.getString("text"),
        row.getTimestamp("filed_at").toInstant(),
        answer(row));
  }

  private static Answer answer(ResultSet row) throws SQLException {
    String answer = row.getString("answer");
    if (answer == null) {
      return new Answer.Awaited();
    }
    String by = row.getString("answered_by");
    String reason = row.getString("answer_reason");
    Instant at = row.getTimestamp("answered_at").toInstant();
    return answer.equals("accepted")
        ? new Answer.Accepted(by, reason, at)
        : new Answer.Declined(by, reason, at);
  }
}
