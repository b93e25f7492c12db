package dev.signalbox.port;

import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.artifact.ImageName;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where artifacts live. An artifact is known by the digest of its manifest; names are added to
/// that digest and never rebuild it. Every method may throw [PortException].
public interface ArtifactRegistry {

  /// Whether this server's settings name the registry.
  boolean knows(String registry);

  /// Uploads an artifact and reads it back. The same content gives the same digest and is uploaded
  /// once.
  Digest publish(ImageName image, Content content);

  /// Gives a digest one more name, without touching its bytes, and reads the name back.
  void tag(ImageName image, Digest digest, String tag);

  /// What a tag leads to.
  Optional<Digest> resolve(ImageName image, String tag);

  /// Whether the registry has this manifest.
  boolean has(ImageName image, Digest digest);

  /// Copies a manifest and all it refers to, byte for byte, reads it back and compares.
  void copy(ImageName from, ImageName to, Digest digest);

  /// Writes the artifact's files into an empty directory, and nothing outside it.
  void unpack(ImageName image, Digest digest, Path directory);

  sealed interface Content {

    /// A file or a directory, packed by us so that the same files give the same digest.
    ///
    /// @param annotations as in the OCI image specification, such as
    ///   `org.opencontainers.image.revision`
    record Files(Path root, Map<String, String> annotations) implements Content {}

    /// An OCI image-layout directory that the team's own build made; its one manifest or index is
    /// published as it is.
    record Layout(Path root) implements Content {}
  }
}
