package dev.signalbox.adapter.oci;

import dev.signalbox.base.Inert;
import dev.signalbox.disk.Removal;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.port.PortException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/// Writes an artifact's files into a directory. They are unpacked beside it first, and come to
/// their place in one move when every layer has shown the right digest; an artifact that is damaged
/// or means harm leaves the directory as it was.
final class Unpacking {

  private final Repository repository;
  private final Limits limits;

  Unpacking(Repository repository, Limits limits) {
    this.repository = repository;
    this.limits = limits;
  }

  /// @param directory empty, or not there yet
  void unpack(Digest digest, Path directory) {
    String artifact = "The artifact %s of %s".formatted(digest.brief(), repository.name());
    Manifest.Contents.Image image = image(artifact, Transfer.in(repository, digest));
    List<Descriptor> layers = image.layers();
    for (Descriptor layer : layers) {
      if (!isTar(layer) && !isGzippedTar(layer)) {
        throw new PortException(
            "%s has a layer of type %s. Signalbox unpacks tar and tar+gzip."
                .formatted(artifact, Inert.quoted(layer.mediaType())));
      }
    }
    try {
      Path target = directory.toAbsolutePath();
      expectEmpty(target);
      Files.createDirectories(target.getParent());
      Path beside = Files.createDirectory(besides(target));
      try {
        TarTree tree =
            new TarTree(
                beside.toRealPath(),
                artifact,
                limits,
                !image.artifactType().equals(MediaType.FILES));
        for (Descriptor layer : layers) {
          add(layer, tree);
        }
        tree.finish();
        if (Files.exists(target)) {
          Files.setPosixFilePermissions(beside, Files.getPosixFilePermissions(target));
        }
        Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Removal.of(beside);
      }
    } catch (IOException e) {
      throw new PortException(
          VerifiedStream.Unusable.behind(e)
              .map(Throwable::getMessage)
              .orElseGet(() ->
                  "%s could not be unpacked into %s: %s."
                      .formatted(artifact, directory, Trouble.of(e))),
          e);
    }
  }

  private void add(Descriptor layer, TarTree tree) throws IOException {
    Blob blob = new Blob.InRepository(layer, repository);
    try (InputStream bytes = new BufferedInputStream(blob.open())) {
      try {
        tree.add(isTar(layer) ? bytes : unzipped(bytes));
      } catch (IOException e) {
        // If the blob is damaged, that says more than what the damage looks like to a reader of
        // tars.
        toItsEnd(bytes);
        throw e;
      }
      toItsEnd(bytes);
    }
  }

  private static InputStream unzipped(InputStream bytes) throws IOException {
    return GzipCompressorInputStream.builder()
        .setInputStream(bytes)
        .setDecompressConcatenated(true)
        .get();
  }

  /// What follows the end of a tar is of no interest, but the digest is of all of it.
  private static void toItsEnd(InputStream bytes) throws IOException {
    bytes.transferTo(OutputStream.nullOutputStream());
  }

  /// The image itself, or the one of an index that this machine can run.
  private Manifest.Contents.Image image(String artifact, Manifest manifest) {
    return switch (manifest.contents()) {
      case Manifest.Contents.Image image -> image;
      case Manifest.Contents.Index index -> {
        List<Descriptor> fitting =
            index.manifests().size() == 1
                ? index.manifests()
                : index.manifests().stream()
                    .filter(m -> m.platform().equals(Optional.of(thisMachine())))
                    .toList();
        if (fitting.size() == 1
            && Transfer.in(repository, fitting.getFirst().digest()).contents()
                instanceof Manifest.Contents.Image image) {
          yield image;
        }
        throw new PortException(
            "%s is an index, and not exactly one of its images is for %s. Publish one that is, or deploy one of its images by its own digest."
                .formatted(artifact, thisMachine()));
      }
    };
  }

  private static String thisMachine() {
    String architecture = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return "linux/" + (architecture.equals("aarch64") ? "arm64" : architecture);
  }

  private static boolean isTar(Descriptor layer) {
    return MediaType.TARS.contains(layer.mediaType());
  }

  private static boolean isGzippedTar(Descriptor layer) {
    return MediaType.GZIPPED_TARS.contains(layer.mediaType());
  }

  private static void expectEmpty(Path directory) throws IOException {
    if (Files.notExists(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      throw new PortException(directory + " is not a directory, so nothing was unpacked into it.");
    }
    try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
      if (children.iterator().hasNext()) {
        throw new PortException(directory + " is not empty, so nothing was unpacked into it.");
      }
    }
  }

  /// Always the same name beside a directory, so that an attempt clears away what the last one left
  /// when it died.
  private static Path besides(Path directory) throws IOException {
    Path beside = directory.resolveSibling("." + directory.getFileName() + ".unpacking");
    Removal.of(beside);
    return beside;
  }
}
