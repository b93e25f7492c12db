package dev.signalbox.app;

import dev.signalbox.base.Decision;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.store.Database;
import java.time.Instant;
import java.util.List;

/// The releases of a service.
public final class Releases {

  private final Database database;

  public Releases(Database database) {
    this.database = database;
  }

  /// @param notes what has changed, one line a commit
  public record ReleaseView(
      String version, String tag, CommitId commit, Digest digest, Instant made, String notes) {}

  /// Newest first.
  public Decision<List<ReleaseView>> newest(String service, int most) {
    return database.read(tx ->
        Named.service(tx, service)
            .map(row ->
                tx.releases().newest(row.id(), most).stream()
                    .map(r ->
                        new ReleaseView(
                            r.version().toString(),
                            r.tag(),
                            r.commit(),
                            r.digest(),
                            r.made(),
                            tx.releases().notes(r.id())))
                    .toList()));
  }
}
