package dev.signalbox.adapter.git;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.signalbox.adapter.pack.PackHistory;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.fixture.GitRemote;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;

/// Repositories as the wiring makes them, with the clock at the fixture's Monday.
final class Repositories {

  static final Committer SIGNALBOX = new Committer("Signalbox", "signalbox@example.org");

  private Repositories() {}

  static GitRepository of(GitRemote remote, Path mirror) {
    return of(Remote.at(remote.address()), mirror);
  }

  static GitRepository of(Remote remote, Path mirror) {
    return new GitRepository(
        remote,
        "main",
        mirror,
        SIGNALBOX,
        PackHistory::open,
        InstantSource.fixed(GitRemote.MONDAY));
  }

  /// A whole small file, as text.
  static String text(GitRepository repository, CommitId commit, String path) {
    byte[] bytes = repository.read(commit, path, 1000).orElseThrow();
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /// Beside a real repository stands a real file system, which may not take every letter.
  static void assumeTheLocaleCanWrite(String name) {
    boolean everyLetter = "UTF-8".equals(System.getProperty("sun.jnu.encoding"));
    assumeTrue(
        everyLetter || name.chars().allMatch(letter -> letter < 128),
        "a name with such letters cannot be written in this locale; run with LC_ALL=C.UTF-8");
  }
}
