package dev.signalbox.adapter.postgres;

import dev.signalbox.disk.Removal;
import dev.signalbox.port.PortException;
import java.io.IOException;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// PostgreSQL's programs, unpacked: once for each version, whoever needs them, and never half.
///
/// @param folder with `bin`, `lib` and `share`
record Programs(Path folder) {

  Path initdb() {
    return folder.resolve("bin/initdb");
  }

  Path postgres() {
    return folder.resolve("bin/postgres");
  }

  /// The programs from the cache, unpacked into it if they are missing or damaged.
  static Programs in(Path cache, String archive) {
    URL packed = Programs.class.getResource("/" + archive);
    if (packed == null) {
      throw new PortException(
          "This build of Signalbox does not hold PostgreSQL's programs for this processor ("
              + archive
              + "). Take the build for it, or use an external PostgreSQL.");
    }
    try {
      FileTree.makeFolders(cache.toAbsolutePath());
      Path shelf = cache.toRealPath();
      Path folder = shelf.resolve(Archive.nameOf(packed, archive));
      if (!complete(folder)) {
        unpackOnce(packed, shelf, folder);
      }
      return trusted(folder);
    } catch (IOException refused) {
      throw new PortException(
          "PostgreSQL's programs could not be unpacked into %s (%s). See to its rights and to free space, or choose another folder."
              .formatted(cache, refused.getMessage()),
          refused);
    }
  }

  /// The marker is written last and says what was there then, so neither a half-unpacked folder nor
  /// one that lost files to a power failure or a tidy hand is taken for a whole one.
  private static boolean complete(Path folder) throws IOException {
    Path marker = marker(folder);
    return Files.exists(marker) && Files.readString(marker).equals(weight(folder));
  }

  /// One at a time, in this JVM and on this machine; who comes second finds it done.
  private static synchronized void unpackOnce(URL packed, Path shelf, Path folder)
      throws IOException {
    Path lock = shelf.resolve("lock");
    try (FileChannel file =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = file.lock()) {
      if (complete(folder)) {
        return;
      }
      Path aside = shelf.resolve(folder.getFileName() + ".part");
      Removal.of(aside);
      Archive.unpack(packed, aside);
      Files.writeString(marker(aside), weight(aside));
      Removal.of(folder);
      Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static Path marker(Path folder) {
    return folder.resolve("complete");
  }

  private static String weight(Path folder) throws IOException {
    return FileTree.weigh(folder.resolve("bin"))
        .plus(FileTree.weigh(folder.resolve("lib")))
        .plus(FileTree.weigh(folder.resolve("share")))
        .toString();
  }

  /// Whoever owns the programs decides what we run.
  private static Programs trusted(Path folder) {
    SystemUser owner = SystemUser.owning(folder);
    if (owner.uid() != SystemUser.ROOT && owner.uid() != SystemUser.ours()) {
      throw new PortException(
          "PostgreSQL's programs in %s belong to the user %s, and Signalbox runs none of another user's programs. Choose another folder."
              .formatted(folder, owner.name()));
    }
    return new Programs(folder);
  }
}
