package dev.signalbox.adapter.oci;

import dev.signalbox.base.Inert;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.port.PortException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How a manifest refers to bytes: what they are, their digest, and how many.
///
/// @param platform operating system and architecture, such as `linux/amd64`; empty if not said
record Descriptor(String mediaType, Digest digest, long size, Optional<String> platform) {

  static Descriptor of(String mediaType, Digest digest, long size) {
    return new Descriptor(mediaType, digest, size, Optional.empty());
  }

  /// @param where whose manifest it is, for the sentence if it is broken
  static Descriptor read(JsonNode json, String where) {
    String digest = json.path("digest").asString("");
    JsonNode size = json.path("size");
    if (!Digest.isDigest(digest) || !size.isIntegralNumber() || size.asLong(-1) < 0) {
      throw new PortException(
          "A manifest of %s refers to %s, size %s. Signalbox reads SHA-256 digests and whole sizes."
              .formatted(where, Inert.quoted(digest), Inert.quoted(size.asString("missing"))));
    }
    return new Descriptor(
        json.path("mediaType").asString(""),
        new Digest(digest),
        size.asLong(),
        platform(json.path("platform")));
  }

  ObjectNode json() {
    return StrictJson.object()
        .put("mediaType", mediaType)
        .put("digest", digest.text())
        .put("size", size);
  }

  private static Optional<String> platform(JsonNode json) {
    return json.isObject()
        ? Optional.of(json.path("os").asString("") + "/" + json.path("architecture").asString(""))
        : Optional.empty();
  }
}
