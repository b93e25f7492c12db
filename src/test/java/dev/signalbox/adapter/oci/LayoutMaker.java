package dev.signalbox.adapter.oci;

import dev.signalbox.domain.artifact.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes image layouts as a team's own build would, or as somebody would who means harm.
record LayoutMaker(Path root) {

  interface Tar {
    void write(TarArchiveOutputStream tar) throws IOException;
  }

  /// An empty layout.
  static LayoutMaker in(Path root) throws IOException {
    Files.createDirectories(root.resolve("blobs/sha256"));
    Files.writeString(root.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    return new LayoutMaker(root);
  }

  /// A gzipped tar as a layer.
  Descriptor layer(Tar entries) {
    return blob(MediaType.LAYER, gzipped(tar(entries)));
  }

  Descriptor blob(String mediaType, byte[] bytes) {
    try {
      Files.write(root.resolve(Bench.blob(Digest.of(bytes))), bytes);
      return Descriptor.of(mediaType, Digest.of(bytes), bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// An image of these layers.
  Descriptor image(Descriptor... layers) {
    Descriptor config =
        blob(
            "application/vnd.oci.image.config.v1+json",
            "{\"architecture\":\"amd64\",\"os\":\"linux\"}".getBytes(StandardCharsets.UTF_8));
    ObjectNode json =
        StrictJson.object().put("schemaVersion", 2).put("mediaType", MediaType.MANIFEST);
    json.set("config", config.json());
    ArrayNode array = json.putArray("layers");
    List.of(layers).forEach(layer -> array.add(layer.json()));
    return blob(MediaType.MANIFEST, StrictJson.bytes(json));
  }

  /// An index of these images, each for the platform beside it.
  Descriptor index(List<String> platforms, Descriptor... images) {
    ObjectNode json = StrictJson.object().put("schemaVersion", 2).put("mediaType", MediaType.INDEX);
    ArrayNode array = json.putArray("manifests");
    for (int i = 0; i < images.length; i++) {
      String[] platform = platforms.get(i).split("/", 2);
      ObjectNode entry = images[i].json();
      entry.putObject("platform").put("os", platform[0]).put("architecture", platform[1]);
      array.add(entry);
    }
    return blob(MediaType.INDEX, StrictJson.bytes(json));
  }

  /// Makes the layout name these manifests.
  Path naming(Descriptor... manifests) throws IOException {
    LayoutIndex index = LayoutIndex.empty();
    for (Descriptor manifest : manifests) {
      index = index.with(manifest);
    }
    Files.write(root.resolve("index.json"), index.bytes());
    return root;
  }

  static byte[] tar(Tar entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      entries.write(tar);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] gzipped(byte[] bytes) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return zipped.toByteArray();
  }

  static void file(TarArchiveOutputStream tar, String name, String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(bytes.length);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  static void symlink(TarArchiveOutputStream tar, String name, String target) throws IOException {
    special(tar, name, TarConstants.LF_SYMLINK, target);
  }

  static void special(TarArchiveOutputStream tar, String name, byte kind, String target)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, kind, true);
    entry.setLinkName(target);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }
}
