package dev.signalbox.adapter.oci;

import dev.signalbox.base.Inert;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.port.PortException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.node.ObjectNode;

/// The files of a build as an artifact: one layer, an empty configuration, and a manifest that says
/// what it is. The same files and annotations give the same digest, as long as the JDK compresses
/// them the same way; what was published once is never packed again to be compared.
///
/// Its annotations let ORAS and its kin unpack the layer into the folder they are called in.
record FilesArtifact(Path root, Map<String, String> annotations) {

  Digest publish(Repository repository, Scratch scratch, Limits limits) {
    try {
      Path file = scratch.file();
      try {
        Blob layer = new Blob.InFile(pack(file, limits), file);
        Manifest manifest = manifest(layer.descriptor());
        new Transfer(repository).store(manifest, List.of(new Blob.Empty(), layer));
        return manifest.digest();
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new PortException(
          "The files at %s could not be packed: %s."
              .formatted(Inert.quoted(root.toString()), Trouble.of(e)),
          e);
    }
  }

  private Descriptor pack(Path file, Limits limits) throws IOException {
    MessageDigest digest = Digest.sha256();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
        OutputStream hashed = new DigestOutputStream(out, digest);
        OutputStream zipped = new GZIPOutputStream(hashed)) {
      new Packing(root, limits).pack(zipped);
    }
    return Descriptor.of(MediaType.LAYER, Digest.of(digest), Files.size(file));
  }

  private Manifest manifest(Descriptor layer) {
    ObjectNode json =
        StrictJson.object()
            .put("schemaVersion", 2)
            .put("mediaType", MediaType.MANIFEST)
            .put("artifactType", MediaType.FILES);
    json.set("config", new Blob.Empty().descriptor().json());
    json.putArray("layers").add(layer.json().set("annotations", unpackedHere()));
    ObjectNode sorted = json.putObject("annotations");
    new TreeMap<>(annotations).forEach(sorted::put);
    return Manifest.read(StrictJson.bytes(json), root.toString())
        .orElseThrow(
            () -> new IllegalStateException("we wrote a manifest we can't read. Indicates a bug."));
  }

  private static ObjectNode unpackedHere() {
    return StrictJson.object()
        .put("io.deis.oras.content.unpack", "true")
        .put("org.opencontainers.image.title", ".");
  }
}
