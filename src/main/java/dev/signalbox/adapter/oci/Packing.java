package dev.signalbox.adapter.oci;

import dev.signalbox.base.Inert;
import dev.signalbox.port.PortException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// Writes files into a tar so that the same files give the same bytes: sorted by name, without
/// times and owners, and with no mode but whether a file can be run.
final class Packing {

  private static final int PLAIN = 0644;
  private static final int RUNNABLE = 0755;

  private final Path root;
  private final Limits limits;
  private int entries;
  private long bytes;
  private boolean empty = true;

  /// @param root a file or a directory; a directory's own name is not in the tar
  Packing(Path root, Limits limits) {
    this.root = root;
    this.limits = limits;
  }

  void pack(OutputStream out) throws IOException {
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name())) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      tar.setAddPaxHeadersForNonAsciiNames(true);
      if (Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
        children(tar, root.toRealPath(), "");
      } else if (Files.isRegularFile(root, LinkOption.NOFOLLOW_LINKS)) {
        add(tar, root, text(root.getFileName()));
      } else {
        throw refusal(
            "there is no file or directory. Does the build write it, and is the path in the flow file right?");
      }
      if (empty) {
        throw refusal("the directory has no files. Does the build write into it?");
      }
    }
  }

  private void children(TarArchiveOutputStream tar, Path directory, String prefix)
      throws IOException {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      stream.forEach(children::add);
    }
    children.sort(Comparator.comparing(child -> text(child.getFileName())));
    for (Path child : children) {
      add(tar, child, prefix + text(child.getFileName()));
    }
  }

  private void add(TarArchiveOutputStream tar, Path path, String name) throws IOException {
    PosixFileAttributes is =
        Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    count(is);
    if (is.isDirectory()) {
      put(tar, entry(name + "/", TarConstants.LF_DIR, RUNNABLE));
      children(tar, path, name + "/");
    } else if (is.isSymbolicLink()) {
      if (!Links.stayInside(root.toRealPath(), path)) {
        throw refusal(
            "%s is a link that leads outside or in a circle. Replace it by what it should lead to."
                .formatted(Inert.quoted(name)));
      }
      TarArchiveEntry link = entry(name, TarConstants.LF_SYMLINK, 0777);
      link.setLinkName(text(Files.readSymbolicLink(path)));
      put(tar, link);
      empty = false;
    } else if (is.isRegularFile()) {
      boolean runnable = is.permissions().contains(PosixFilePermission.OWNER_EXECUTE);
      TarArchiveEntry file = entry(name, TarConstants.LF_NORMAL, runnable ? RUNNABLE : PLAIN);
      file.setSize(is.size());
      tar.putArchiveEntry(file);
      Files.copy(path, tar);
      tar.closeArchiveEntry();
      empty = false;
    } else {
      throw refusal(
          "%s is neither a file nor a directory nor a link. Let the build remove it."
              .formatted(Inert.quoted(name)));
    }
  }

  private void count(PosixFileAttributes file) {
    entries++;
    bytes += file.isRegularFile() ? file.size() : 0;
    if (entries > limits.entries() || bytes > limits.bytes()) {
      throw refusal(
          "it has more than %d entries or %d bytes, and no artifact may. Publish less, or an image layout."
              .formatted(limits.entries(), limits.bytes()));
    }
  }

  private static void put(TarArchiveOutputStream tar, TarArchiveEntry entry) throws IOException {
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  private static TarArchiveEntry entry(String name, byte kind, int mode) {
    TarArchiveEntry entry = new TarArchiveEntry(name, kind);
    entry.setMode(mode);
    entry.setModTime(FileTime.fromMillis(0));
    entry.setIds(0, 0);
    entry.setNames("", "");
    return entry;
  }

  /// The path as text, if text can carry it: else another file would come out than went in.
  private String text(Path path) {
    String text = path.toString();
    try {
      if (path.equals(path.getFileSystem().getPath(text))) {
        return text;
      }
    } catch (InvalidPathException notText) {
      // Said below.
    }
    throw refusal(
        "%s is not text in this process's character set. Rename it, or start Signalbox with LC_ALL=C.UTF-8."
            .formatted(Inert.quoted(text)));
  }

  private PortException refusal(String because) {
    return new PortException(
        "The files at %s cannot be published: %s"
            .formatted(Inert.quoted(root.toString()), because));
  }
}
