package dev.signalbox.app;

import dev.signalbox.base.ServiceId;
import dev.signalbox.port.PortException;
import dev.signalbox.port.SourceRepository;
import dev.signalbox.step.Repositories;
import dev.signalbox.store.Database;
import dev.signalbox.store.ServiceStore.ServiceRow;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The repositories of the services, each opened once on this server.
public final class OpenRepositories implements Repositories {

  /// Opens a repository; the wiring knows how.
  public interface Opener {

    /// @param lines the branches that are followed beside the tracked one
    /// @param mirror the name of our own copy: a folder's name, unique for the remote and the
    ///   branch
    SourceRepository open(String remote, String branch, Supplier<Set<String>> lines, String mirror);
  }

  private final Database database;
  private final Opener opener;
  private final ConcurrentHashMap<String, SourceRepository> open = new ConcurrentHashMap<>();

  public OpenRepositories(Database database, Opener opener) {
    this.database = database;
    this.opener = opener;
  }

  @Override
  public SourceRepository of(ServiceId service) {
    ServiceRow row = database.read(tx -> tx.services().get(service));
    return of(row.repository(), row.branch());
  }

  /// A repository that may not belong to a service yet.
  public SourceRepository of(String remote, String branch) {
    String mirror =
        dev.signalbox.domain.artifact.Digest.of(
                (remote + "\n" + branch).getBytes(java.nio.charset.StandardCharsets.UTF_8))
            .brief();
    try {
      return open.computeIfAbsent(
          mirror,
          name ->
              opener.open(
                  remote,
                  branch,
                  () -> database.read(tx -> tx.lines().branches(remote, branch)),
                  name));
    } catch (IllegalArgumentException unusable) {
      throw new PortException(String.valueOf(unusable.getMessage()), unusable);
    }
  }
}
