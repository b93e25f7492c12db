package dev.signalbox.adapter.git;

import static dev.signalbox.adapter.git.Repositories.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.domain.change.CommitId;
import dev.signalbox.fixture.GitRemote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A server that is killed in the midst of fetching finds its way when it is started again.
class MirrorKillTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 30, 170, 400})
  void a_server_killed_while_it_fetches_goes_on_after_a_restart(int millis) throws Exception {
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Fetching.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      await().atMost(30, TimeUnit.SECONDS).until(() -> Files.exists(folder.resolve("fetching")));
      assertThat(server.waitFor(millis, TimeUnit.MILLISECONDS)).isFalse();
    } finally {
      server.destroyForcibly().waitFor();
    }

    GitRemote remote = GitRemote.at(folder.resolve("remote.git"));
    GitRepository restarted = Repositories.of(remote, folder.resolve("mirror"));
    CommitId head = remote.head("main");
    assertThat(restarted.fetch().head()).contains(head);
    assertThat(text(restarted, head, "a")).isNotEmpty();
  }

  /// The server to be: commits and tags arrive and are fetched without end.
  static final class Fetching {

    private Fetching() {}

    public static void main(String[] arguments) throws IOException {
      Path folder = Path.of(arguments[0]);
      GitRemote remote = GitRemote.in(folder.resolve("remote.git"));
      GitRepository repository = Repositories.of(remote, folder.resolve("mirror"));
      remote.on("main").file("a", "0").commit("begin");
      Files.createFile(folder.resolve("fetching"));
      for (int i = 1; ; i++) {
        repository.fetch();
        CommitId commit = remote.on("main").file("a", "version " + i).commit("fix: " + i);
        remote.tag("v" + i, commit);
        if (i % 7 == 0) {
          remote.moveBranch("side", commit);
          remote.deleteTag("v" + i);
        }
      }
    }
  }
}
