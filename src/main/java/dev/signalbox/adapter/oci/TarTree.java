package dev.signalbox.adapter.oci;

import dev.signalbox.base.Inert;
import dev.signalbox.disk.Removal;
import dev.signalbox.port.PortException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// Writes the entries of tars below one folder and nowhere else. Whoever made the tar may be
/// hostile, so nothing is written through a link, nothing but files, directories and links is made,
/// and every link is walked at the end to see that it stays inside.
final class TarTree {

  private static final int OWNER_MAY_RUN = 0100;

  /// Room for two paths of the longest kind, and for whatever else an honest header says.
  private static final int LONGEST_HEADER = 1024 * 1024;

  private static final String GONE = ".wh.";
  private static final String ALL_GONE = ".wh..wh..opq";

  private final Path root;
  private final String artifact;
  private final Limits limits;
  private final boolean whiteouts;
  private final List<Path> links = new ArrayList<>();
  private final Set<Path> ofThisLayer = new HashSet<>();
  private int entries;
  private long bytes;

  /// @param root a real path
  /// @param artifact how a sentence about it begins
  /// @param whiteouts whether a name that begins with `.wh.` removes what a lower layer has, as in
  ///   container images
  TarTree(Path root, String artifact, Limits limits, boolean whiteouts) {
    this.root = root;
    this.artifact = artifact;
    this.limits = limits;
    this.whiteouts = whiteouts;
  }

  /// Adds one layer on top of those before. The stream stays open.
  void add(InputStream in) throws IOException {
    ofThisLayer.clear();
    MeteredStream metered = new MeteredStream(in);
    metered.allow(LONGEST_HEADER);
    try {
      TarArchiveInputStream tar = new TarArchiveInputStream(metered, StandardCharsets.UTF_8.name());
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        count(entry);
        metered.allow(entry.getSize() + LONGEST_HEADER);
        add(tar, entry);
      }
    } catch (IllegalArgumentException notTar) {
      throw new IOException("a layer is not a tar", notTar);
    }
  }

  /// The last look, when all layers are there.
  void finish() throws IOException {
    for (Path link : links) {
      if (Files.isSymbolicLink(link) && !Links.stayInside(root, link)) {
        throw refusal(
            root.relativize(link).toString(), "is a link that leads outside or in a circle");
      }
    }
  }

  private void add(TarArchiveInputStream tar, TarArchiveEntry entry) throws IOException {
    Path path = inside(entry.getName());
    if (path.equals(root)) {
      if (!entry.isDirectory()) {
        throw refusal(entry.getName(), "has no name");
      }
      return;
    }
    Path parent = parent(path, entry.getName());
    String name = path.getFileName().toString();
    if (whiteouts && name.equals(ALL_GONE)) {
      Removal.of(parent, each -> !each.equals(parent) && !ofThisLayer.contains(each));
      return;
    }
    if (whiteouts && name.startsWith(GONE)) {
      Path gone = parent.resolve(path(name.substring(GONE.length()))).normalize();
      if (!parent.equals(gone.getParent())) {
        throw refusal(entry.getName(), "removes nothing that can be named");
      }
      Removal.of(gone);
      return;
    }
    ofThisLayer.add(path);
    make(tar, entry, path);
  }

  private void make(TarArchiveInputStream tar, TarArchiveEntry entry, Path path)
      throws IOException {
    if (entry.isDirectory()) {
      directory(path);
    } else if (entry.isSymbolicLink()) {
      Removal.of(path);
      Files.createSymbolicLink(path, path(entry.getLinkName()));
      links.add(path);
    } else if (entry.isLink()) {
      Path shared = shared(entry);
      Removal.of(path);
      Files.createLink(path, shared);
    } else if (isPlainFile(entry)) {
      Removal.of(path);
      Files.copy(tar, path);
      boolean runnable = (entry.getMode() & OWNER_MAY_RUN) != 0;
      Files.setPosixFilePermissions(
          path, PosixFilePermissions.fromString(runnable ? "rwxr-xr-x" : "rw-r--r--"));
    } else {
      throw refusal(entry.getName(), "is a device, a pipe or a sparse file");
    }
  }

  private static boolean isPlainFile(TarArchiveEntry entry) {
    return switch (entry.getLinkFlag()) {
      case TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_CONTIG ->
          !entry.isSparse();
      default -> false;
    };
  }

  private void count(TarArchiveEntry entry) {
    entries++;
    if (entries > limits.entries() || entry.getSize() > limits.bytes() - bytes) {
      throw new PortException(
          "%s has more than %d entries or %d bytes. It was not unpacked."
              .formatted(artifact, limits.entries(), limits.bytes()));
    }
    bytes += entry.getSize();
  }

  /// The parent of a path, made if it is missing. It is a directory at every step, so that the path
  /// is where it says it is.
  private Path parent(Path path, String entry) throws IOException {
    Path parent = root;
    for (Path step : root.relativize(Objects.requireNonNull(path.getParent()))) {
      parent = parent.resolve(step).normalize();
      if (Files.notExists(parent, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(parent);
      } else if (!Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
        throw refusal(entry, "goes through a file or a link");
      }
      ofThisLayer.add(parent);
    }
    return parent;
  }

  private static void directory(Path path) throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      Removal.of(path);
      Files.createDirectory(path);
    }
  }

  /// The file that a hard link shares.
  private Path shared(TarArchiveEntry entry) throws IOException {
    Path file = inside(entry.getLinkName());
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !file.toRealPath().equals(file)) {
      throw refusal(entry.getName(), "is a hard link to something that is not a file of it");
    }
    return file;
  }

  private Path inside(String name) {
    Path path = path(name);
    if (path.isAbsolute()) {
      throw refusal(name, "is an absolute path");
    }
    for (Path step : path) {
      if (step.toString().equals("..")) {
        throw refusal(name, "leads outside");
      }
    }
    return root.resolve(path).normalize();
  }

  private Path path(String name) {
    try {
      return root.getFileSystem().getPath(name);
    } catch (InvalidPathException e) {
      throw refusal(
          name,
          "is a name that this process cannot write; if it is only foreign letters, start Signalbox with LC_ALL=C.UTF-8");
    }
  }

  private PortException refusal(String entry, String because) {
    return new PortException(
        "%s was not unpacked: its entry %s %s.".formatted(artifact, Inert.quoted(entry), because));
  }
}
