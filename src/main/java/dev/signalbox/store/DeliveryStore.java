package dev.signalbox.store;

import dev.signalbox.base.ServiceId;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// Webhook deliveries, as they came.
public record DeliveryStore(Handle sql) {

  /// @return whether it is new; a delivery that comes twice is kept once
  public boolean keep(String id, ServiceId service, String event, byte[] body, Instant now) {
    return sql.createUpdate(
                """
                insert into delivery (id, service_id, received_at, event, body)
                values (:id, :service, :now, :event, :body)
                on conflict (id) do nothing
                """)
            .bind("id", id)
            .bind("service", service.value())
            .bind("now", now)
            .bind("event", event)
            .bind("body", body)
            .execute()
        == 1;
  }

  /// Whether a delivery has come since, so that what is found now was told and not found by chance.
  public boolean hinted(ServiceId service, Instant since) {
    return sql.createQuery(
            """
            select exists (select 1 from delivery
                           where service_id = :service and received_at > :since)
            """)
        .bind("service", service.value())
        .bind("since", since)
        .mapTo(Boolean.class)
        .one();
  }

  /// @return how many old ones were dropped
  public int dropBefore(Instant then) {
    return sql.createUpdate("delete from delivery where received_at < :then")
        .bind("then", then)
        .execute();
  }
}
