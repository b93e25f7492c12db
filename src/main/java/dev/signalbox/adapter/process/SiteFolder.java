package dev.signalbox.adapter.process;

import dev.signalbox.port.DeploymentTarget.Site;
import dev.signalbox.port.PortException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Where a site is kept on this machine: what it remembers, and each deployment in a folder of its
/// own. Whoever changes something holds the site's lock; reading needs none.
final class SiteFolder {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  /// Longer than any change takes: unpacking, stopping, starting.
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Site site;
  private final Path folder;
  private final Path file;
  private final Path deployments;
  private final Launcher launcher;

  SiteFolder(Path work, Site site, Launcher launcher) {
    this.site = site;
    this.folder = work.resolve(site.service().text()).resolve(site.environment().text());
    this.file = folder.resolve("site.json");
    this.deployments = folder.resolve("deployments");
    this.launcher = launcher;
  }

  HostLock lock() {
    Disk.makeFolder(folder);
    return HostLock.take(folder.resolve("lock"), PATIENCE);
  }

  /// @throws PortException if the record is damaged: without the highest fence, nothing may be
  ///   changed here
  SiteState state() {
    Optional<String> text = Disk.read(file);
    if (text.isEmpty()) {
      return SiteState.UNTOUCHED;
    }
    try {
      return read(text.get());
    } catch (JacksonException | NullPointerException e) {
      throw new PortException(
          ("What is known of %s is damaged (%s), and so nothing is changed there. See what runs,"
                  + " remove the file, and deploy again.")
              .formatted(name() + ", " + file + ",", cause(e)),
          e);
    }
  }

  /// A record that is older than instances beside each other has none of them.
  private static SiteState read(String text) {
    JsonNode record = Objects.requireNonNull(JSON.readTree(text));
    if (record instanceof ObjectNode fields && !fields.has("beside")) {
      fields.putArray("beside");
    }
    return Objects.requireNonNull(JSON.treeToValue(record, SiteState.class));
  }

  void save(SiteState state) {
    Disk.write(file, JSON.writeValueAsString(state));
  }

  /// Numbers only grow, whatever became of the earlier ones.
  int nextNumber() {
    return numbers().stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
  }

  /// Where the artifact is unpacked.
  Path files(int number) {
    return deployments.resolve(Integer.toString(number)).resolve("files");
  }

  LastingProcess process(int number) {
    return new LastingProcess(
        deployments.resolve(Integer.toString(number)).resolve("process"), launcher);
  }

  /// Ends whatever any deployment has left running.
  void stopAll(Duration grace) {
    numbers().forEach(number -> process(number).stop(grace));
  }

  /// Removes the deployments that nobody looks back to. All of them have been stopped.
  void prune(SiteState state) {
    numbers().stream()
        .filter(number -> !state.kept().contains(number))
        .forEach(number -> Disk.remove(deployments.resolve(Integer.toString(number))));
  }

  /// Such as `storefront in staging`.
  String name() {
    return site.service() + " in " + site.environment();
  }

  private List<Integer> numbers() {
    return Disk.list(deployments).stream()
        .filter(Files::isDirectory)
        .map(path -> path.getFileName().toString())
        .filter(name -> name.matches("[0-9]{1,9}"))
        .map(Integer::valueOf)
        .toList();
  }

  private static String cause(Exception e) {
    return e instanceof JacksonException damage ? damage.getOriginalMessage() : "a part is missing";
  }
}
