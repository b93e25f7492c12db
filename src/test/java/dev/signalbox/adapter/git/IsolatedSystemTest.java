package dev.signalbox.adapter.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.domain.change.CommitId;
import dev.signalbox.fixture.GitRemote;
import dev.signalbox.port.SourceRepository.Heads;
import dev.signalbox.port.SourceRepository.TagResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process of its own on a host whose git configuration is against us, and in whose PATH every
/// program is a trap.
class IsolatedSystemTest {

  @TempDir Path folder;

  @Test
  void no_program_is_started_and_no_configuration_of_the_host_is_read() throws Exception {
    GitRemote remote = GitRemote.in(folder.resolve("remote.git"));
    CommitId one =
        remote.on("main").file("a.txt", "one\ntwo\n").executable("run", "x").commit("one");
    Path home = Files.createDirectory(folder.resolve("home"));
    String against =
        """
        [core]
          autocrlf = true
          hooksPath = %1$s/traps
        [filter "evil"]
          smudge = %1$s/traps/git
        [url "/nowhere/"]
          insteadOf = %1$s/
        [user]
          name = Somebody Else
        [push]
          pushOption = x
        """
            .formatted(folder);
    Files.writeString(home.resolve(".gitconfig"), against);
    Files.createDirectories(home.resolve(".config/git"));
    Files.writeString(home.resolve(".config/git/config"), against);
    Path canary = Files.createFile(folder.resolve("canary"));
    Path traps = Files.createDirectory(folder.resolve("traps"));
    for (String trap : new String[] {"git", "sh", "pre-push", "umask", "ssh"}) {
      Files.writeString(
          traps.resolve(trap), "#!/bin/sh\necho \"$0 $*\" >> " + folder + "/canary\n");
      Files.setPosixFilePermissions(
          traps.resolve(trap), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    ProcessBuilder elsewhere =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Duser.home=" + home,
            "-cp",
            System.getProperty("java.class.path"),
            Elsewhere.class.getName(),
            remote.address(),
            folder.toString(),
            one.text());
    elsewhere.environment().clear();
    elsewhere
        .environment()
        .putAll(
            Map.of(
                "PATH", traps.toString(),
                "HOME", home.toString(),
                "XDG_CONFIG_HOME", home.resolve(".config").toString(),
                "GIT_CONFIG_GLOBAL", home.resolve(".gitconfig").toString(),
                "GIT_DIR", "/nowhere",
                "LC_ALL", "C.UTF-8"));
    Path said = folder.resolve("said");
    Process process = elsewhere.redirectErrorStream(true).redirectOutput(said.toFile()).start();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    assertThat(Files.readString(canary)).as("programs started").isEmpty();
    assertThat(Files.readString(folder.resolve("work/a.txt"))).isEqualTo("one\ntwo\n");
    assertThat(Files.isExecutable(folder.resolve("work/run"))).isTrue();
    assertThat(remote.annotatedTag("v1").getTaggerIdent().getName()).isEqualTo("Signalbox");
    assertThat(home.resolve(".config/jgit")).doesNotExist();
    assertThat(home.resolve(".jgitconfig")).doesNotExist();
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith(".probe-"));
    }
  }

  /// What runs over there: everything a service asks of its repository.
  static final class Elsewhere {

    private Elsewhere() {}

    public static void main(String[] arguments) throws IOException {
      Path folder = Path.of(arguments[1]);
      CommitId one = new CommitId(arguments[2]);
      GitRepository repository = Repositories.of(Remote.at(arguments[0]), folder.resolve("mirror"));

      require(repository.fetch().equals(new Heads(Optional.of(one), Map.of())));
      require(repository.pushTag("v1", one, "v1").equals(new TagResult.Pushed()));
      require(repository.fetch().tags().equals(Map.of("v1", one)));
      repository.checkout(one, Files.createDirectory(folder.resolve("work")));
      byte[] read = repository.read(one, "a.txt", 100).orElseThrow();
      require(new String(read, StandardCharsets.UTF_8).equals("one\ntwo\n"));
      require(ProcessHandle.current().children().findAny().isEmpty());
    }

    private static void require(boolean right) {
      if (!right) {
        throw new AssertionError("not as it should be");
      }
    }
  }
}
