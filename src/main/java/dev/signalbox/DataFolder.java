package dev.signalbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The folder where a server keeps what is its own. One server at a time lives in it; its name
/// stays the same over all its lives.
final class DataFolder implements AutoCloseable {

  private final Path root;
  private final FileChannel channel;
  private final String instance;

  private DataFolder(Path root, FileChannel channel, String instance) {
    this.root = root;
    this.channel = channel;
    this.instance = instance;
  }

  /// @throws Occupied if another server lives there, or it can not be written
  static DataFolder open(Path root, SecureRandom random) {
    try {
      Files.createDirectories(root);
      FileChannel channel =
          FileChannel.open(
              root.resolve("server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new Occupied(
            "Another Signalbox server is using %s. Stop it, or give this one another folder: --data FOLDER"
                .formatted(root));
      }
      return new DataFolder(root, channel, instance(root, random));
    } catch (IOException unwritable) {
      throw new Occupied(
          "The folder %s can not be written (%s). Give the server another: --data FOLDER"
              .formatted(root, unwritable.getMessage()));
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (java.nio.channels.OverlappingFileLockException sameProcess) {
      return null;
    }
  }

  private static String instance(Path root, SecureRandom random) throws IOException {
    Path file = root.resolve("instance");
    if (!Files.exists(file)) {
      byte[] name = new byte[4];
      random.nextBytes(name);
      Files.writeString(file, HexFormat.of().formatHex(name));
    }
    return Files.readString(file).strip();
  }

  String instance() {
    return instance;
  }

  Path sub(String name) {
    return root.resolve(name);
  }

  /// Leaves the token where the command line of the same person finds it, and nobody else.
  Path keepToken(String token) {
    Path file = root.resolve("token");
    try {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      return Files.writeString(file, token + "\n");
    } catch (IOException unwritable) {
      throw new Occupied("The token could not be kept in %s.".formatted(file));
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException alreadyGone) {
      // The lock goes with the process in any case.
    }
  }

  /// The folder can not be ours.
  static final class Occupied extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Occupied(String sentence) {
      super(sentence);
    }
  }
}
