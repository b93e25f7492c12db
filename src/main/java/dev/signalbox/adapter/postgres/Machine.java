package dev.signalbox.adapter.postgres;

import dev.signalbox.port.PortException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a machine has to bring along so that PostgreSQL can run on it: Linux, a processor that its
/// programs were built for, and two small tools of util-linux.
///
/// @param archive the resource with PostgreSQL's programs
/// @param setsid starts a program in a session of its own, where a Ctrl-C meant for us does not
///   reach it
/// @param setpriv starts a program as another user, and has it end when we end
record Machine(String archive, Path setsid, Path setpriv) {

  static Machine here() {
    return of(
        System.getProperty("os.name", ""), System.getProperty("os.arch", ""), programFolders());
  }

  /// @param system and processor as the JVM calls them
  /// @param folders where programs are looked for
  static Machine of(String system, String processor, List<Path> folders) {
    if (!system.equals("Linux")) {
      throw unsupported("on " + system);
    }
    String archive =
        switch (processor) {
          case "amd64", "x86_64" -> "postgres-linux-x86_64.txz";
          case "aarch64" -> "postgres-linux-arm_64.txz";
          default -> throw unsupported("on a processor of the kind " + processor);
        };
    return new Machine(archive, find("setsid", folders), find("setpriv", folders));
  }

  private static Path find(String program, List<Path> folders) {
    return folders.stream()
        .map(folder -> folder.resolve(program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() ->
            new PortException(
                "The embedded PostgreSQL is started through the program "
                    + program
                    + ", and this machine has none. Install the package util-linux, or use an"
                    + " external PostgreSQL."));
  }

  private static List<Path> programFolders() {
    List<Path> folders = new ArrayList<>(List.of(Path.of("/usr/bin"), Path.of("/bin")));
    String searched = System.getenv("PATH");
    if (searched != null) {
      for (String folder : searched.split(File.pathSeparator, -1)) {
        if (folder.startsWith("/")) {
          folders.add(Path.of(folder));
        }
      }
    }
    return folders;
  }

  private static PortException unsupported(String where) {
    return new PortException(
        "The embedded PostgreSQL runs on Linux on x86-64 and arm64, and this is a JVM "
            + where
            + ". Use an external PostgreSQL here.");
  }
}
