package dev.signalbox.app;

import dev.signalbox.base.RunId;
import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.rollout.Posting;
import dev.signalbox.domain.rollout.RolloutRecord;
import dev.signalbox.store.Database;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where rollouts stand, as their step asks for it.
public record RolloutRecords(Database database) implements dev.signalbox.step.Rollouts {

  @Override
  public Optional<RolloutRecord> of(RunId run) {
    return database.read(tx -> tx.rollouts().of(run));
  }

  @Override
  public int compared(RunId run, ServiceId service, Slug environment, String metric) {
    return database.read(tx -> tx.rollouts().compared(run, service, environment, metric));
  }

  @Override
  public List<Posting> posted(RunId run, int window, Instant from) {
    return database.read(tx -> tx.postings().of(run, window, from));
  }

  @Override
  public List<Posting> close(RunId run, int window, Instant from) {
    return database.write(tx -> {
      tx.postings().close(run, window, from);
      return tx.postings().of(run, window, from);
    });
  }
}
