package dev.signalbox.app;

import dev.signalbox.base.RunId;
import dev.signalbox.domain.rollout.RolloutRecord;
import dev.signalbox.store.Database;
import java.util.Optional;

/// Where rollouts stand, as their step asks for it.
public record RolloutRecords(Database database) implements dev.signalbox.step.Rollouts {

  @Override
  public Optional<RolloutRecord> of(RunId run) {
    return database.read(tx -> tx.rollouts().of(run));
  }
}
