package dev.signalbox.adapter.postgres;

import dev.signalbox.port.PortException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// One process at a time has a data directory. The kernel holds the lock and gives it back when we
/// die, however we die; the file itself stays, and names who has it.
final class DirectoryLock implements AutoCloseable {

  /// What this JVM holds. To open the lock's file a second time and close it again would give the
  /// lock back behind our back: that is how POSIX has it.
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel file;

  private DirectoryLock(Path directory, FileChannel file) {
    this.directory = directory;
    this.file = file;
  }

  /// @throws PortException if somebody else has the directory
  static DirectoryLock take(DataDirectory home) {
    if (!OURS.add(home.path())) {
      throw taken(home, "this very process, " + ProcessHandle.current().pid());
    }
    try {
      return new DirectoryLock(home.path(), hold(home));
    } catch (IOException refused) {
      OURS.remove(home.path());
      throw new PortException(
          "The data directory %s can't be locked (%s). See to its rights, or choose another one."
              .formatted(home.path(), refused.getMessage()),
          refused);
    } catch (RuntimeException refused) {
      OURS.remove(home.path());
      throw refused;
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException broken) {
      throw new PortException("The lock of " + directory + " could not be given back.", broken);
    } finally {
      OURS.remove(directory);
    }
  }

  private static FileChannel hold(DataDirectory home) throws IOException {
    FileChannel file =
        FileChannel.open(
            home.lock(),
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      if (file.tryLock() == null) {
        throw taken(home, "process " + holder(file));
      }
      file.truncate(0);
      file.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
      return file;
    } catch (IOException | RuntimeException refused) {
      file.close();
      throw refused;
    }
  }

  private static String holder(FileChannel file) throws IOException {
    ByteBuffer said = ByteBuffer.allocate(20);
    file.read(said, 0);
    return new String(said.array(), 0, said.position(), StandardCharsets.US_ASCII);
  }

  private static PortException taken(DataDirectory home, String holder) {
    return new PortException(
        "The data directory %s is in use by %s. Stop that one first, or choose another directory."
            .formatted(home.path(), holder));
  }
}
