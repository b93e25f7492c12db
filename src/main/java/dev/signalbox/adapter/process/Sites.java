package dev.signalbox.adapter.process;

import dev.signalbox.base.Slug;
import dev.signalbox.port.DeploymentTarget.Site;
import dev.signalbox.port.PortException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
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
    return give(site, Set.of(), state::at);
  }

  /// Gives something beside what a site has already a port that nobody has, and records it.
  ///
  /// @param placed what the site remembers when it is there
  SiteState giveOneMore(Site site, SiteState state, IntFunction<SiteState> placed) {
    return give(site, state.ports(), placed);
  }

  private SiteState give(Site site, Set<Integer> own, IntFunction<SiteState> place) {
    try (HostLock _ = HostLock.take(work.resolve("ports.lock"), PATIENCE)) {
      var taken = new HashSet<>(portsOfOthers(site));
      taken.addAll(own);
      SiteState placed = place.apply(Ports.choose(work, site, taken));
      at(site).save(placed);
      return placed;
    }
  }

  private Set<Integer> portsOfOthers(Site site) {
    return all().stream()
        .filter(other -> !other.equals(site))
        .flatMap(other -> portsOf(other).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /// A neighbour whose record is damaged keeps nobody from starting.
  private Set<Integer> portsOf(Site site) {
    try {
      return at(site).state().ports();
    } catch (PortException e) {
      return Set.of();
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
