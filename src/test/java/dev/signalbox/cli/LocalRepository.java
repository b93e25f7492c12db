package dev.signalbox.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A repository on this disk, made by the real git, with a clock that goes on by an hour a commit.
final class LocalRepository {

  private static final long FIRST = 1_780_000_000L;

  private final Path folder;
  private long now = FIRST;

  LocalRepository(Path folder) {
    this.folder = folder;
    git("init", "-q", "-b", "main", ".");
  }

  Path folder() {
    return folder;
  }

  /// @return the id of the commit
  String commit(String message) {
    return commit("file-" + now, message);
  }

  String commit(String file, String message) {
    try {
      Path written = folder.resolve(file);
      Files.createDirectories(written.getParent());
      Files.writeString(written, message);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    now += 3600;
    git("add", "-A");
    git("commit", "-q", "--allow-empty-message", "--cleanup=verbatim", "-m", message);
    return git("rev-parse", "HEAD").strip();
  }

  void tag(String name) {
    git("tag", name);
  }

  String git(String... words) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    var environment = builder.environment();
    environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
    environment.put("GIT_CONFIG_SYSTEM", "/dev/null");
    environment.put("GIT_AUTHOR_NAME", "Mia");
    environment.put("GIT_AUTHOR_EMAIL", "mia@shop.example");
    environment.put("GIT_COMMITTER_NAME", "Mia");
    environment.put("GIT_COMMITTER_EMAIL", "mia@shop.example");
    environment.put("GIT_AUTHOR_DATE", now + " +0000");
    environment.put("GIT_COMMITTER_DATE", now + " +0000");
    try {
      Process process = builder.start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + ": " + said);
      }
      return said;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stop);
    }
  }
}
