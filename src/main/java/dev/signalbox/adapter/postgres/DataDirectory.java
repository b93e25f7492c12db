package dev.signalbox.adapter.postgres;

import dev.signalbox.port.PortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// Where everything of one database is kept. The folder itself, the lock and the password are ours;
/// the cluster in it belongs to the user the database runs as.
///
/// @param path absolute, without links
record DataDirectory(Path path) {

  /// The directory, made if it is not there.
  static DataDirectory at(Path chosen) {
    try {
      FileTree.makeFolders(chosen.toAbsolutePath());
      return new DataDirectory(chosen.toRealPath());
    } catch (IOException refused) {
      throw new PortException(
          "The data directory %s can't be made or entered (%s). Choose another one."
              .formatted(chosen, refused.getMessage()),
          refused);
    }
  }

  /// Whether there is a cluster. It comes into being in one move, so there is a whole one or none.
  boolean founded() {
    return Files.isDirectory(cluster(), LinkOption.NOFOLLOW_LINKS);
  }

  /// What PostgreSQL itself calls the data directory.
  Path cluster() {
    return path.resolve("cluster");
  }

  /// A cluster that is not finished, and may be thrown away.
  Path unfinished() {
    return path.resolve("cluster.new");
  }

  Path password() {
    return path.resolve("password");
  }

  Path lock() {
    return path.resolve("lock");
  }

  /// What the last start said before its own log was open.
  Path startLog() {
    return path.resolve("start.log");
  }

  /// The folder in which PostgreSQL turns its log over, a file for each day of the week.
  Path log() {
    return cluster().resolve("log");
  }

  String readPassword() {
    try {
      return Files.readString(password()).strip();
    } catch (IOException missing) {
      throw new PortException(
          "The password of the database in %s can't be read from the file %s. Bring the file back from a backup; without it nobody can log in."
              .formatted(path, password()),
          missing);
    }
  }
}
