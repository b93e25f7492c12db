package dev.signalbox.adapter.process;

import dev.signalbox.base.Slug;
import dev.signalbox.port.DeploymentTarget.Site;
import dev.signalbox.port.PortException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// All sites of this machine, in one work folder. They share nothing but the ports to choose from.
final class Sites {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path work;
  private final Launcher launcher;

  Sites(Path work) {
    this.work = work.toAbsolutePath().normalize();
    this.launcher = new Launcher(work);
  }

  SiteFolder at(Site site) {
    return new SiteFolder(work, site, launcher);
  }

  /// Those where something was deployed once.
  List<Site> all() {
    return names(work).stream()
        .flatMap(service ->
            names(work.resolve(service.text())).stream()
                .map(environment -> new Site(service, environment)))
        .toList();
  }

  /// Gives a site a port that is free and no other site's, and records it.
  SiteState give(Site site, SiteState state) {
    try (HostLock _ = HostLock.take(work.resolve("ports.lock"), PATIENCE)) {
      SiteState placed = state.at(Ports.choose(work, site, portsOfOthers(site)));
      at(site).save(placed);
      return placed;
    }
  }

  private Set<Integer> portsOfOthers(Site site) {
    return all().stream()
        .filter(other -> !other.equals(site))
        .flatMap(other -> portOf(other).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /// A neighbour whose record is damaged keeps nobody from starting.
  private Optional<Integer> portOf(Site site) {
    try {
      return at(site).state().port();
    } catch (PortException e) {
      return Optional.empty();
    }
  }

  private static List<Slug> names(Path folder) {
    return Disk.list(folder).stream()
        .map(path -> path.getFileName().toString())
        .filter(Slug::isSlug)
        .map(Slug::new)
        .toList();
  }
}
