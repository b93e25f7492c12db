package dev.signalbox.adapter.oci;

import dev.signalbox.domain.artifact.Digest;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The `index.json` of an image layout: which manifests it has, and the tags that lead to them.
/// What other tools wrote into it stays.
///
/// A digest has one entry for each of its tags, or one without a tag, so that no tool takes it for
/// garbage. A tag has one entry.
record LayoutIndex(ObjectNode document) {

  private static final String TAG = "org.opencontainers.image.ref.name";

  static LayoutIndex empty() {
    ObjectNode document =
        StrictJson.object().put("schemaVersion", 2).put("mediaType", MediaType.INDEX);
    document.putArray("manifests");
    return new LayoutIndex(document);
  }

  /// The index in these bytes; empty if they are something else.
  static Optional<LayoutIndex> read(byte[] bytes) {
    return StrictJson.object(bytes)
        .filter(json -> json.path("manifests").isArray())
        .map(LayoutIndex::new);
  }

  Optional<Digest> tagged(String tag) {
    for (JsonNode entry : entries()) {
      if (tagOf(entry).equals(tag) && Digest.isDigest(digestOf(entry))) {
        return Optional.of(new Digest(digestOf(entry)));
      }
    }
    return Optional.empty();
  }

  /// Everything that has an entry, however many tags it has.
  Set<String> digests() {
    Set<String> digests = new HashSet<>();
    entries().forEach(entry -> digests.add(digestOf(entry)));
    return digests;
  }

  LayoutIndex with(Descriptor manifest) {
    if (digests().contains(manifest.digest().text())) {
      return this;
    }
    LayoutIndex changed = new LayoutIndex(document.deepCopy());
    changed.entries().add(manifest.json());
    return changed;
  }

  LayoutIndex with(Descriptor manifest, String tag) {
    if (tagged(tag).equals(Optional.of(manifest.digest()))) {
      return this;
    }
    LayoutIndex changed = new LayoutIndex(document.deepCopy());
    changed.release(tag);
    changed.entry(manifest).withObjectProperty("annotations").put(TAG, tag);
    return changed;
  }

  byte[] bytes() {
    return StrictJson.bytes(document);
  }

  /// The digest that had the tag keeps an entry, even if this was its only name.
  private void release(String tag) {
    for (int i = entries().size() - 1; i >= 0; i--) {
      if (entries().get(i) instanceof ObjectNode entry && tagOf(entry).equals(tag)) {
        entries().remove(i);
        if (!digests().contains(digestOf(entry))) {
          entry.withObjectProperty("annotations").remove(TAG);
          entries().insert(i, entry);
        }
      }
    }
  }

  /// An entry of this manifest that has no tag: the one it has, or a new one.
  private ObjectNode entry(Descriptor manifest) {
    for (JsonNode one : entries()) {
      if (one instanceof ObjectNode entry
          && digestOf(entry).equals(manifest.digest().text())
          && tagOf(entry).isEmpty()) {
        return entry;
      }
    }
    ObjectNode entry = manifest.json();
    entries().add(entry);
    return entry;
  }

  private ArrayNode entries() {
    return (ArrayNode) document.get("manifests");
  }

  private static String digestOf(JsonNode entry) {
    return entry.path("digest").asString("");
  }

  private static String tagOf(JsonNode entry) {
    return entry.path("annotations").path(TAG).asString("");
  }
}
