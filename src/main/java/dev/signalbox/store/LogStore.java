package dev.signalbox.store;

import dev.signalbox.base.RunId;
import dev.signalbox.base.Words;
import dev.signalbox.engine.RunView.LogEntry;
import dev.signalbox.engine.StepRun.Phase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What the steps of a run printed.
public record LogStore(Handle sql) {

  public void add(
      RunId run, Phase phase, int number, String text, Optional<Long> upTo, Instant now) {
    sql.createUpdate(
            """
            insert into step_log (run_id, phase, number, at, text, up_to)
            values (:run, :phase, :number, :now, :text, :upTo)
            """)
        .bind("run", run.value())
        .bind("phase", Words.of(phase))
        .bind("number", number)
        .bind("now", now)
        .bind("text", text.replace('\0', '\uFFFD'))
        .bind("upTo", upTo.orElse(null))
        .execute();
  }

  public long upTo(RunId run, Phase phase, int number) {
    return sql.createQuery(
            """
            select coalesce(max(up_to), 0) from step_log
            where run_id = :run and phase = :phase and number = :number
            """)
        .bind("run", run.value())
        .bind("phase", Words.of(phase))
        .bind("number", number)
        .mapTo(Long.class)
        .one();
  }

  /// Oldest first.
  public List<LogEntry> after(RunId run, long id, int most) {
    return sql.createQuery(
            """
            select l.id, l.phase, l.number, s.label, l.at, l.text
            from step_log l
            join step s on s.run_id = l.run_id and s.phase = l.phase and s.number = l.number
            where l.run_id = :run and l.id > :id
            order by l.id
            limit :most
            """)
        .bind("run", run.value())
        .bind("id", id)
        .bind("most", most)
        .map((row, context) ->
            new LogEntry(
                row.getLong("id"),
                Words.read(Phase.class, row.getString("phase")),
                row.getInt("number"),
                row.getString("label"),
                row.getTimestamp("at").toInstant(),
                row.getString("text")))
        .list();
  }
}
