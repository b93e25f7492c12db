package dev.signalbox.adapter.postgres;

import dev.signalbox.port.PortException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A user of this machine.
record SystemUser(String name, int uid, int gid) {

  static final int ROOT = 0;

  private static final Path USERS = Path.of("/etc/passwd");
  private static final Path STATUS = Path.of("/proc/self/status");

  /// The number of the user whose rights this JVM has. Not the owner of `/proc/self`: that is root
  /// for a JVM that was given a capability of its own.
  static int ours() {
    return lines(STATUS)
        .filter(line -> line.startsWith("Uid:"))
        .map(line -> Integer.parseInt(line.split("\\s+", -1)[2]))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(STATUS + " names no user"));
  }

  /// The owner of a file or folder, though he may have no name here.
  static SystemUser owning(Path path) {
    try {
      int uid = (Integer) Files.getAttribute(path, "unix:uid");
      int gid = (Integer) Files.getAttribute(path, "unix:gid");
      return first(user -> user.uid() == uid)
          .orElseGet(() -> new SystemUser("number " + uid, uid, gid));
    } catch (IOException unreadable) {
      throw new PortException(path + " can't be read: " + unreadable.getMessage(), unreadable);
    }
  }

  static Optional<SystemUser> named(String name) {
    return first(user -> user.name().equals(name));
  }

  private static Optional<SystemUser> first(Predicate<SystemUser> wanted) {
    return lines(USERS)
        .map(line -> line.split(":", -1))
        .filter(user -> user.length == 7)
        .filter(user -> user[2].matches("[0-9]{1,9}") && user[3].matches("[0-9]{1,9}"))
        .map(user -> new SystemUser(user[0], Integer.parseInt(user[2]), Integer.parseInt(user[3])))
        .filter(wanted)
        .findFirst();
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream();
    } catch (IOException unreadable) {
      throw new PortException(file + " can't be read: " + unreadable.getMessage(), unreadable);
    }
  }
}
