package dev.signalbox.store;

import dev.signalbox.base.RunId;
import dev.signalbox.base.Words;
import dev.signalbox.domain.analysis.evidence.Arm;
import dev.signalbox.domain.analysis.evidence.Window;
import dev.signalbox.domain.rollout.OpenWindow;
import dev.signalbox.domain.rollout.Posting;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Counts that were posted, and the window that they are posted for.
public record PostingStore(Handle sql) {

  /// @param closed whether it has been judged, or is about to be
  public record Known(OpenWindow window, boolean closed) {}

  /// From now on this is the window that is counted.
  public void open(RunId run, OpenWindow window) {
    sql.createUpdate(
            """
            insert into open_window (run_id, number, stage, began_at, ends_at, closed)
            values (:run, :number, :stage, :from, :until, false)
            on conflict (run_id) do update
            set number = :number, stage = :stage, began_at = :from, ends_at = :until, closed = false
            """)
        .bind("run", run.value())
        .bind("number", window.number())
        .bind("stage", window.stage())
        .bind("from", window.from())
        .bind("until", window.until())
        .execute();
  }

  /// The window that is counted; its row is ours until the end of the transaction.
  public Optional<Known> openOf(RunId run) {
    return sql.createQuery("select * from open_window where run_id = :run for update")
        .bind("run", run.value())
        .map((row, context) -> known(row))
        .findOne();
  }

  /// The same, only to be looked at.
  public Optional<OpenWindow> shownOf(RunId run) {
    return sql.createQuery(
            """
            select w.* from open_window w
            join rollout r on r.run_id = w.run_id
            where w.run_id = :run and not w.closed and r.state in ('exposed', 'paused')
              and r.stage = w.stage
            """)
        .bind("run", run.value())
        .map((row, context) -> known(row).window())
        .findOne();
  }

  private static Known known(ResultSet row) throws SQLException {
    return new Known(
        new OpenWindow(
            row.getInt("number"),
            row.getInt("stage"),
            row.getTimestamp("began_at").toInstant(),
            row.getTimestamp("ends_at").toInstant()),
        row.getBoolean("closed"));
  }

  /// Nothing more is taken in for it. Again, and of a window that is past, it changes nothing.
  public void close(RunId run, int window, Instant from) {
    sql.createUpdate(
            """
            update open_window set closed = true
            where run_id = :run and number = :window and began_at = :from
            """)
        .bind("run", run.value())
        .bind("window", window)
        .bind("from", from)
        .execute();
  }

  public void add(RunId run, Posting posting, String by, Instant now) {
    sql.createUpdate(
            """
            insert into posting (run_id, metric, number, began_at, arm, key, counts, posted_by, posted_at)
            values (:run, :metric, :number, :from, :arm, :key, cast(:counts as jsonb), :by, :now)
            """)
        .bind("run", run.value())
        .bind("metric", posting.metric())
        .bind("number", posting.window())
        .bind("from", posting.from())
        .bind("arm", Words.of(posting.arm()))
        .bind("key", posting.key())
        .bind(
            "counts", WindowJson.write(Window.of(posting.window(), Window.HISTORY, posting.rows())))
        .bind("by", by)
        .bind("now", now)
        .execute();
  }

  public Optional<Posting> under(RunId run, String key) {
    return sql.createQuery("select * from posting where run_id = :run and key = :key")
        .bind("run", run.value())
        .bind("key", key)
        .map((row, context) -> posting(row))
        .findOne();
  }

  /// All for a window, in the order of metrics and arms.
  public List<Posting> of(RunId run, int window, Instant from) {
    return sql.createQuery(
            """
            select * from posting
            where run_id = :run and number = :number and began_at = :from
            order by metric, arm
            """)
        .bind("run", run.value())
        .bind("number", window)
        .bind("from", from)
        .map((row, context) -> posting(row))
        .list();
  }

  private static Posting posting(ResultSet row) throws SQLException {
    return new Posting(
        row.getString("metric"),
        row.getInt("number"),
        row.getTimestamp("began_at").toInstant(),
        Words.read(Arm.class, row.getString("arm")),
        row.getString("key"),
        WindowJson.read(row.getString("counts")).rows());
  }
}
