package dev.signalbox.app;

import dev.signalbox.base.Decision;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.audit.Entry;
import dev.signalbox.domain.lock.Lock;
import dev.signalbox.domain.lock.LockFact;
import dev.signalbox.store.Database;
import dev.signalbox.store.Definitions;
import dev.signalbox.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// The locks that people take and give back.
public final class Locks {

  private final Database database;
  private final Definitions definitions;
  private final InstantSource clock;

  public Locks(Database database, Definitions definitions, InstantSource clock) {
    this.database = database;
    this.definitions = definitions;
    this.clock = clock;
  }

  /// Keeps runs out of an environment.
  ///
  /// @param lasting for how long; empty until somebody unlocks
  public Decision<Lock> take(
      String service, String environment, String reason, Optional<Duration> lasting, Actor by) {
    if (reason.isBlank()) {
      return Decision.refuse(
          "no-reason",
          "A lock needs a reason: whoever is stopped by it will ask.",
          "you: say --reason \"...\"");
    }
    return change(
        service,
        environment,
        reason,
        by,
        (lock, now) -> Lock.take(lock, by.name(), reason, lasting.map(now::plus), now));
  }

  /// Lets runs in again.
  public Decision<Lock> unlock(String service, String environment, String reason, Actor by) {
    return change(service, environment, reason, by, Lock::unlock);
  }

  private Decision<Lock> change(
      String service,
      String environment,
      String reason,
      Actor by,
      BiFunction<Lock, Instant, Decision<List<LockFact>>> decide) {
    return database.write(tx ->
        Named.service(tx, service)
            .map(row -> tx.services().lock(row.id()))
            .then(row -> Named.environment(tx, definitions, row, environment))
            .then(place -> {
              Instant now = clock.instant();
              Lock lock = tx.locks().of(place.service().id(), place.environment());
              return decide
                  .apply(lock, now)
                  .map(facts -> save(tx, place, lock, facts, reason, by, now));
            }));
  }

  private static Lock save(
      Tx tx,
      Named.Place place,
      Lock before,
      List<LockFact> facts,
      String reason,
      Actor by,
      Instant now) {
    Lock lock = before;
    for (LockFact fact : facts) {
      lock = lock.after(fact);
      tx.facts()
          .write(
              Entry.of(now, by, place.service().id(), fact)
                  .in(place.environment())
                  .because(reason));
    }
    tx.locks().save(place.service().id(), place.environment(), lock);
    tx.services().planAt(place.service().id(), now);
    return lock;
  }
}
