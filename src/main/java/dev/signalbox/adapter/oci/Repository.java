package dev.signalbox.adapter.oci;

import dev.signalbox.domain.artifact.Digest;
import java.io.InputStream;
import java.util.Optional;

/// One repository of one registry, in the few moves from which everything else is made. Every
/// method may throw [dev.signalbox.port.PortException].
interface Repository {

  /// How people call it in a sentence, such as `registry.example/storefront`.
  String name();

  /// The manifest with this digest, checked against it; empty if there is none.
  Optional<Manifest> manifest(Digest digest);

  /// What a tag leads to.
  Optional<Digest> resolve(String tag);

  /// Whether there is a manifest with this digest.
  boolean has(Digest manifest);

  boolean hasBlob(Descriptor blob);

  /// The bytes of a blob as they are there; nobody has checked them yet.
  InputStream open(Descriptor blob);

  /// Stores a blob. Nothing is there under its digest until all of it is, and right.
  void put(Blob blob);

  /// Stores a manifest that people know by its digest.
  void putManifest(Manifest manifest);

  /// Stores a manifest that only an index leads to.
  void putInner(Manifest manifest);

  /// Makes the tag lead to this manifest, which is here already.
  void tag(Manifest manifest, String tag);
}
