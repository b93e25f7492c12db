package dev.signalbox.adapter.oci;

import dev.signalbox.base.Inert;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.artifact.ImageName;
import dev.signalbox.port.ArtifactRegistry;
import dev.signalbox.port.PortException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/// The registries of this server, by the names that flow files use. Behind a name stands a folder
/// or a server; nobody outside this room can tell which, and artifacts travel between both kinds
/// with the same digest.
public final class OciRegistries implements ArtifactRegistry, AutoCloseable {

  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);

  private final OciSettings settings;
  private final HttpClient client;
  private final Map<String, HttpRegistry> online = new HashMap<>();

  public OciRegistries(OciSettings settings) {
    this.settings = settings;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_WITHIN)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    settings
        .registries()
        .forEach((name, location) -> {
          if (location instanceof Location.Http http) {
            online.put(name, new HttpRegistry(name, http, client, settings.limits()));
          }
        });
  }

  @Override
  public boolean knows(String registry) {
    return settings.registries().containsKey(registry);
  }

  @Override
  public Digest publish(ImageName image, Content content) {
    Repository repository = repository(image);
    return switch (content) {
      case Content.Files(Path root, Map<String, String> annotations) ->
          new FilesArtifact(root, annotations)
              .publish(repository, new Scratch(settings.scratch()), settings.limits());
      case Content.Layout(Path root) -> {
        LayoutRepository layout =
            new LayoutRepository(
                "the image layout " + root.getFileName(), root, settings.limits().patience());
        Digest digest = layout.only();
        new Transfer(repository).copy(layout, digest);
        yield digest;
      }
    };
  }

  @Override
  public void tag(ImageName image, Digest digest, String tag) {
    Repository repository = repository(image);
    repository.tag(Transfer.in(repository, digest), checked(tag));
    Optional<Digest> now = repository.resolve(tag);
    if (!now.equals(Optional.of(digest))) {
      throw new PortException(
          "%s took the tag %s for %s, but now it leads to %s: somebody else is moving it."
              .formatted(image, tag, digest, now.map(Digest::text).orElse("nothing")));
    }
  }

  @Override
  public Optional<Digest> resolve(ImageName image, String tag) {
    return repository(image).resolve(checked(tag));
  }

  @Override
  public boolean has(ImageName image, Digest digest) {
    return repository(image).has(digest);
  }

  @Override
  public void copy(ImageName from, ImageName to, Digest digest) {
    new Transfer(repository(to)).copy(repository(from), digest);
  }

  @Override
  public void unpack(ImageName image, Digest digest, Path directory) {
    new Unpacking(repository(image), settings.limits()).unpack(digest, directory);
  }

  /// Ends the connections; what is under way fails.
  @Override
  public void close() {
    client.shutdownNow();
  }

  private Repository repository(ImageName image) {
    return switch (settings.registries().get(image.registry())) {
      case Location.Folder(Path root) ->
          new LayoutRepository(
              image.toString(),
              root.resolve(folder(image.repository())),
              settings.limits().patience());
      case Location.Http http ->
          new HttpRepository(
              Objects.requireNonNull(online.get(image.registry())), image.repository());
      case null -> throw unknown(image.registry());
    };
  }

  /// One folder a repository and never one inside another, for `shop/blobs` is a repository too.
  private static String folder(String repository) {
    return repository.replace('/', '+');
  }

  private PortException unknown(String registry) {
    return new PortException(
        "This server knows no registry %s. Its settings have: %s. Add it there, or correct the flow file."
            .formatted(
                Inert.quoted(registry),
                settings.registries().isEmpty()
                    ? "none"
                    : String.join(", ", new TreeSet<>(settings.registries().keySet()))));
  }

  private static String checked(String tag) {
    if (!ImageName.isTag(tag)) {
      throw new PortException(
          "%s cannot be a tag: a tag has letters, digits, '.', '_' and '-', does not begin with '.' or '-', and has at most 128 characters."
              .formatted(Inert.quoted(tag)));
    }
    return tag;
  }
}
