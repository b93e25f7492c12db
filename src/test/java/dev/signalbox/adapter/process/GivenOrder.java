package dev.signalbox.adapter.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.lock.Fence;
import dev.signalbox.port.DeploymentTarget.Order;
import dev.signalbox.port.DeploymentTarget.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// An order in the making: to bring up a [Greeter] in a version, unless a test says otherwise.
final class GivenOrder {

  static final Site STAGING = new Site(new Slug("storefront"), new Slug("staging"));

  private final Path ledger;
  private final String key;
  private final long fence;
  private final String expected;
  private Site site = STAGING;
  private List<String> argv;
  private Map<String, String> environment = Map.of();
  private String health = "/health";
  private Optional<String> version = Optional.of("/version");
  private Duration within = Duration.ofSeconds(20);
  private Consumer<Path> unpack;

  GivenOrder(Path ledger, String key, long fence, String version) {
    this.ledger = ledger;
    this.key = key;
    this.fence = fence;
    this.expected = version;
    this.argv = Greeter.argv(ledger, 200);
    this.unpack = artifact(version);
  }

  /// Another program, which has no version to ask for.
  GivenOrder running(String... argv) {
    this.argv = List.of(argv);
    this.version = Optional.empty();
    this.unpack = directory -> {};
    return this;
  }

  /// The greeter, started by a script that gets its command line as arguments.
  GivenOrder startedBy(String script) {
    argv = Stream.concat(Stream.of("sh", "-c", script, "sh"), argv.stream()).toList();
    return this;
  }

  GivenOrder withHealth(int status) {
    this.argv = Greeter.argv(ledger, status);
    return this;
  }

  GivenOrder at(Site site) {
    this.site = site;
    return this;
  }

  GivenOrder with(Map<String, String> environment) {
    this.environment = environment;
    return this;
  }

  GivenOrder asking(String health) {
    this.health = health;
    return this;
  }

  GivenOrder within(Duration limit) {
    this.within = limit;
    return this;
  }

  GivenOrder unpackedBy(Consumer<Path> unpack) {
    this.unpack = unpack;
    return this;
  }

  Order order() {
    return new Order(
        key,
        site,
        new Fence(fence),
        digest(expected),
        argv,
        environment,
        health,
        version,
        "\"" + expected + "\"",
        within,
        unpack);
  }

  /// What the greeter is unpacked from: the file with its version.
  static Consumer<Path> artifact(String version) {
    return directory -> {
      try {
        Files.writeString(directory.resolve("version.txt"), version);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  static Digest digest(String version) {
    return Digest.of(version.getBytes(UTF_8));
  }
}
