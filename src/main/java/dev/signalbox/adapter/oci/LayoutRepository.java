package dev.signalbox.adapter.oci;

import dev.signalbox.base.Inert;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.port.PortException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// A repository in a folder, laid out as the OCI image specification says, so that any tool of that
/// world can read it.
///
/// A file gets its name only when it is whole and on the disk, and `index.json` is replaced, never
/// rewritten: whoever dies in between leaves the old state, and readers need no lock.
final class LayoutRepository implements Repository {

  private static final int MOST_INDEX_BYTES = 64 * 1024 * 1024;
  private static final String LAYOUT = "oci-layout";
  private static final String INDEX = "index.json";
  private static final String VERSION = "1.0.0";

  private final String name;
  private final Path folder;
  private final Path blobs;
  private final Scratch incoming;
  private final LayoutLock lock;

  LayoutRepository(String name, Path folder, Duration patience) {
    this.name = name;
    this.folder = folder;
    this.blobs = folder.resolve("blobs").resolve("sha256");
    this.incoming = new Scratch(folder.resolve(".incoming"));
    this.lock = new LayoutLock(folder, patience);
  }

  /// The one manifest of a layout that somebody else made.
  Digest only() {
    try {
      Optional<String> version =
          small(folder.resolve(LAYOUT), Manifest.MOST_BYTES)
              .flatMap(StrictJson::object)
              .map(json -> json.path("imageLayoutVersion").asString(""));
      if (!version.equals(Optional.of(VERSION))) {
        throw new PortException(
            "%s is not an OCI image layout of version %s: its file oci-layout is missing or says something else."
                .formatted(name, VERSION));
      }
      Set<String> digests = index().digests();
      if (digests.size() != 1) {
        throw new PortException(
            "The index.json of %s has %d manifests, and a publish takes exactly one. Let the build write one image or one index of images."
                .formatted(name, digests.size()));
      }
      String digest = digests.iterator().next();
      if (!Digest.isDigest(digest)) {
        throw new PortException(
            "The index.json of %s names %s, which is not a SHA-256 digest."
                .formatted(name, Inert.quoted(digest)));
      }
      return new Digest(digest);
    } catch (IOException e) {
      throw trouble("read the layout", e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<Manifest> manifest(Digest digest) {
    try {
      Optional<byte[]> bytes = small(file(digest), Manifest.MOST_BYTES);
      if (bytes.isPresent() && !Digest.of(bytes.get()).equals(digest)) {
        throw new PortException(
            "The manifest %s in %s is damaged: its bytes have another digest. Copy it there again from a registry that has it whole."
                .formatted(digest.brief(), name));
      }
      return bytes.flatMap(b -> Manifest.read(b, name));
    } catch (IOException e) {
      throw trouble("read the manifest " + digest.brief(), e);
    }
  }

  @Override
  public Optional<Digest> resolve(String tag) {
    try {
      return index().tagged(tag);
    } catch (IOException e) {
      throw trouble("look up the tag " + tag, e);
    }
  }

  @Override
  public boolean has(Digest manifest) {
    return manifest(manifest).isPresent();
  }

  @Override
  public boolean hasBlob(Descriptor blob) {
    try {
      Path file = file(blob.digest());
      return Files.isRegularFile(file) && Files.size(file) == blob.size();
    } catch (IOException e) {
      throw trouble("look for the blob " + blob.digest().brief(), e);
    }
  }

  @Override
  public InputStream open(Descriptor blob) {
    try {
      return Files.newInputStream(file(blob.digest()));
    } catch (NoSuchFileException missing) {
      throw new PortException(
          "%s has no blob %s, though a manifest there refers to it."
              .formatted(name, blob.digest().brief()),
          missing);
    } catch (IOException e) {
      throw trouble("read the blob " + blob.digest().brief(), e);
    }
  }

  @Override
  public void put(Blob blob) {
    Digest digest = blob.descriptor().digest();
    try (InputStream bytes = blob.open()) {
      prepare();
      incoming.write(bytes, blobs, digest.hex());
    } catch (IOException e) {
      throw trouble("store the blob " + digest.brief(), e);
    }
  }

  @Override
  public void putInner(Manifest manifest) {
    try {
      prepare();
      write(manifest.bytes(), blobs, manifest.digest().hex());
    } catch (IOException e) {
      throw trouble("store the manifest " + manifest.digest().brief(), e);
    }
  }

  @Override
  public void putManifest(Manifest manifest) {
    putInner(manifest);
    change(index -> index.with(manifest.descriptor()));
  }

  @Override
  public void tag(Manifest manifest, String tag) {
    change(index -> index.with(manifest.descriptor(), tag));
  }

  private void change(UnaryOperator<LayoutIndex> change) {
    try {
      prepare();
      lock.holding(() -> {
        LayoutIndex before = index();
        LayoutIndex after = change.apply(before);
        if (!after.equals(before)) {
          write(after.bytes(), folder, INDEX);
        }
      });
    } catch (IOException e) {
      throw trouble("change index.json", e);
    }
  }

  private LayoutIndex index() throws IOException {
    Path file = folder.resolve(INDEX);
    return Files.notExists(file)
        ? LayoutIndex.empty()
        : small(file, MOST_INDEX_BYTES)
            .flatMap(LayoutIndex::read)
            .orElseThrow(() ->
                new PortException(
                    "The index.json of %s is not an OCI image index, or is larger than 64 MiB. Put back a good one: %s."
                        .formatted(name, file)));
  }

  /// Makes an empty layout, unless there is one.
  private void prepare() throws IOException {
    Path layout = folder.resolve(LAYOUT);
    if (Files.exists(layout)) {
      return;
    }
    Files.createDirectories(blobs);
    lock.holding(() -> {
      if (Files.notExists(layout)) {
        Scratch.sync(folder.resolve("blobs"));
        Scratch.sync(folder.resolve(".."));
        if (Files.notExists(folder.resolve(INDEX))) {
          write(LayoutIndex.empty().bytes(), folder, INDEX);
        }
        write(
            StrictJson.bytes(StrictJson.object().put("imageLayoutVersion", VERSION)),
            folder,
            LAYOUT);
      }
    });
  }

  private void write(byte[] bytes, Path into, String file) throws IOException {
    incoming.write(new ByteArrayInputStream(bytes), into, file);
  }

  private Path file(Digest digest) {
    return blobs.resolve(digest.hex());
  }

  /// The bytes of a file; empty if there is none, or not a file, or one larger than that.
  private static Optional<byte[]> small(Path file, int most) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(most + 1);
      return bytes.length > most ? Optional.empty() : Optional.of(bytes);
    } catch (NoSuchFileException goneMeanwhile) {
      return Optional.empty();
    }
  }

  private PortException trouble(String wish, IOException e) {
    return new PortException(
        VerifiedStream.Unusable.behind(e)
            .map(Throwable::getMessage)
            .orElseGet(
                () -> "Could not %s of %s in %s: %s.".formatted(wish, name, folder, Trouble.of(e))),
        e);
  }
}
