package dev.signalbox.app;

import dev.signalbox.base.Decision;
import dev.signalbox.domain.audit.Shortcut;
import dev.signalbox.store.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// How often a team goes past its own process: urgent fixes, soaks and cuts that people changed.
public final class Shortcuts {

  private final Database database;
  private final InstantSource clock;

  public Shortcuts(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /// By month, newest first.
  ///
  /// @param lasting how far back
  public Decision<List<Shortcut>> of(String service, Duration lasting) {
    return database.read(tx ->
        Named.service(tx, service)
            .map(row -> tx.shortcuts().since(row.id(), clock.instant().minus(lasting))));
  }
}
