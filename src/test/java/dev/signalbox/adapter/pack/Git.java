package dev.signalbox.adapter.pack;

import dev.signalbox.domain.change.CommitId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The real `git`, in a folder of a test, apart from whatever is set on this machine. Commits are a
/// minute apart, from a fixed Monday on, unless the test says otherwise.
final class Git {

  private static final long MONDAY = 1_772_442_000L;

  private final Path folder;
  private long now = MONDAY;

  private Git(Path folder) {
    this.folder = folder;
  }

  /// A new repository with a work tree.
  static Git init(Path folder, String... options) {
    try {
      Files.createDirectories(folder);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    Git git = new Git(folder);
    var words = new ArrayList<>(List.of("init", "-q", "-b", "main"));
    words.addAll(Arrays.asList(options));
    git.run(words.toArray(String[]::new));
    return git;
  }

  /// A repository that is there already.
  static Git in(Path folder) {
    return new Git(folder);
  }

  Path folder() {
    return folder;
  }

  /// The next commits are made at this time, in seconds, and from there on.
  Git at(long seconds) {
    now = seconds;
    return this;
  }

  /// Changes a file and commits.
  CommitId commit(String path, String message) {
    write(path, message + now);
    run("add", "-A");
    run("commit", "-q", "--allow-empty", "--allow-empty-message", "-m", message);
    now += 60;
    return head();
  }

  CommitId merge(String message, String... branches) {
    var words = new ArrayList<>(List.of("merge", "-q", "--no-ff", "-m", message));
    words.addAll(Arrays.asList(branches));
    run(words.toArray(String[]::new));
    now += 60;
    return head();
  }

  CommitId head() {
    return id("HEAD");
  }

  CommitId id(String revision) {
    return new CommitId(run("rev-parse", revision + "^{commit}").strip());
  }

  void write(String path, String text) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// The lines that git answers, as commits.
  List<CommitId> commits(String... words) {
    return run(words).lines().map(CommitId::new).toList();
  }

  /// What git answers; fails if git does.
  String run(String... words) {
    return run(new byte[0], words);
  }

  String run(byte[] input, String... words) {
    var command = new ArrayList<String>();
    command.add("git");
    command.addAll(Arrays.asList(words));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    for (String who : List.of("AUTHOR", "COMMITTER")) {
      builder.environment().put("GIT_%s_NAME".formatted(who), "Ada Lovelace");
      builder.environment().put("GIT_%s_EMAIL".formatted(who), "ada@example.org");
      builder.environment().put("GIT_%s_DATE".formatted(who), "@%d +0100".formatted(now));
    }
    try {
      Path errors = Files.createTempFile("git", ".err");
      Process process = builder.redirectError(errors.toFile()).start();
      process.getOutputStream().write(input);
      process.getOutputStream().close();
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      String said = Files.readString(errors);
      Files.delete(errors);
      if (code != 0) {
        throw new GitFailed("%s: exit status %d: %s".formatted(command, code, said), code);
      }
      return answer;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  /// Git said no.
  static final class GitFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    final int code;

    GitFailed(String message, int code) {
      super(message);
      this.code = code;
    }
  }

  /// All files of a kind below the repository's own folder.
  List<Path> files(String under, String ending) {
    Path start = Files.isDirectory(folder.resolve(".git")) ? folder.resolve(".git") : folder;
    try (Stream<Path> files = Files.walk(start.resolve(under))) {
      return files
          .filter(file -> Files.isRegularFile(file) && file.toString().endsWith(ending))
          .sorted()
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
