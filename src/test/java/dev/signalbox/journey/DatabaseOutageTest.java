package dev.signalbox.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.adapter.postgres.EmbeddedPostgres;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.fixture.Api;
import dev.signalbox.fixture.CuttingProxy;
import dev.signalbox.fixture.TestClock;
import dev.signalbox.fixture.TestDatabase;
import dev.signalbox.fixture.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The database dies in the middle of a promotion, stays away for a while, and comes back.
class DatabaseOutageTest {

  private static final String FLOW =
      """
      signalbox: 1
      service: commanded
      build:
        - run: ./build.sh
        - publish: { files: dist, image: embedded/commanded, tags: ["{commit}"] }
      deploy: { command: ./deploy.sh }
      environments:
        dev:
          takes: every build
          steps: [deploy, { verify: ./verify.sh }]
      """;

  private final Path folder = TestDatabase.passableFolder();
  private final Path goOn = folder.resolve("go-on");
  private final Commanded shop =
      new Commanded(folder, FLOW)
          .with("deploy", "until test -e '%s'; do sleep 0.05; done".formatted(goOn));
  private EmbeddedPostgres postgres = start();
  private final CuttingProxy way = to(port(postgres));
  private final TestServer server =
      TestServer.start(
          folder,
          new TestDatabase(
              "signalbox",
              postgres.jdbcUrl().replaceFirst(":[0-9]+/", ":" + way.port() + "/"),
              postgres.user(),
              postgres.password()),
          new TestClock(),
          Map.of());
  private final Api api = server.api();

  @AfterEach
  void close() throws IOException {
    server.close();
    way.close();
    postgres.close();
  }

  @Test
  void the_server_outlives_it_says_so_and_finishes_the_run() throws IOException {
    CommitId commit = shop.commit("feat: begin");
    api.add(shop.remote().address());
    becomes(() -> shop.ledger("deploy").size(), 1);
    assertThat(ready().status()).isEqualTo(200);

    killPostgres();
    Files.createFile(goOn); // the deployment comes to its end, and nobody can write it down
    assertThat(live().status()).isEqualTo(200);
    Api.Answer notReady =
        await().atMost(Duration.ofSeconds(30)).until(this::ready, answer -> answer.status() != 200);
    assertThat(notReady.status()).isEqualTo(503);
    assertThat(notReady.text()).contains("The database does not answer");

    postgres = start();
    way.leadTo(port(postgres));
    becomes(() -> ready().status(), 200);
    becomes(
        () ->
            api.runs(run -> run.path("environment").asString("").equals("dev"))
                .getLast()
                .path("state")
                .asString(),
        "succeeded");
    assertThat(shop.ledger())
        .containsExactly("build " + commit, "deploy " + commit, "verify " + commit);
    assertThat(api.facts().toString()).doesNotContain("A bug in Signalbox");
  }

  private void killPostgres() {
    ProcessHandle.of(postgres.pid()).orElseThrow().destroyForcibly();
    postgres.close();
  }

  private EmbeddedPostgres start() {
    return EmbeddedPostgres.start(
        folder.resolve("postgres"),
        TestDatabase.programs(),
        EmbeddedPostgres.AtExit.LEAVE_TO_CALLER);
  }

  private Api.Answer ready() {
    return Api.send(HttpRequest.newBuilder(api.address().resolve("/readyz")));
  }

  private Api.Answer live() {
    return Api.send(HttpRequest.newBuilder(api.address().resolve("/livez")));
  }

  private static int port(EmbeddedPostgres server) {
    return URI.create(server.jdbcUrl().substring("jdbc:".length())).getPort();
  }

  private static CuttingProxy to(int port) {
    try {
      return CuttingProxy.to(port);
    } catch (IOException none) {
      throw new java.io.UncheckedIOException(none);
    }
  }

  private static <T> void becomes(Callable<T> value, T expected) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(value.call()).isEqualTo(expected));
  }
}
