package dev.signalbox.adapter.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What PostgreSQL notes about itself in `postmaster.pid`: who it is, in the first line, and how
/// far it has come, in the eighth.
///
/// @param pid empty if the file does not say, as after a power failure
/// @param ready whether it takes connections
record PidFile(OptionalLong pid, boolean ready) {

  private static final int STATUS = 7;

  static Path of(Path cluster) {
    return cluster.resolve("postmaster.pid");
  }

  /// What is noted now; empty if there is no such file.
  static Optional<PidFile> read(Path cluster) {
    try {
      return Optional.of(
          parse(Files.readString(of(cluster), StandardCharsets.ISO_8859_1).lines().toList()));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException unreadable) {
      return Optional.of(new PidFile(OptionalLong.empty(), false));
    }
  }

  static PidFile parse(List<String> lines) {
    // A server that was started by a person for himself alone notes a negative number.
    String first = lines.isEmpty() ? "" : lines.getFirst().strip().replaceFirst("^-", "");
    OptionalLong pid =
        first.matches("[1-9][0-9]{0,9}")
            ? OptionalLong.of(Long.parseLong(first))
            : OptionalLong.empty();
    return new PidFile(pid, lines.size() > STATUS && lines.get(STATUS).strip().equals("ready"));
  }
}
