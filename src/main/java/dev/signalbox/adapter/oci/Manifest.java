package dev.signalbox.adapter.oci;

import dev.signalbox.domain.artifact.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What an artifact is made of. The bytes are the artifact's identity: they are kept as they came
/// and never written anew.
final class Manifest {

  /// No registry has to take more.
  static final int MOST_BYTES = 4 * 1024 * 1024;

  sealed interface Contents {

    /// @param artifactType what the layers are, in one word of its maker's; empty for an image
    record Image(String artifactType, Descriptor config, List<Descriptor> layers)
        implements Contents {}

    /// Several manifests under one digest, mostly one a platform.
    record Index(List<Descriptor> manifests) implements Contents {}
  }

  private final byte[] bytes;
  private final String mediaType;
  private final Digest digest;
  private final Contents contents;

  private Manifest(byte[] bytes, String mediaType, Contents contents) {
    this.bytes = bytes.clone();
    this.mediaType = mediaType;
    this.digest = Digest.of(bytes);
    this.contents = contents;
  }

  /// The manifest in these bytes; empty if they are something else. A document that could be read
  /// both as an image and as an index is neither.
  ///
  /// @param where whose it is, for the sentence if it refers to something we can't read
  static Optional<Manifest> read(byte[] bytes, String where) {
    return StrictJson.object(bytes)
        .flatMap(json -> {
          boolean image = json.path("config").isObject() && json.path("layers").isArray();
          boolean index = json.path("manifests").isArray();
          Set<String> types = image ? MediaType.MANIFESTS : MediaType.INDEXES;
          String type =
              json.path("mediaType").asString(image ? MediaType.MANIFEST : MediaType.INDEX);
          return image != index && types.contains(type)
              ? Optional.of(
                  new Manifest(bytes, type, image ? image(json, where) : index(json, where)))
              : Optional.empty();
        });
  }

  private static Contents image(ObjectNode json, String where) {
    return new Contents.Image(
        json.path("artifactType").asString(""),
        Descriptor.read(json.path("config"), where),
        descriptors(json.path("layers"), where));
  }

  private static Contents index(ObjectNode json, String where) {
    return new Contents.Index(descriptors(json.path("manifests"), where));
  }

  private static List<Descriptor> descriptors(JsonNode array, String where) {
    List<Descriptor> all = new ArrayList<>();
    array.forEach(one -> all.add(Descriptor.read(one, where)));
    return List.copyOf(all);
  }

  byte[] bytes() {
    return bytes.clone();
  }

  String mediaType() {
    return mediaType;
  }

  Digest digest() {
    return digest;
  }

  Contents contents() {
    return contents;
  }

  Descriptor descriptor() {
    return Descriptor.of(mediaType, digest, bytes.length);
  }
}
