package dev.signalbox.store;

import dev.signalbox.base.Words;
import dev.signalbox.engine.StepState;
import dev.signalbox.engine.StepState.Ended;
import dev.signalbox.engine.StepState.Pending;
import dev.signalbox.engine.StepState.Result;
import dev.signalbox.engine.StepState.Retrying;
import dev.signalbox.engine.StepState.Running;
import dev.signalbox.engine.StepState.Waiting;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A step's state in columns: `pending`, `running`, `waiting`, `retrying`, or the result it ended
/// with.
record StepColumns(
    String state,
    int attempt,
    String sentence,
    String clearedBy,
    @Nullable Instant since,
    @Nullable Instant wakeAt,
    @Nullable Instant endedAt) {

  static StepColumns of(StepState state) {
    return switch (state) {
      case Pending() -> new StepColumns("pending", 1, "", "", null, null, null);
      case Running(int attempt, Instant since) ->
          new StepColumns("running", attempt, "", "", since, null, null);
      case Waiting waiting ->
          new StepColumns(
              "waiting",
              waiting.attempt(),
              waiting.what(),
              waiting.clearedBy(),
              null,
              waiting.until(),
              null);
      case Retrying(int attempt, String error, Instant at) ->
          new StepColumns("retrying", attempt, error, "", null, at, null);
      case Ended(Result result, String sentence, Instant at) ->
          new StepColumns(Words.of(result), 1, sentence, "", null, null, at);
    };
  }

  static StepColumns read(ResultSet row) throws SQLException {
    return new StepColumns(
        row.getString("state"),
        row.getInt("attempt"),
        row.getString("sentence"),
        row.getString("cleared_by"),
        instant(row.getTimestamp("since")),
        instant(row.getTimestamp("wake_at")),
        instant(row.getTimestamp("ended_at")));
  }

  StepState toState() {
    return switch (state) {
      case "pending" -> new Pending();
      case "running" -> new Running(attempt, known(since));
      case "waiting" -> new Waiting(attempt, sentence, clearedBy, known(wakeAt));
      case "retrying" -> new Retrying(attempt, sentence, known(wakeAt));
      default -> new Ended(Words.read(Result.class, state), sentence, known(endedAt));
    };
  }

  private static Instant known(@Nullable Instant instant) {
    return Objects.requireNonNull(instant, "a step's state without its time");
  }

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
