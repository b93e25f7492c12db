package dev.signalbox.store;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// How much is going on, in numbers.
public record FigureStore(Handle sql) {

  public long runsGoing() {
    return count("select count(*) from run where ended_at is null");
  }

  /// Runs that were due before an instant and nobody is at: there should be none.
  public long runsOverdue(Instant then) {
    return sql.createQuery(
            """
            select count(*)
            from run r
            left join scheduled_tasks t on t.task_name = 'run' and t.task_instance = r.id::text
            where r.ended_at is null and r.wake_at < :then and not coalesce(t.picked, false)
            """)
        .bind("then", then)
        .mapTo(Long.class)
        .one();
  }

  public long alertsUndelivered() {
    return count("select count(*) from alert_delivery where next_at is not null");
  }

  public long servicesInTrouble() {
    return count("select count(*) from service where trouble is not null");
  }

  private long count(String query) {
    return sql.createQuery(query).mapTo(Long.class).one();
  }
}
