package dev.signalbox.store;

import dev.signalbox.base.RunId;
import dev.signalbox.engine.Journal.Intent;
import dev.signalbox.engine.RunView.EffectView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// The effect ledger.
public record EffectStore(Handle sql) {

  /// Writes an intent down, unless there is one under this key already; then that one counts.
  public Intent intend(RunId run, String key, String content, long fence, Instant now) {
    return sql.createQuery(
            """
            insert into effect (key, run_id, content, attempt, fence, intended_at)
            values (:key, :run, :content, 1, :fence, :now)
            on conflict (key) do nothing
            returning key, content, attempt, result, true as fresh
            """)
        .bind("key", key)
        .bind("run", run.value())
        .bind("content", content)
        .bind("fence", fence)
        .bind("now", now)
        .map(EffectStore::intent)
        .findOne()
        .or(() -> intended(key))
        .orElseThrow();
  }

  public Optional<Intent> intended(String key) {
    return sql.createQuery(
            "select key, content, attempt, result, false as fresh from effect where key = :key")
        .bind("key", key)
        .map(EffectStore::intent)
        .findOne();
  }

  public Intent again(String key, long fence, Instant now) {
    return sql.createQuery(
            """
            update effect set attempt = attempt + 1, fence = :fence, intended_at = :now
            where key = :key and settled_at is null
            returning key, content, attempt, result, true as fresh
            """)
        .bind("fence", fence)
        .bind("now", now)
        .bind("key", key)
        .map(EffectStore::intent)
        .one();
  }

  public void settle(String key, String result, Instant now) {
    int rows =
        sql.createUpdate(
                """
                update effect set result = :result, settled_at = :now
                where key = :key and settled_at is null
                """)
            .bind("result", result)
            .bind("now", now)
            .bind("key", key)
            .execute();
    Tx.expect(1, rows, "effect " + key);
  }

  public List<EffectView> of(RunId run) {
    return sql.createQuery(
            """
            select key, content, attempt, fence, intended_at, result, settled_at
            from effect
            where run_id = :run
            order by intended_at, key
            """)
        .bind("run", run.value())
        .map((row, context) ->
            new EffectView(
                row.getString("key"),
                row.getString("content"),
                row.getInt("attempt"),
                row.getLong("fence"),
                row.getTimestamp("intended_at").toInstant(),
                Optional.ofNullable(row.getString("result")),
                Optional.ofNullable(row.getTimestamp("settled_at")).map(t -> t.toInstant())))
        .list();
  }

  private static Intent intent(ResultSet row, StatementContext context) throws SQLException {
    return new Intent(
        row.getString("key"),
        row.getString("content"),
        row.getInt("attempt"),
        row.getBoolean("fresh"),
        Optional.ofNullable(row.getString("result")));
  }
}
