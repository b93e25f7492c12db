package dev.signalbox.app;

import dev.signalbox.base.ServiceId;
import dev.signalbox.port.PortException;
import dev.signalbox.port.SourceRepository;
import dev.signalbox.step.Repositories;
import dev.signalbox.store.Database;
import dev.signalbox.store.ServiceStore.ServiceRow;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
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
  private final Opener withoutLogin;
  private final ConcurrentHashMap<String, SourceRepository> open = new ConcurrentHashMap<>();

  /// Repositories that nobody signs in to.
  public OpenRepositories(Database database, Opener opener) {
    this(database, opener, opener);
  }

  /// @param opener signs in where the server's settings say how
  /// @param withoutLogin tells nobody a password
  public OpenRepositories(Database database, Opener opener, Opener withoutLogin) {
    this.database = database;
    this.opener = opener;
    this.withoutLogin = withoutLogin;
  }

  @Override
  public SourceRepository of(ServiceId service) {
    ServiceRow row = database.read(tx -> tx.services().get(service));
    return of(row.repository(), row.branch());
  }

  /// A repository that may not belong to a service yet, named by somebody who may add services.
  public SourceRepository of(String remote, String branch) {
    return open(opener, remote, branch, remote + "\n" + branch);
  }

  /// A repository that a flow file names. Whoever may push a flow file chooses its address, so our
  /// login goes there only if it is the very server that the service's own repository is on.
  SourceRepository named(ServiceRow service, String remote, String branch) {
    return origin(remote).isPresent() && origin(remote).equals(origin(service.repository()))
        ? of(remote, branch)
        : open(withoutLogin, remote, branch, "without login\n" + remote + "\n" + branch);
  }

  /// Scheme, host and port of a URL; empty for a folder of this machine.
  private static Optional<String> origin(String remote) {
    try {
      var uri = new URI(remote);
      return Optional.ofNullable(uri.getHost())
          .map(host -> "%s://%s:%d".formatted(uri.getScheme(), host, uri.getPort()))
          .map(text -> text.toLowerCase(Locale.ROOT));
    } catch (URISyntaxException folder) {
      return Optional.empty();
    }
  }

  private SourceRepository open(Opener how, String remote, String branch, String identity) {
    String mirror =
        dev.signalbox.domain.artifact.Digest.of(
                identity.getBytes(java.nio.charset.StandardCharsets.UTF_8))
            .brief();
    try {
      return open.computeIfAbsent(
          mirror,
          name ->
              how.open(
                  remote,
                  branch,
                  () -> database.read(tx -> tx.lines().branches(remote, branch)),
                  name));
    } catch (IllegalArgumentException unusable) {
      throw new PortException(String.valueOf(unusable.getMessage()), unusable);
    }
  }
}
