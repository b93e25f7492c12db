package dev.signalbox.adapter.postgres;

import dev.signalbox.port.PortException;
import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whom the database's processes run as. PostgreSQL refuses root, so root lends it a user who owns
/// nothing else; anybody else runs it himself.
///
/// Everything is started as a direct child that gets a signal when the thread that started it ends.
/// The kernel watches the thread, not the JVM: only a thread that outlives the child may start one.
///
/// @param lent empty if it runs as we do
record Account(Machine machine, Optional<SystemUser> lent) {

  /// What a child gets when we are gone.
  enum Farewell {
    /// To PostgreSQL, a fast shutdown.
    INT,
    /// The end, for what may be thrown away.
    KILL
  }

  /// What a short command had to say.
  record Answer(int code, String output) {
    boolean yes() {
      return code == 0;
    }
  }

  /// A cluster that is there already keeps the owner it has, whoever that is: PostgreSQL takes a
  /// data directory from nobody else.
  static Account of(Machine machine, DataDirectory home) {
    Optional<SystemUser> owner =
        home.founded() ? Optional.of(SystemUser.owning(home.cluster())) : Optional.empty();
    int us = SystemUser.ours();
    if (us == SystemUser.ROOT) {
      owner.filter(o -> o.uid() == us).ifPresent(o -> refuseRootsOwn(home));
      return new Account(machine, owner.or(Account::lend));
    }
    owner.filter(o -> o.uid() != us).ifPresent(o -> refuseAnothers(home, o));
    return new Account(machine, Optional.empty());
  }

  /// Starts a program with nothing of our environment, in no directory of ours.
  Process start(Farewell farewell, Redirect input, Redirect output, List<String> argv)
      throws IOException {
    List<String> whole = new ArrayList<>();
    whole.addAll(List.of(machine.setsid().toString(), machine.setpriv().toString()));
    whole.addAll(List.of("--pdeathsig", farewell.name(), "--no-new-privs"));
    lent.ifPresent(user -> {
      whole.add("--reuid=" + user.uid());
      whole.add("--regid=" + user.gid());
      whole.add("--clear-groups");
    });
    whole.add("--");
    whole.addAll(argv);
    ProcessBuilder child =
        new ProcessBuilder(whole)
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .redirectInput(input)
            .redirectOutput(output);
    child.environment().clear();
    child.environment().put("PATH", "/usr/local/bin:/usr/bin:/bin");
    child.environment().put("LC_ALL", "C");
    return child.start();
  }

  /// Runs a short command to its end.
  ///
  /// @param input what it reads; nothing of it shows in a process listing
  Answer run(Duration limit, String input, List<String> argv) {
    try {
      Process child = start(Farewell.KILL, Redirect.PIPE, Redirect.PIPE, argv);
      feed(child, input);
      if (!Patience.until(limit, () -> !child.isAlive())) {
        child.destroyForcibly();
        return new Answer(-1, "It took longer than " + limit.toSeconds() + " s and was stopped.");
      }
      return new Answer(
          child.exitValue(),
          new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
    } catch (IOException broken) {
      throw new PortException(
          argv.getFirst() + " could not be run: " + broken.getMessage(), broken);
    }
  }

  /// Sends a signal as the database's user, so that nobody else's process can be hit.
  void signal(String name, long pid) {
    run(
        Duration.ofSeconds(5),
        "",
        List.of("sh", "-c", "kill -s \"$1\" \"$2\"", "sh", name, Long.toString(pid)));
  }

  /// Makes a folder that is the database user's own.
  void makeFolder(Path folder) throws IOException {
    Files.createDirectory(folder, only("rwx------"));
    give(folder);
  }

  /// Makes a file that the database's user alone can read.
  void makeFile(Path file, String text) throws IOException {
    Files.createFile(file, only("rw-------"));
    Files.writeString(file, text);
    give(file);
  }

  private void give(Path path) throws IOException {
    if (lent.isPresent()) {
      Files.setAttribute(path, "unix:gid", lent.get().gid());
      Files.setAttribute(path, "unix:uid", lent.get().uid());
    }
  }

  private static FileAttribute<?> only(String rights) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights));
  }

  private static void feed(Process child, String input) {
    try (Writer writer = child.outputWriter(StandardCharsets.UTF_8)) {
      writer.write(input);
    } catch (IOException notReading) {
      // It has ended without reading; its exit code says why.
    }
  }

  private static Optional<SystemUser> lend() {
    return Optional.of(
        SystemUser.named("postgres")
            .or(() -> SystemUser.named("nobody"))
            .orElseThrow(() ->
                new PortException(
                    "PostgreSQL refuses to run as root, and this machine has neither a user"
                        + " postgres nor a user nobody to run it as. Make one (useradd --system"
                        + " postgres), or run Signalbox as an ordinary user.")));
  }

  private static void refuseRootsOwn(DataDirectory home) {
    throw new PortException(
        "The database in %s belongs to root, and PostgreSQL refuses root. Give it back to whoever had it, such as: chown -R postgres: %s"
            .formatted(home.cluster(), home.cluster()));
  }

  private static void refuseAnothers(DataDirectory home, SystemUser owner) {
    throw new PortException(
        "The database in %s belongs to the user %s. Run Signalbox as that user or as root, or choose another data directory."
            .formatted(home.cluster(), owner.name()));
  }
}
