package dev.signalbox.store;

import dev.signalbox.base.AlertId;
import dev.signalbox.base.RunId;
import dev.signalbox.base.ServiceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What people were told, and whether it has reached them.
public record AlertStore(Handle sql) {

  public record AlertRow(
      AlertId id,
      String service,
      Optional<String> environment,
      Optional<RunId> run,
      String title,
      String text,
      Instant raised) {}

  /// Keeps an alert and has it delivered on every channel. The same key a second time changes
  /// nothing.
  public void raise(
      String key,
      ServiceId service,
      Optional<String> environment,
      Optional<RunId> run,
      String title,
      String text,
      List<String> channels,
      Instant now) {
    Optional<Long> id =
        sql.createQuery(
                """
                insert into alert (key, service_id, environment, run_id, title, text, raised_at)
                values (:key, :service, :environment, :run, :title, :text, :now)
                on conflict (key) do nothing
                returning id
                """)
            .bind("key", key)
            .bind("service", service.value())
            .bind("environment", environment.orElse(null))
            .bind("run", run.map(RunId::value).orElse(null))
            .bind("title", title)
            .bind("text", text)
            .bind("now", now)
            .mapTo(Long.class)
            .findOne();
    if (id.isPresent()) {
      channels.forEach(channel -> deliverOn(channel, id.get(), now));
    }
  }

  private void deliverOn(String channel, long alert, Instant now) {
    sql.createUpdate(
            "insert into alert_delivery (alert_id, channel, next_at) values (:alert, :channel, :now)")
        .bind("alert", alert)
        .bind("channel", channel)
        .bind("now", now)
        .execute();
    new DueWork(sql).ring(DueWork.Kind.ALERT, alert + " " + channel, now);
  }

  /// The alert, if it is still to be delivered on the channel, and how often that was tried.
  public Optional<Undelivered> undelivered(AlertId alert, String channel) {
    return sql.createQuery(
            """
            select a.id, s.name, a.environment, a.run_id, a.title, a.text, a.raised_at, d.attempts
            from alert_delivery d
            join alert a on a.id = d.alert_id
            join service s on s.id = a.service_id
            where d.alert_id = :alert and d.channel = :channel and d.next_at is not null
            """)
        .bind("alert", alert.value())
        .bind("channel", channel)
        .map((row, context) -> {
          long run = row.getLong("run_id");
          return new Undelivered(
              new AlertRow(
                  new AlertId(row.getLong("id")),
                  row.getString("name"),
                  Optional.ofNullable(row.getString("environment")),
                  run == 0 ? Optional.empty() : Optional.of(new RunId(run)),
                  row.getString("title"),
                  row.getString("text"),
                  row.getTimestamp("raised_at").toInstant()),
              row.getInt("attempts"));
        })
        .findOne();
  }

  public record Undelivered(AlertRow alert, int attempts) {}

  public void delivered(AlertId alert, String channel, Instant now) {
    int rows =
        sql.createUpdate(
                """
                update alert_delivery
                set delivered_at = :now, next_at = null, trouble = null, attempts = attempts + 1
                where alert_id = :alert and channel = :channel
                """)
            .bind("now", now)
            .bind("alert", alert.value())
            .bind("channel", channel)
            .execute();
    Tx.expect(1, rows, alert + " on " + channel);
  }

  /// @param next when it is tried again; empty if it is given up
  public void notDelivered(AlertId alert, String channel, String trouble, Optional<Instant> next) {
    int rows =
        sql.createUpdate(
                """
                update alert_delivery
                set attempts = attempts + 1, trouble = :trouble, next_at = :next
                where alert_id = :alert and channel = :channel
                """)
            .bind("trouble", trouble)
            .bind("next", next.orElse(null))
            .bind("alert", alert.value())
            .bind("channel", channel)
            .execute();
    Tx.expect(1, rows, alert + " on " + channel);
  }
}
