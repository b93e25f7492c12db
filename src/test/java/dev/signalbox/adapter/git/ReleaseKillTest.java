package dev.signalbox.adapter.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.codebase.FileContent;
import dev.signalbox.fixture.GitRemote;
import dev.signalbox.port.SourceRepository.ReleaseCommit;
import dev.signalbox.port.SourceRepository.ReleaseResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A server that is killed while it releases goes on where it was: each release is one commit and
/// one tag, whenever the kill came.
class ReleaseKillTest {

  private static final int RELEASES = 200;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {20, 110, 250, 400})
  void a_server_killed_while_it_releases_makes_each_release_once(int millis) throws Exception {
    GitRemote remote = GitRemote.in(folder.resolve("remote.git"));
    CommitId start = remote.on("main").file("version", "0").commit("feat: begin");
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Releasing.class.getName(),
                folder.toString(),
                start.text())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      await().atMost(30, TimeUnit.SECONDS).until(() -> !remote.tags().isEmpty());
      boolean ended = server.waitFor(millis, TimeUnit.MILLISECONDS);
      assertThat(ended).as("it was killed in the midst").isFalse();
    } finally {
      server.destroyForcibly().waitFor();
    }
    forgetLocksOfTheFarSide(remote.folder());

    GitRepository restarted = Repositories.of(remote, folder.resolve("mirror"));
    int made = remote.tags().size();
    CommitId head = Releasing.release(restarted, start, made + 3);

    Map<String, CommitId> tags = remote.tags();
    assertThat(tags).hasSize(made + 3).containsEntry("v" + (made + 3), head);
    assertThat(remote.head("main")).isEqualTo(head);
    assertThat(restarted.between(Optional.of(start), head)).hasSize(made + 3);
  }

  /// The far side is a folder here, so the kill hit it as well.
  private static void forgetLocksOfTheFarSide(Path remote) throws IOException {
    try (var files = Files.walk(remote)) {
      for (Path lock : files.filter(file -> file.toString().endsWith(".lock")).toList()) {
        Files.delete(lock);
      }
    }
  }

  /// The server to be.
  static final class Releasing {

    private Releasing() {}

    public static void main(String[] arguments) {
      Path folder = Path.of(arguments[0]);
      GitRemote remote = GitRemote.at(folder.resolve("remote.git"));
      release(
          Repositories.of(remote, folder.resolve("mirror")), new CommitId(arguments[1]), RELEASES);
    }

    /// Releases from the start on, whatever is there already.
    static CommitId release(GitRepository repository, CommitId start, int releases) {
      CommitId at = start;
      for (int i = 1; i <= releases; i++) {
        repository.fetch();
        var wish =
            new ReleaseCommit(
                at,
                Map.of("version", FileContent.of("" + i)),
                "chore(release): v" + i,
                "v" + i,
                "v" + i,
                GitRemote.MONDAY);
        at =
            switch (repository.pushRelease(wish)) {
              case ReleaseResult.Pushed(CommitId commit) -> commit;
              case ReleaseResult.AlreadyThere(CommitId commit) -> commit;
              case ReleaseResult.BranchMoved moved -> throw new AssertionError(moved);
              case ReleaseResult.Taken taken -> throw new AssertionError(taken);
            };
      }
      return at;
    }
  }
}
