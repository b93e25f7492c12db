package dev.signalbox.adapter.process;

import dev.signalbox.adapter.process.HealthCheck.Answer;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.lock.Fence;
import dev.signalbox.port.CommandRunner.State;
import dev.signalbox.port.DeploymentTarget;
import dev.signalbox.port.PortException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Runs each site's artifact as a process on this machine, on a port of its own. The process
/// outlives the server, for it is production; whichever server comes next finds it as it is. The
/// old process is gone before the new one starts, so an answer is never the old one's.
public final class LocalProcesses implements DeploymentTarget {

  /// How long a program has to go by itself when it is replaced.
  public static final Duration GRACE = Duration.ofSeconds(10);

  /// What is kept of a program's output: the last of it, between this and twice as much.
  public static final long OUTPUT_LIMIT = 16L * 1024 * 1024;

  private final Sites sites;
  private final InstantSource clock;
  private final Duration grace;
  private final HealthCheck health = new HealthCheck();

  /// @param work a folder of our own; made if it is not there
  public LocalProcesses(Path work, InstantSource clock) {
    this(work, clock, GRACE);
  }

  LocalProcesses(Path work, InstantSource clock, Duration grace) {
    this.sites = new Sites(work);
    this.clock = clock;
    this.grace = grace;
  }

  /// A program that has ended by itself since is not there, whatever was deployed.
  @Override
  public Observation observe(Site site) {
    SiteFolder folder = sites.at(site);
    return folder
        .state()
        .current()
        .filter(it -> folder.process(it.number()).state() instanceof State.Running)
        .<Observation>map(it ->
            new Observation.Running(
                it.key(),
                new Digest(it.digest()),
                new Fence(it.fence()),
                it.address(),
                health.isUp(it.address(), it.health()) instanceof Answer.Good))
        .orElseGet(Observation.Nothing::new);
  }

  @Override
  public Result deploy(Order order, Consumer<String> log, BooleanSupplier stopped) {
    return new Attempt(sites, order, false, clock.instant(), grace, health, log, stopped).run();
  }

  @Override
  public Result add(Order order, Consumer<String> log, BooleanSupplier stopped) {
    return new Attempt(sites, order, true, clock.instant(), grace, health, log, stopped).run();
  }

  @Override
  public List<Instance> instances(Site site) {
    SiteFolder folder = sites.at(site);
    return folder.state().all().stream()
        .filter(it -> folder.process(it.number()).state() instanceof State.Running)
        .map(it -> new Instance(it.key(), new Digest(it.digest()), it.address()))
        .toList();
  }

  @Override
  public Optional<Fence> keepOnly(Site site, Fence fence, Set<String> keys) {
    SiteFolder folder = sites.at(site);
    try (HostLock _ = folder.lock()) {
      SiteState state = folder.state();
      if (state.isAheadOf(fence)) {
        return Optional.of(new Fence(state.fence()));
      }
      folder.save(state.seeing(fence));
      SiteState kept = state.seeing(fence).keeping(keys);
      state.all().stream()
          .filter(it -> !kept.isAt(it.number()))
          .forEach(it -> folder.process(it.number()).stop(grace));
      folder.save(kept);
      folder.prune(kept);
      return Optional.empty();
    }
  }

  /// Takes down what runs at a site, for good. Its port and its highest fence are remembered.
  public void takeDown(Site site) {
    SiteFolder folder = sites.at(site);
    try (HostLock _ = folder.lock()) {
      folder.stopAll(grace);
      folder.save(folder.state().takenDown());
    }
  }

  /// Takes down every site below the work folder; what goes wrong at one keeps no other up.
  public void takeDownAll() {
    var troubles = new ArrayList<String>();
    for (Site site : sites.all()) {
      try {
        takeDown(site);
      } catch (PortException e) {
        troubles.add(e.getMessage());
      }
    }
    if (!troubles.isEmpty()) {
      throw new PortException(String.join(" ", troubles));
    }
  }
}
