package dev.signalbox.adapter.git;

import static dev.signalbox.adapter.git.Repositories.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.fixture.CuttingProxy;
import dev.signalbox.fixture.GitHttpServer;
import dev.signalbox.fixture.GitRemote;
import dev.signalbox.port.PortException;
import dev.signalbox.port.SourceRepository.TagResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Against the real git behind HTTP, with passwords, and with a network that fails.
class GitOverHttpTest {

  private static final String PASSWORD = "pä:ss w0rd%@";

  @TempDir Path folder;
  GitRemote remote;
  CommitId one;
  CommitId two;

  @BeforeEach
  void fillTheRemote() {
    assumeTrue(
        GitHttpServer.isPossible(),
        "git with its http-backend is not installed here, so nothing is tested over HTTP");
    remote = GitRemote.in(folder.resolve("shop.git"));
    one = remote.on("main").file("a", "1").commit("one");
    two = remote.on("main").file("a", "2").commit("two");
    remote.tag("v1", one);
  }

  @Test
  void fetch_read_and_tag_work_as_on_a_disk() throws IOException {
    try (GitHttpServer server = GitHttpServer.open(folder)) {
      GitRepository repository = over(server.port());

      assertThat(repository.fetch().head()).contains(two);
      CommitId three = remote.on("main").file("a", "3").commit("three");
      var heads = repository.fetch();
      assertThat(heads.head()).contains(three);
      assertThat(heads.tags()).isEqualTo(Map.of("v1", one));
      assertThat(text(repository, three, "a")).isEqualTo("3");
      assertThat(repository.remoteTag("v1")).contains(one);
      assertThat(repository.pushTag("v2", two, "v2")).isEqualTo(new TagResult.Pushed());
      assertThat(repository.pushTag("v2", two, "v2")).isEqualTo(new TagResult.AlreadyThere());
      assertThat(repository.pushTag("v2", one, "v2")).isEqualTo(new TagResult.Taken(two));
      assertThat(remote.annotatedTag("v2").getObject().name()).isEqualTo(two.text());
    }
  }

  @Test
  void a_fetch_brings_only_what_is_new() throws IOException {
    try (GitHttpServer server = GitHttpServer.open(folder)) {
      GitRepository repository = over(server.port());
      repository.fetch();
      remote.on("main").file("a", "3").commit("three");
      int before = server.requests().size();
      repository.fetch();
      repository.fetch();

      List<GitHttpServer.Request> asked =
          server.requests().subList(before, server.requests().size());
      assertThat(asked).anyMatch(r -> r.body().contains("have " + two));
      assertThat(asked).filteredOn(r -> r.body().contains("want ")).hasSize(1);
    }
  }

  @Test
  void a_tag_is_pushed_atomically_and_expects_a_free_name() throws IOException {
    try (GitHttpServer server = GitHttpServer.open(folder)) {
      over(server.port()).pushTag("v2", two, "v2");

      String push =
          server.requests().stream()
              .filter(r -> r.method().equals("POST") && r.path().endsWith("/git-receive-pack"))
              .findFirst()
              .orElseThrow()
              .body();
      String line = push.substring(4, push.indexOf("PACK"));
      assertThat(line).startsWith("0".repeat(40) + " ").contains(" refs/tags/v2\0");
      assertThat(line.substring(line.indexOf('\0'))).contains("atomic ");
    }
  }

  @Test
  void the_right_password_opens_and_is_shown_nowhere() throws IOException {
    try (GitHttpServer server = GitHttpServer.closed(folder, "ada", PASSWORD)) {
      Remote far = Remote.at(server.address("shop.git"), "ada", PASSWORD);
      GitRepository repository = Repositories.of(far, folder.resolve("mirror"));

      assertThat(repository.fetch().head()).contains(two);
      assertThat(repository.pushTag("v2", two, "v2")).isEqualTo(new TagResult.Pushed());
      assertThat(repository.remoteTag("v2")).contains(two);
      assertThat(far.toString()).doesNotContain(PASSWORD);
      assertThat(folder.resolve("mirror/mirror.git/config"))
          .content()
          .doesNotContain("ada")
          .doesNotContain(PASSWORD);
    }
  }

  @Test
  void a_wrong_password_is_told_without_it() throws IOException {
    try (GitHttpServer server = GitHttpServer.closed(folder, "ada", PASSWORD)) {
      String wrong = "wr0ng-s3cret";
      GitRepository repository =
          Repositories.of(
              Remote.at(server.address("shop.git"), "ada", wrong), folder.resolve("mirror"));

      for (Throwable refused :
          List.of(
              catchThrowable(repository::fetch),
              catchThrowable(() -> repository.remoteTag("v1")),
              catchThrowable(() -> repository.pushTag("v2", one, "v2")))) {
        assertThat(refused)
            .isInstanceOf(PortException.class)
            .hasMessageContaining("refused our user name and password");
        StringWriter story = new StringWriter();
        refused.printStackTrace(new PrintWriter(story));
        assertThat(story.toString()).doesNotContain(wrong);
      }
    }
  }

  @Test
  void a_missing_password_is_told() throws IOException {
    try (GitHttpServer server = GitHttpServer.closed(folder, "ada", PASSWORD)) {
      assertThatThrownBy(() -> over(server.port()).fetch())
          .isInstanceOf(PortException.class)
          .hasMessageContaining("wants a user name and a password, and none are set");
    }
  }

  @Test
  void a_password_does_not_follow_a_redirect_to_another_server() throws IOException {
    HttpServer decoy =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try (GitHttpServer other = GitHttpServer.closed(folder, "ada", PASSWORD)) {
      decoy.createContext(
          "/",
          exchange -> {
            exchange
                .getResponseHeaders()
                .add(
                    "Location",
                    "http://127.0.0.1:%d%s".formatted(other.port(), exchange.getRequestURI()));
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
          });
      decoy.start();
      Remote far =
          Remote.at(
              "http://127.0.0.1:%d/shop.git".formatted(decoy.getAddress().getPort()),
              "ada",
              PASSWORD);

      assertThatThrownBy(() -> Repositories.of(far, folder.resolve("mirror")).fetch())
          .isInstanceOf(PortException.class);
      assertThat(other.requests())
          .isNotEmpty()
          .allMatch(request -> request.authorization().isEmpty());
    } finally {
      decoy.stop(0);
    }
  }

  @Test
  void a_push_whose_answer_is_lost_is_found_to_have_worked() throws IOException {
    try (GitHttpServer server = GitHttpServer.open(folder);
        CuttingProxy network = CuttingProxy.to(server.port())) {
      GitRepository repository = over(network.port());
      repository.fetch();
      network.loseAnswers("POST /shop.git/git-receive-pack");

      assertThat(repository.pushTag("v2", two, "v2")).isEqualTo(new TagResult.Pushed());
      assertThat(network.cuts()).isPositive();
      assertThat(remote.tags()).isEqualTo(Map.of("v1", one, "v2", two));
    }
  }

  @Test
  void a_push_that_never_arrived_is_told_and_can_be_tried_again() throws IOException {
    try (GitHttpServer server = GitHttpServer.open(folder);
        CuttingProxy network = CuttingProxy.to(server.port())) {
      GitRepository repository = over(network.port());
      repository.fetch();
      network.loseRequests("POST /shop.git/git-receive-pack");

      assertThatThrownBy(() -> repository.pushTag("v2", two, "v2"))
          .isInstanceOf(PortException.class)
          .hasMessageContaining("cannot be reached");
      assertThat(network.cuts()).isPositive();
      assertThat(remote.tags()).isEqualTo(Map.of("v1", one));

      network.mend();
      assertThat(repository.pushTag("v2", two, "v2")).isEqualTo(new TagResult.Pushed());
    }
  }

  @Test
  void a_fetch_that_is_cut_is_told_and_the_next_one_works() throws IOException {
    try (GitHttpServer server = GitHttpServer.open(folder);
        CuttingProxy network = CuttingProxy.to(server.port())) {
      GitRepository repository = over(network.port());
      network.loseAnswers("POST /shop.git/git-upload-pack");
      assertThatThrownBy(repository::fetch)
          .isInstanceOf(PortException.class)
          .hasMessageContaining("cannot be reached");

      network.mend();
      assertThat(repository.fetch().head()).contains(two);
    }
  }

  @Test
  void a_rule_of_the_far_side_is_told_and_no_tag_stays_behind() throws IOException {
    Path hook = remote.folder().resolve("hooks/pre-receive");
    Files.createDirectories(hook.getParent());
    Files.writeString(hook, "#!/bin/sh\necho 'tags are protected'\nexit 1\n");
    Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (GitHttpServer server = GitHttpServer.open(folder)) {
      GitRepository repository = over(server.port());

      assertThatThrownBy(() -> repository.pushTag("v2", two, "v2"))
          .isInstanceOf(PortException.class)
          .hasMessageContaining("did not take the tag 'v2': pre-receive hook declined");
      assertThat(repository.fetch().tags()).isEqualTo(Map.of("v1", one));
    }
  }

  @Test
  void of_eight_who_want_a_name_at_the_real_git_one_wins() throws Exception {
    try (GitHttpServer server = GitHttpServer.open(folder)) {
      GitRepository repository = over(server.port());
      List<CommitId> commits = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        commits.add(remote.on("main").file("a", "racer " + i).commit("fix: " + i));
      }
      repository.fetch();
      List<Callable<TagResult>> racers =
          commits.stream()
              .map(mine -> (Callable<TagResult>) () -> repository.pushTag("v9", mine, "v9"))
              .toList();
      List<TagResult> results = new ArrayList<>();
      try (var threads = Executors.newFixedThreadPool(8)) {
        for (Future<TagResult> result : threads.invokeAll(racers)) {
          results.add(result.get());
        }
      }

      CommitId winner = repository.remoteTag("v9").orElseThrow();
      assertThat(results.remove(commits.indexOf(winner))).isEqualTo(new TagResult.Pushed());
      assertThat(results).hasSize(7).containsOnly(new TagResult.Taken(winner));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "404, There is no git repository at",
    "403, forbids this to our user",
    "500, 500 Internal Server Error",
    "200, The exchange with"
  })
  void an_answer_that_is_not_gits_is_told(int status, String told) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] page =
              "<html>\n<body>Sign in first</body>\n</html>\n".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/html");
          exchange.sendResponseHeaders(status, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    server.start();
    try {
      GitRepository repository = over(server.getAddress().getPort());
      assertThatThrownBy(repository::fetch)
          .isInstanceOf(PortException.class)
          .hasMessageContaining(told)
          .hasMessageNotContaining("\n");
    } finally {
      server.stop(0);
    }
  }

  private GitRepository over(int port) {
    return Repositories.of(
        Remote.at("http://127.0.0.1:%d/shop.git".formatted(port)), folder.resolve("mirror"));
  }
}
