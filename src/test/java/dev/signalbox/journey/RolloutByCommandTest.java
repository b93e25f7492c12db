package dev.signalbox.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.fixture.Api;
import dev.signalbox.fixture.Browser;
import dev.signalbox.fixture.Cli;
import dev.signalbox.fixture.Storefront;
import dev.signalbox.fixture.TestClock;
import dev.signalbox.fixture.TestDatabase;
import dev.signalbox.fixture.TestServer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Traffic that a team's own command splits, and people who pause, promote and abort. Nobody asks
/// for prices here, so nothing can be compared, and without people every rollout would hold.
class RolloutByCommandTest {

  private final Path folder = TestDatabase.passableFolder();
  private final Path percent = folder.resolve("percent");
  private final Storefront shop = Storefront.in(folder, flow());
  private final TestServer server =
      TestServer.start(
          folder,
          TestDatabase.fresh(),
          new TestClock(),
          Map.of("registry", "registry.dev.example=" + folder.resolve("registries/dev")));

  @AfterEach
  void close() {
    server.close();
  }

  private String flow() {
    return """
    signalbox: 1
    service: storefront
    build:
      - run: ./build.sh
      - publish: { files: dist, image: registry.dev.example/storefront, tags: ["{commit}"] }
    deploy:
      process: { start: ./start.sh, health: /healthz, version: /version }
    metrics: { scrape: /metrics, requests: http_requests_total, errors: "http_requests_total{status=~\\"5..\\"}" }
    environments:
      production:
        takes: every build
        rollout:
          steps: [10%%, 100%%]
          at-least: 1s
          at-most: 1s
          window: 1s
          traffic:
            command: "echo split $SIGNALBOX_CANARY_PERCENT >> '%s/ledger'; echo $SIGNALBOX_CANARY_PERCENT > '%s'"
            probe: "cat '%s'"
          analysis: { metrics: { errors: { worse-by: 10%% } }, on-inconclusive: advance }
        steps: [deploy]
        on-failure: [alert, rollback]
    """
        .formatted(folder, percent, percent);
  }

  @Test
  void people_pause_promote_and_abort_and_the_command_is_told() throws IOException {
    Api api = server.api();
    api.add(shop.remote().address());
    becomes("complete");
    assertThat(Files.readString(percent).strip()).isEqualTo("100");

    // Nothing is measured: it holds, and says so where people look.
    shop.merge("feat(SHOP-2): other prices", "");
    becomes("exposed");
    assertThat(Files.readString(percent).strip()).isEqualTo("10");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> api.environment("production").toString().contains("the canary had no requests"));

    JsonNode paused = wish("pause", "the match is on");
    assertThat(paused.path("rollout").path("state").asString()).isEqualTo("paused");
    Api.Answer twice = ask("pause", "really");
    assertThat(twice.status()).isEqualTo(409);
    assertThat(twice.text()).contains("tester has paused it already: the match is on.");
    wish("resume", "it is over");

    // A person does not want to wait.
    Cli.Said promoted =
        new Cli(api, folder)
            .run("rollout", "storefront", "production", "promote", "--reason", "seen enough");
    assertThat(promoted.err()).isEmpty();
    assertThat(promoted.out()).contains("seen enough");
    becomes("complete");
    assertThat(Sites.addresses(folder.resolve("data/work"))).as("the old one is gone").hasSize(1);

    String held = page("/runs/" + paused.path("rollout").path("run").asString());
    assertThat(held).contains("not counted, in neither: the canary had no requests");
    drawsBothCharts(paused.path("rollout").path("run").asString());

    // A person wants it back.
    String two = shop.remote().head("main").text();
    shop.merge("feat(SHOP-3): prices nobody wants", "");
    becomes("exposed");
    JsonNode run = api.runs(r -> r.path("environment").asString("").equals("production")).getLast();
    Api.Answer stopped =
        api.ask("POST", "/runs/" + run.path("id").asString() + "/abort", Map.of("reason", "no"));
    assertThat(stopped.text()).contains("its traffic has to go back first", "rollout storefront");
    wish("abort", "customers call");
    becomes("returned");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            api.get("/runs/" + run.path("id").asString())
                .path("run")
                .path("state")
                .asString()
                .equals("aborted"));
    assertThat(Files.readString(percent).strip()).isEqualTo("0");
    assertThat(api.environment("production").path("there").path("commit").asString())
        .isEqualTo(two);
    assertThat(Sites.addresses(folder.resolve("data/work")))
        .singleElement()
        .satisfies(address ->
            assertThat(Api.send(HttpRequest.newBuilder(address.resolve("/version"))).text())
                .contains(two));
    assertThat(api.facts("rollout-turned-back").getLast().path("actor").path("name").asString())
        .isEqualTo("tester");
    assertThat(shop.ledger("split"))
        .isEqualTo(
            List.of(
                "split 100",
                "split 10",
                "split 100",
                "split 100",
                "split 10",
                "split 0",
                "split 0"));

    String page = page("/runs/" + run.path("id").asString());
    assertThat(page)
        .contains("rollout turned back: tester stopped it: customers call")
        .contains("/assets/rollout.js");
    assertThat(page("/assets/uplot.js")).contains("uPlot");
  }

  /// The shares and the evidence.
  private void drawsBothCharts(String run) {
    try (Browser browser = Browser.open()) {
      browser.go(server.api().address().resolve("/runs/" + run));
      browser.until("document.querySelectorAll('.charts figure canvas').length === 2");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  private String page(String path) {
    return Api.send(HttpRequest.newBuilder(server.api().address().resolve(path))).text();
  }

  private Api.Answer ask(String wish, String reason) {
    return server
        .api()
        .ask(
            "POST",
            "/services/storefront/environments/production/rollout",
            Map.of("wish", wish, "reason", reason));
  }

  private JsonNode wish(String wish, String reason) {
    Api.Answer answer = ask(wish, reason);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  /// What the newest rollout, which is that of the head, comes to.
  private void becomes(String state) {
    String head = shop.remote().head("main").text();
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> server.api().rolloutIs(state, head));
  }
}
