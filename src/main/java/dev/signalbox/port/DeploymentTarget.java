package dev.signalbox.port;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.lock.Fence;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Where artifacts run. The target checks the fence at the moment it changes something: an order
/// with a fence lower than the highest it has seen changes nothing. Every method may throw
/// [PortException].
public interface DeploymentTarget {

  /// What the target itself says is there.
  Observation observe(Site site);

  /// Brings the artifact up in the place of what runs there, and returns when it answers or has
  /// failed. The same key again is not a second deployment: it goes on with the first.
  ///
  /// @param log takes one line at a time, for the person who watches
  /// @param stopped asked now and then; true ends the attempt as failed
  Result deploy(Order order, Consumer<String> log, BooleanSupplier stopped);

  /// Brings one more instance up beside what runs there, at an address of its own. Otherwise as
  /// [#deploy].
  Result add(Order order, Consumer<String> log, BooleanSupplier stopped);

  /// Every instance that runs at the site, brought up by either way.
  List<Instance> instances(Site site);

  /// Ends every instance at the site but those with these keys, and returns when they are gone.
  ///
  /// @return the fence of whoever acts there now, if it is higher; nothing was changed then
  Optional<Fence> keepOnly(Site site, Fence fence, Set<String> keys);

  record Site(Slug service, Slug environment) {}

  /// @param key of the order that brought it up
  /// @param address where it answers
  record Instance(String key, Digest digest, URI address) {}

  /// @param key the effect's idempotency key
  /// @param argv the program and its arguments, run in the artifact's directory
  /// @param environment what the program sees beside `PORT`
  /// @param health the path that answers 200 when it is up
  /// @param version the path whose answer names what runs; empty if it has none
  /// @param expected the answer the version path has to contain
  /// @param within how long it may take to come up
  /// @param unpack writes the artifact's files into the directory the target gives it
  record Order(
      String key,
      Site site,
      Fence fence,
      Digest digest,
      List<String> argv,
      Map<String, String> environment,
      String health,
      Optional<String> version,
      String expected,
      Duration within,
      Consumer<Path> unpack) {}

  sealed interface Observation {

    record Nothing() implements Observation {}

    /// @param address where it answers
    /// @param healthy whether it answered just now
    record Running(String key, Digest digest, Fence fence, URI address, boolean healthy)
        implements Observation {}
  }

  sealed interface Result {

    record Up(URI address) implements Result {}

    /// It did not come up. What it said stands in the log.
    record Failed(String sentence) implements Result {}

    /// Somebody with a higher fence acts here now; nothing was changed.
    record Overtaken(Fence seen) implements Result {}
  }
}
