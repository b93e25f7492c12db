package dev.signalbox.engine;

import dev.signalbox.base.RunId;
import dev.signalbox.domain.audit.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A run as people look at it.
///
/// @param kind `build`, `promotion` or `cut`
/// @param what the release's tag, or the short commit
/// @param state `running`, or the result the run ended with
/// @param sentence how it ended; while it runs, what it is at
public record RunView(
    RunId id,
    String service,
    String kind,
    Optional<String> environment,
    String what,
    String commit,
    String subject,
    Optional<String> digest,
    String state,
    String sentence,
    Actor askedBy,
    String why,
    String definition,
    Instant started,
    Optional<Instant> ended) {

  /// A run with its steps, in the order of the flow.
  public record Whole(RunView run, List<StepView> steps) {}

  /// @param phase `main`, `on-failure` or `on-breach`
  /// @param state `pending`, `running`, `waiting`, `retrying`, or how it ended
  public record StepView(
      String phase,
      int number,
      String keyword,
      String label,
      String state,
      int attempt,
      String sentence,
      String clearedBy,
      Optional<Instant> since,
      Optional<Instant> wakeAt,
      Optional<Instant> ended) {}

  /// What a step printed.
  ///
  /// @param id grows; ask for what came after it
  /// @param label the step\'s, as people recognise it
  public record LogEntry(
      long id, StepRun.Phase phase, int number, String label, Instant at, String text) {}

  /// What a run did to the world.
  ///
  /// @param settledAt when it was known to have happened; empty while nobody knows
  public record EffectView(
      String key,
      String content,
      int attempt,
      long fence,
      Instant intendedAt,
      Optional<String> result,
      Optional<Instant> settledAt) {}
}
