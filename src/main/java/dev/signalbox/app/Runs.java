package dev.signalbox.app;

import dev.signalbox.base.Decision;
import dev.signalbox.base.RunId;
import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.audit.Entry;
import dev.signalbox.engine.RunFact.AbortAsked;
import dev.signalbox.engine.RunView;
import dev.signalbox.engine.RunView.EffectView;
import dev.signalbox.engine.RunView.LogEntry;
import dev.signalbox.store.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Runs: looked at, followed, stopped.
public final class Runs {

  private final Database database;
  private final InstantSource clock;

  public Runs(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /// @param logs oldest first
  /// @param last ask for what comes after this one next
  /// @param ended whether the run has ended and all of its log has been given
  public record LogPage(List<LogEntry> logs, long last, boolean ended) {}

  /// Newest first.
  ///
  /// @param service a name; empty for all services
  /// @param before only older ones than this
  public Decision<List<RunView>> newest(
      Optional<String> service, Optional<String> environment, Optional<RunId> before, int most) {
    return database.read(tx -> {
      Decision<Optional<ServiceId>> which =
          service.isEmpty()
              ? Decision.accept(Optional.empty())
              : Named.service(tx, service.get()).map(row -> Optional.of(row.id()));
      return which.map(id -> tx.runViews().newest(id, environment, before, most));
    });
  }

  public Decision<RunView.Whole> get(RunId id) {
    return database.read(tx ->
        tx.runViews()
            .get(id)
            .map(run -> Decision.accept(new RunView.Whole(run, tx.runViews().steps(id))))
            .orElseGet(() -> noSuchRun(id)));
  }

  public Decision<LogPage> log(RunId id, long after, int most) {
    return database.read(tx ->
        tx.runViews()
            .get(id)
            .map(run -> {
              List<LogEntry> logs = tx.logs().after(id, after, most);
              return Decision.accept(
                  new LogPage(
                      logs,
                      logs.isEmpty() ? after : logs.getLast().id(),
                      run.ended().isPresent() && logs.size() < most));
            })
            .orElseGet(() -> noSuchRun(id)));
  }

  public Decision<List<EffectView>> effects(RunId id) {
    return get(id).map(_ -> database.read(tx -> tx.effects().of(id)));
  }

  /// Stops a run. What it has changed stays as it is; its lock becomes free.
  public Decision<RunView> abort(RunId id, String reason, Actor by) {
    if (reason.isBlank()) {
      return Decision.refuse(
          "no-reason", "Stopping a run needs a reason.", "you: say --reason \"...\"");
    }
    return get(id).then(view -> abort(view.run(), reason, by));
  }

  private Decision<RunView> abort(RunView run, String reason, Actor by) {
    Instant now = clock.instant();
    if (database.read(tx -> tx.rollouts().underWay(run.id()))) {
      return Decision.refuse(
          "rollout-under-way",
          "%s has a rollout under way, and its traffic has to go back first.".formatted(run.id()),
          "you: signalbox rollout %s %s abort --reason \"...\""
              .formatted(run.service(), run.environment().orElse("")));
    }
    boolean asked =
        database.write(tx -> {
          if (!tx.runs().askAbort(run.id(), by.name(), reason, now)) {
            return false;
          }
          ServiceId service = tx.services().named(run.service()).orElseThrow().id();
          Entry entry =
              Entry.of(now, by, service, new AbortAsked(run.id(), reason))
                  .during(run.id())
                  .because(reason);
          tx.facts().write(run.environment().map(e -> entry.in(new Slug(e))).orElse(entry));
          return true;
        });
    return asked
        ? Decision.accept(run)
        : Decision.refuse(
            "ended-already",
            "%s has ended already: %s.".formatted(run.id(), run.sentence()),
            "nobody needs to");
  }

  private static <T> Decision<T> noSuchRun(RunId id) {
    return Decision.refuse(
        "no-such-run", "There is no %s.".formatted(id), "you: signalbox runs shows what there is");
  }
}
