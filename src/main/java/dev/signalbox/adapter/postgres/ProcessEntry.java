package dev.signalbox.adapter.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One process of this machine, as the kernel's own table shows it.
///
/// @param name the program's name, at most 15 characters
/// @param state one letter, as in `/proc/PID/stat`
record ProcessEntry(long pid, String name, char state) {

  private static final Path TABLE = Path.of("/proc");

  /// The process of this number; empty if there is none.
  static Optional<ProcessEntry> of(long pid) {
    try {
      return Optional.of(
          parse(Files.readString(TABLE.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1)));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /// Reads `PID (NAME) STATE …`. The name may hold anything, parentheses and spaces too.
  static ProcessEntry parse(String stat) {
    int open = stat.indexOf('(');
    int close = stat.lastIndexOf(')');
    return new ProcessEntry(
        Long.parseLong(stat.substring(0, open).strip()),
        stat.substring(open + 1, close),
        stat.charAt(close + 2));
  }

  /// All of PostgreSQL's processes that live in a cluster, whoever started them. Each of them works
  /// in the cluster's folder; a number alone would prove nothing, because numbers are given again.
  static List<ProcessEntry> livingIn(Path cluster, Account account) {
    List<ProcessEntry> found = new ArrayList<>();
    try (DirectoryStream<Path> table = Files.newDirectoryStream(TABLE, "[1-9]*")) {
      for (Path row : table) {
        of(Long.parseLong(row.getFileName().toString()))
            .filter(process -> process.livesIn(cluster, account))
            .ifPresent(found::add);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException("the table of processes can't be read", broken);
    }
    return found;
  }

  /// Dead, though its parent has not taken note.
  boolean zombie() {
    return state == 'Z' || state == 'X';
  }

  boolean livesIn(Path cluster, Account account) {
    return name.equals("postgres") && !zombie() && worksIn(cluster, account);
  }

  /// Whether this is the server itself; its children call themselves by what they do.
  boolean postmaster() {
    try {
      return !Files.readString(TABLE.resolve(pid + "/cmdline"), StandardCharsets.ISO_8859_1)
          .startsWith("postgres: ");
    } catch (IOException gone) {
      return false;
    }
  }

  private boolean worksIn(Path cluster, Account account) {
    Path folder = TABLE.resolve(pid + "/cwd");
    try {
      return Files.isSameFile(folder, cluster);
    } catch (AccessDeniedException kept) {
      // In many a container even root may not look; the database's own user may.
      return account
          .run(
              Duration.ofSeconds(5),
              "",
              List.of("test", folder.toString(), "-ef", cluster.toString()))
          .yes();
    } catch (IOException gone) {
      return false;
    }
  }
}
