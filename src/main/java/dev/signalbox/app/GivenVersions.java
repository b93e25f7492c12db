package dev.signalbox.app;

import dev.signalbox.base.RunId;
import dev.signalbox.base.ServiceId;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.release.ReleaseVersion;
import dev.signalbox.store.Database;
import java.time.Instant;
import java.util.Map;

/// The versions that were given to commits, as the release step asks for them.
public record GivenVersions(Database database) implements dev.signalbox.step.Releases {

  @Override
  public Map<String, CommitId> of(ServiceId service) {
    return database.read(tx -> tx.releases().tags(service));
  }

  @Override
  public Map<ReleaseVersion, CommitId> reserved(ServiceId service) {
    return database.read(tx -> tx.reservations().of(service));
  }

  @Override
  public CommitId reserve(
      ServiceId service, ReleaseVersion version, CommitId commit, RunId by, Instant now) {
    return database.write(tx -> tx.reservations().reserve(service, version, commit, by, now));
  }

  @Override
  public void giveBack(ServiceId service, ReleaseVersion version, CommitId commit) {
    database.change(tx -> tx.reservations().giveBack(service, version, commit));
  }

  @Override
  public void pushed(ServiceId service, Instant now) {
    database.change(tx -> tx.services().lookAt(service, now));
  }
}
