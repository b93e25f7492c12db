package dev.signalbox.store;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The alarm clock. What is due, and when, stands in the row it wakes (`run.wake_at`,
/// `service.plan_at`, ...); here is only the alarm that db-scheduler watches. Whoever moves a due
/// time moves the alarm in the same transaction, under the lock of the row; and when an alarm has
/// rung and its work is done, it is set again from the row, under the same lock. So no wish is ever
/// lost between the two.
public record DueWork(Handle sql) {

  /// A kind of work: the task's name, and the row that says when it is due.
  public enum Kind {
    LOOK("service", "look_at", "id = :id"),
    PLAN("service", "plan_at", "id = :id"),
    RUN("run", "wake_at", "id = :id"),
    ALERT(
        "alert_delivery",
        "next_at",
        "alert_id = split_part(:key, ' ', 1)::bigint and channel = split_part(:key, ' ', 2)");

    private final String table;
    private final String column;
    private final String row;

    Kind(String table, String column, String row) {
      this.table = table;
      this.column = column;
      this.row = row;
    }

    /// The task's name in db-scheduler.
    public String task() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /// Sets the alarm, earlier than it was if it was set already.
  public void ring(Kind kind, String key, Instant at) {
    sql.createUpdate(
            """
            insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
            values (:task, :key, :at, false, 1)
            on conflict (task_name, task_instance) do update
            set execution_time = least(scheduled_tasks.execution_time, excluded.execution_time)
            """)
        .bind("task", kind.task())
        .bind("key", key)
        .bind("at", at)
        .execute();
  }

  /// The work behind an alarm is done for now: the alarm is set to what the row says, or taken
  /// away.
  ///
  /// @param version the alarm as it was picked; if somebody else has picked it since, it is theirs
  public void settle(Kind kind, String key, long version) {
    Optional<Instant> due = dueAt(kind, key);
    if (due.isEmpty()) {
      sql.createUpdate(
              """
              delete from scheduled_tasks
              where task_name = :task and task_instance = :key and version = :version
              """)
          .bind("task", kind.task())
          .bind("key", key)
          .bind("version", version)
          .execute();
      return;
    }
    sql.createUpdate(
            """
            update scheduled_tasks
            set execution_time = :due, picked = false, picked_by = null, last_heartbeat = null,
                version = version + 1
            where task_name = :task and task_instance = :key and version = :version
            """)
        .bind("due", due.get())
        .bind("task", kind.task())
        .bind("key", key)
        .bind("version", version)
        .execute();
  }

  /// The work behind an alarm broke off: it rings again at this instant.
  public void postpone(Kind kind, String key, long version, Instant at) {
    sql.createUpdate(
            """
            update scheduled_tasks
            set execution_time = :at, picked = false, picked_by = null, last_heartbeat = null,
                consecutive_failures = coalesce(consecutive_failures, 0) + 1, version = version + 1
            where task_name = :task and task_instance = :key and version = :version
            """)
        .bind("at", at)
        .bind("task", kind.task())
        .bind("key", key)
        .bind("version", version)
        .execute();
  }

  private Optional<Instant> dueAt(Kind kind, String key) {
    var query =
        sql.createQuery(
            "select %s from %s where %s for update".formatted(kind.column, kind.table, kind.row));
    if (kind == Kind.ALERT) {
      query.bind("key", key);
    } else {
      query.bind("id", Long.parseLong(key));
    }
    return query
        .map((row, context) -> Optional.ofNullable(row.getTimestamp(1)).map(t -> t.toInstant()))
        .findOne()
        .flatMap(at -> at);
  }

  /// Alarms that a former life of this server had picked up ring again at once: nobody is at them.
  ///
  /// @param instance the server's own name, the same over all its lives
  /// @param life this life's name, as db-scheduler writes it
  /// @return how many
  public int releaseFormerLives(String instance, String life, Instant now) {
    return sql.createUpdate(
            """
            update scheduled_tasks
            set picked = false, picked_by = null, last_heartbeat = null, execution_time = :now,
                version = version + 1
            where picked and picked_by like :instance || '/%' and picked_by <> :life
            """)
        .bind("now", now)
        .bind("instance", instance)
        .bind("life", life)
        .execute();
  }
}
