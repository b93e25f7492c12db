package dev.signalbox.adapter.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// PostgreSQL's programs as they come: a tar, packed with xz, in a jar.
final class Archive {
  private Archive() {}

  private static final int OWNER_MAY_EXECUTE = 0100;

  /// A name that another archive does not get. A jar knows the checksum of what it holds, so
  /// nothing needs to be read.
  static String nameOf(URL packed, String archive) throws IOException {
    URLConnection connection = packed.openConnection();
    connection.setUseCaches(false);
    try (InputStream _ = connection.getInputStream()) {
      long mark =
          connection instanceof JarURLConnection jar
              ? jar.getJarEntry().getCrc()
              : connection.getLastModified();
      return archive.replace(".txz", "-") + HexFormat.of().toHexDigits(mark, 8);
    }
  }

  /// Unpacks into a new folder. All may read it, because root lends the programs to another user.
  static void unpack(URL packed, Path folder) throws IOException {
    makeFolder(folder);
    try (InputStream jar = new BufferedInputStream(packed.openStream(), 1 << 16);
        InputStream tar = new XZInputStream(jar);
        TarArchiveInputStream entries = new TarArchiveInputStream(tar)) {
      for (TarArchiveEntry entry = entries.getNextEntry();
          entry != null;
          entry = entries.getNextEntry()) {
        unpack(entry, entries, within(folder, folder, entry.getName()), folder);
      }
    }
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path target, Path folder)
      throws IOException {
    if (entry.isDirectory()) {
      makeFolder(target);
      return;
    }
    Path parent = within(folder, target, "..");
    makeFolder(parent);
    if (entry.isSymbolicLink()) {
      within(folder, parent, entry.getLinkName());
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else if (entry.isFile()) {
      Files.copy(content, target);
      boolean program = (entry.getMode() & OWNER_MAY_EXECUTE) != 0;
      Files.setPosixFilePermissions(
          target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    } else {
      throw new IOException("unexpected kind of entry: " + entry.getName());
    }
  }

  private static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static Path within(Path folder, Path from, String name) throws IOException {
    Path target = from.resolve(name).normalize();
    if (!target.startsWith(folder)) {
      throw new IOException("an entry leads out of the folder: " + name);
    }
    return target;
  }
}
