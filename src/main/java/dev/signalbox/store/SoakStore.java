package dev.signalbox.store;

import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.release.Candidate;
import dev.signalbox.domain.release.Release;
import dev.signalbox.domain.soak.Soak;
import dev.signalbox.domain.soak.SoakEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// How releases soak: what became of them in an environment, and what people said of that.
public record SoakStore(Handle sql) {

  /// Those beyond a place on the tracked branch.
  public List<Soak> beyond(ServiceId service, Slug environment, long reached) {
    Map<Candidate.OfRelease, List<SoakEvent>> events = new LinkedHashMap<>();
    sql.createQuery(
            """
            select %s, e.event, e.at, e.by, e.reason, e.seconds
            from (
              select r.release_id, r.result as event, r.ended_at as at, '' as by,
                     r.sentence as reason, cast(null as bigint) as seconds
              from run r
              where r.service_id = :service and r.kind = 'promotion'
                and r.environment = :environment and r.release_id is not null
                and r.result in ('succeeded', 'failed', 'breached', 'errored', 'refused')
              union all
              select w.release_id, w.word, w.at, w.by, w.reason, w.seconds
              from soak_word w
              where w.service_id = :service and w.environment = :environment
            ) e
            join release l on l.id = e.release_id
            where l.position > :reached and l.line_id is null
            order by l.position, e.at
            """
                .formatted(ReleaseStore.COLUMNS))
        .bind("service", service.value())
        .bind("environment", environment.text())
        .bind("reached", reached)
        .map((row, context) -> Map.entry(ReleaseStore.row(row, context), event(row)))
        .forEach(entry ->
            events
                .computeIfAbsent(new Candidate.OfRelease(entry.getKey()), _ -> new ArrayList<>())
                .add(entry.getValue()));
    var soaks = new ArrayList<Soak>();
    events.forEach((release, all) -> Soak.after(release, all).ifPresent(soaks::add));
    return List.copyOf(soaks);
  }

  private static SoakEvent event(ResultSet row) throws SQLException {
    Instant at = row.getTimestamp("at").toInstant();
    String by = row.getString("by");
    String reason = row.getString("reason");
    return switch (row.getString("event")) {
      case "succeeded" -> new SoakEvent.WentWell(at);
      case "for" ->
          new SoakEvent.Lasts(
              new Soak.Asked(Duration.ofSeconds(row.getLong("seconds")), by, reason));
      case "good" -> new SoakEvent.SaidGood(at);
      case "bad" -> new SoakEvent.WentBad("%s: %s".formatted(by, reason));
      default -> new SoakEvent.WentBad(reason);
    };
  }

  /// What a person says.
  public enum Word {
    FOR,
    BAD,
    GOOD
  }

  /// @param lasting how long it is to soak; empty unless that is what is said
  public void say(
      ServiceId service,
      Slug environment,
      Release release,
      Word word,
      java.util.Optional<Duration> lasting,
      String by,
      String reason,
      Instant now) {
    int rows =
        sql.createUpdate(
                """
                insert into soak_word (service_id, environment, release_id, word, seconds, by,
                                       reason, at)
                values (:service, :environment, :release, :word, :seconds, :by, :reason, :now)
                """)
            .bind("service", service.value())
            .bind("environment", environment.text())
            .bind("release", release.id().value())
            .bind("word", dev.signalbox.base.Words.of(word))
            .bind("seconds", lasting.map(Duration::toSeconds).orElse(null))
            .bind("by", by)
            .bind("reason", reason)
            .bind("now", now)
            .execute();
    Tx.expect(1, rows, "a word on " + release.tag());
  }
}
