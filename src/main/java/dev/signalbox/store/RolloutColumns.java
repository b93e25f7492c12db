package dev.signalbox.store;

import dev.signalbox.base.Words;
import dev.signalbox.domain.rollout.RolloutState;
import dev.signalbox.domain.rollout.RolloutState.Cause;
import dev.signalbox.domain.rollout.RolloutState.Complete;
import dev.signalbox.domain.rollout.RolloutState.Completing;
import dev.signalbox.domain.rollout.RolloutState.Exposed;
import dev.signalbox.domain.rollout.RolloutState.Paused;
import dev.signalbox.domain.rollout.RolloutState.Returned;
import dev.signalbox.domain.rollout.RolloutState.Returning;
import dev.signalbox.domain.rollout.RolloutState.Shifting;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A rollout's state in columns.
///
/// @param since when the step's exposure was reached; for other states, when they began
record RolloutColumns(
    String state,
    int stage,
    Instant since,
    @Nullable String person,
    String sentence,
    @Nullable String cause) {

  static RolloutColumns of(RolloutState state, Instant now) {
    return switch (state) {
      case Shifting(int stage) -> new RolloutColumns("shifting", stage, now, null, "", null);
      case Exposed(int stage, Instant since) ->
          new RolloutColumns("exposed", stage, since, null, "", null);
      case Paused(int stage, Instant since, String by, String reason) ->
          new RolloutColumns("paused", stage, since, by, reason, null);
      case Returning(Cause cause, String sentence) ->
          new RolloutColumns("returning", 0, now, null, sentence, Words.of(cause));
      case Returned(Cause cause, String sentence) ->
          new RolloutColumns("returned", 0, now, null, sentence, Words.of(cause));
      case Completing() -> new RolloutColumns("completing", 0, now, null, "", null);
      case Complete() -> new RolloutColumns("complete", 0, now, null, "", null);
    };
  }

  static RolloutState read(ResultSet row) throws SQLException {
    int stage = row.getInt("stage");
    Instant since = row.getTimestamp("since").toInstant();
    String sentence = row.getString("sentence");
    return switch (row.getString("state")) {
      case "shifting" -> new Shifting(stage);
      case "exposed" -> new Exposed(stage, since);
      case "paused" -> new Paused(stage, since, row.getString("person"), sentence);
      case "returning" -> new Returning(cause(row), sentence);
      case "returned" -> new Returned(cause(row), sentence);
      case "completing" -> new Completing();
      case "complete" -> new Complete();
      default ->
          throw new IllegalStateException(
              "no rollout is '" + row.getString("state") + "'. Indicates a bug.");
    };
  }

  private static Cause cause(ResultSet row) throws SQLException {
    return Words.read(Cause.class, row.getString("cause"));
  }
}
