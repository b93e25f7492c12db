package dev.signalbox.adapter.oci;

import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.port.PortException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Brings an artifact into a repository: first the blobs, then the manifests that an index leads
/// to, last the manifest itself. So a manifest that is there has all it refers to, and whoever is
/// interrupted may simply begin again.
final class Transfer {

  /// Honest indexes are one deep, now and then two.
  private static final int DEEPEST = 4;

  private final Repository to;
  private final Set<Digest> done = new HashSet<>();

  Transfer(Repository to) {
    this.to = to;
  }

  /// Copies a manifest and all it refers to, byte for byte.
  void copy(Repository from, Digest digest) {
    Manifest manifest = in(from, digest);
    contents(from, manifest, 1);
    finish(manifest);
  }

  /// Stores an artifact that we made.
  void store(Manifest manifest, List<Blob> blobs) {
    blobs.forEach(this::blob);
    finish(manifest);
  }

  /// The manifest in this repository.
  static Manifest in(Repository repository, Digest digest) {
    return repository
        .manifest(digest)
        .orElseThrow(() ->
            new PortException(
                "%s has no artifact %s. It was never published there, or has been deleted."
                    .formatted(repository.name(), digest)));
  }

  private void contents(Repository from, Manifest manifest, int depth) {
    switch (manifest.contents()) {
      case Manifest.Contents.Image image -> {
        blob(new Blob.InRepository(image.config(), from));
        image.layers().forEach(layer -> blob(new Blob.InRepository(layer, from)));
      }
      case Manifest.Contents.Index index ->
          index.manifests().forEach(inner -> inner(from, inner.digest(), depth));
    }
  }

  private void inner(Repository from, Digest digest, int depth) {
    if (depth > DEEPEST) {
      throw new PortException(
          "An index in %s leads to indexes more than %d deep. Signalbox does not follow it."
              .formatted(from.name(), DEEPEST));
    }
    if (done.add(digest)) {
      Manifest manifest = in(from, digest);
      contents(from, manifest, depth + 1);
      to.putInner(manifest);
    }
  }

  private void blob(Blob blob) {
    if (done.add(blob.descriptor().digest()) && !to.hasBlob(blob.descriptor())) {
      to.put(blob);
    }
  }

  private void finish(Manifest manifest) {
    to.putManifest(manifest);
    if (!Arrays.equals(in(to, manifest.digest()).bytes(), manifest.bytes())) {
      throw new PortException(
          "%s gave back other bytes for %s than it was given. Do not trust it."
              .formatted(to.name(), manifest.digest()));
    }
  }
}
