package dev.signalbox.app;

import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.signoff.Signoffs.Word;
import dev.signalbox.step.Spoken;
import dev.signalbox.store.Database;
import java.util.List;

/// What people said, as a step that waits for it asks.
public record SpokenWords(Database database) implements Spoken {

  @Override
  public List<Word> in(ServiceId service, Slug environment) {
    return database.read(tx -> tx.signoffs().of(service, environment).words());
  }
}
