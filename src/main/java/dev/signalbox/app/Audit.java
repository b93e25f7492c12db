package dev.signalbox.app;

import dev.signalbox.base.Decision;
import dev.signalbox.base.ServiceId;
import dev.signalbox.domain.audit.FactRecord;
import dev.signalbox.store.Database;
import java.util.List;
import java.util.Optional;

/// The audit log, read.
public final class Audit {

  private final Database database;

  public Audit(Database database) {
    this.database = database;
  }

  /// Newest first.
  public Decision<List<FactRecord>> newest(
      Optional<String> service, Optional<String> environment, Optional<Long> before, int most) {
    return database.read(tx -> {
      Decision<Optional<ServiceId>> which =
          service.isEmpty()
              ? Decision.accept(Optional.empty())
              : Named.service(tx, service.get()).map(row -> Optional.of(row.id()));
      return which.map(id -> tx.facts().newest(id, environment, before, most));
    });
  }
}
