package dev.signalbox.adapter.oci;

import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.artifact.ImageName;
import dev.signalbox.fixture.DockerRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// Two folders and two real registries under four names, and a look behind the curtain of each.
final class Bench implements AutoCloseable {

  static final String FOLDER = "folder.example";
  static final String OTHER_FOLDER = "other-folder.example";
  static final String SERVER = "server.example";
  static final String OTHER_SERVER = "other-server.example:5000";

  /// So that no test meets what another left in a registry.
  private static final AtomicInteger REPOSITORIES = new AtomicInteger();

  private final Path temp;
  private final Map<String, DockerRegistry> servers;
  final Map<String, Location> locations;
  final OciRegistries registries;

  Bench(Path temp, DockerRegistry server, DockerRegistry other) {
    this.temp = temp;
    this.servers = Map.of(SERVER, server, OTHER_SERVER, other);
    this.locations =
        Map.of(
            FOLDER, new Location.Folder(temp.resolve("folder")),
            OTHER_FOLDER, new Location.Folder(temp.resolve("other-folder")),
            SERVER, new Location.Http(server.uri(), Optional.empty()),
            OTHER_SERVER, new Location.Http(other.uri(), Optional.empty()));
    this.registries = new OciRegistries(new OciSettings(locations, temp.resolve("scratch")));
  }

  /// A repository that nobody has used.
  static ImageName image(String registry) {
    return new ImageName(registry, "shop/storefront-" + REPOSITORIES.incrementAndGet());
  }

  /// The file in which a registry keeps a blob or a manifest.
  Path stored(ImageName image, Digest digest) {
    DockerRegistry server = servers.get(image.registry());
    return server != null ? server.blob(digest.hex()) : layout(image).resolve(blob(digest));
  }

  /// The layout of a repository in a folder.
  Path layout(ImageName image) {
    return temp.resolve(image.registry().replace(".example", ""))
        .resolve(image.repository().replace('/', '+'));
  }

  static String blob(Digest digest) {
    return "blobs/sha256/" + digest.hex();
  }

  /// Turns one bit of what a registry keeps.
  void damage(ImageName image, Digest digest) throws IOException {
    Path file = stored(image, digest);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  /// What a manifest in a registry is made of, as the registry itself keeps it.
  Manifest manifest(ImageName image, Digest digest) throws IOException {
    return Manifest.read(Files.readAllBytes(stored(image, digest)), image.toString()).orElseThrow();
  }

  /// The layer of an artifact that has one.
  Digest layer(ImageName image, Digest digest) throws IOException {
    return ((Manifest.Contents.Image) manifest(image, digest).contents())
        .layers()
        .getFirst()
        .digest();
  }

  /// A directory that does not exist yet.
  Path fresh(String name) {
    return temp.resolve(name + "-" + REPOSITORIES.incrementAndGet());
  }

  /// A directory with these files: name, content, name, content.
  Path files(String... namesAndContents) throws IOException {
    Path root = Files.createDirectory(fresh("files"));
    for (int i = 0; i < namesAndContents.length; i += 2) {
      Path file = root.resolve(namesAndContents[i]);
      Files.createDirectories(file.resolveSibling(""));
      Files.writeString(file, namesAndContents[i + 1]);
    }
    return root;
  }

  /// What is below a directory: each name, and a file's content, a link's target, or nothing.
  static Map<String, String> tree(Path root) throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.filter(p -> !p.equals(root)).toList()) {
        all.put(
            root.relativize(path).toString(),
            Files.isSymbolicLink(path)
                ? "-> " + Files.readSymbolicLink(path)
                : Files.isDirectory(path) ? "/" : Files.readString(path));
      }
    }
    return all;
  }

  /// Whether the JVM can name a file with foreign letters.
  static boolean canWriteAnyName() {
    return Charset.forName(System.getProperty("sun.jnu.encoding")).equals(StandardCharsets.UTF_8);
  }

  /// Where a registry is, for another process.
  String address(String registry) {
    return switch (locations.get(registry)) {
      case Location.Folder(Path root) -> root.toString();
      case Location.Http(URI base, var credentials) -> base.toString();
      case null -> throw new IllegalArgumentException(registry);
    };
  }

  /// The same registry, seen by another process.
  static OciRegistries elsewhere(String registry, String address) {
    Location location =
        address.startsWith("http:")
            ? new Location.Http(URI.create(address), Optional.empty())
            : new Location.Folder(Path.of(address));
    return new OciRegistries(
        new OciSettings(
            Map.of(registry, location), Path.of(System.getProperty("java.io.tmpdir"), "unused")));
  }

  @Override
  public void close() {
    registries.close();
  }
}
