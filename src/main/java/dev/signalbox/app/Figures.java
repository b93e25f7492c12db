package dev.signalbox.app;

import dev.signalbox.store.Database;
import java.time.Duration;
import java.time.InstantSource;

/// How much is going on, in numbers.
public final class Figures {

  private static final Duration OVERDUE = Duration.ofMinutes(1);

  private final Database database;
  private final InstantSource clock;

  public Figures(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  public long runsGoing() {
    return database.read(tx -> tx.figures().runsGoing());
  }

  /// Runs that nobody has looked at for a minute after they were due: there should be none.
  public long runsOverdue() {
    return database.read(tx -> tx.figures().runsOverdue(clock.instant().minus(OVERDUE)));
  }

  public long alertsUndelivered() {
    return database.read(tx -> tx.figures().alertsUndelivered());
  }

  public long servicesInTrouble() {
    return database.read(tx -> tx.figures().servicesInTrouble());
  }
}
