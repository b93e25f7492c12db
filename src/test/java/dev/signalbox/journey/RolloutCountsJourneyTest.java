package dev.signalbox.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.signalbox.fixture.Api;
import dev.signalbox.fixture.Cli;
import dev.signalbox.fixture.Storefront;
import dev.signalbox.fixture.TestClock;
import dev.signalbox.fixture.TestDatabase;
import dev.signalbox.fixture.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A rollout whose errors a server tells in JSON, and whose orders the team's own programs post.
class RolloutCountsJourneyTest {

  private static final String TOKEN = "the-token-of-the-apm";

  private final Path folder = TestDatabase.passableFolder();
  private final Apm apm = new Apm();
  private final Storefront shop = Storefront.in(folder, flow());
  private final TestServer server =
      TestServer.start(
          folder,
          TestDatabase.fresh(),
          new TestClock(),
          Map.of(
              "registry",
              "registry.dev.example=" + folder.resolve("registries/dev"),
              "json-metrics",
              "apm=" + apm.address(),
              "json-metrics-tokens",
              "apm=" + TOKEN));

  @AfterEach
  void close() {
    server.close();
    apm.close();
  }

  private String flow() {
    Path percent = folder.resolve("percent");
    return """
    signalbox: 1
    service: storefront
    build:
      - run: ./build.sh
      - publish: { files: dist, image: registry.dev.example/storefront, tags: ["{commit}"] }
    deploy:
      process: { start: ./start.sh, health: /healthz, version: /version }
    environments:
      production:
        takes: every build
        rollout:
          steps: [10%%, 100%%]
          at-least: 1s
          at-most: 30d
          window: 1s
          posted-within: 1h
          traffic: { command: "echo $SIGNALBOX_CANARY_PERCENT > '%s'", probe: "cat '%s'" }
          analysis:
            metrics:
              errors:
                json:
                  from: apm
                  path: "/counts?of={version}&arm={arm}&from={from}&to={to}"
                  bad: /data/errors
                  total: /data/requests
              orders: { posted: events }
          after: [{ slo: { errors: 90%% } }]
        steps: [deploy]
        on-failure: [alert, rollback]
    """
        .formatted(percent, percent);
  }

  @Test
  void counts_are_asked_for_and_waited_for_and_late_ones_change_nothing() {
    Api api = server.api();
    api.add(shop.remote().address());
    await().atMost(Duration.ofSeconds(60)).until(() -> is("complete"));

    String old = shop.remote().head("main").text();
    shop.merge("feat(SHOP-2): other prices", "");
    await().atMost(Duration.ofSeconds(60)).until(() -> is("exposed"));
    await().atMost(Duration.ofSeconds(30)).until(() -> sentence().contains("waits for somebody"));
    assertThat(sentence()).contains("post the counts of 'orders': the canary and the baseline");
    assertThat(rollout().path("windows")).as("nothing is judged before they are there").isEmpty();

    // The canary's: once, and the same again is no news.
    JsonNode open = rollout().path("open");
    assertThat(open.path("number").asInt()).isZero();
    Map<String, Object> canary = posting(open, "canary", "first", 1_000);
    assertThat(post(canary).json().path("again").asBoolean()).isFalse();
    assertThat(post(canary).json().path("again").asBoolean()).isTrue();
    Api.Answer other = post(posting(open, "canary", "first", 999));
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.text()).contains("posted under the key 'first' already");
    assertThat(post(posting(open, "canary", "second", 999)).text()).contains("posted already");
    assertThat(withoutToken(canary).status()).isEqualTo(401);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> sentence().contains("the counts of 'orders': the baseline"));

    // The old version's, by the command line: now the window is judged, and it passes.
    Cli.Said said =
        new Cli(api, folder)
            .run(
                "post-counts",
                run(),
                "orders",
                "baseline",
                "--window",
                "0",
                "--from",
                open.path("from").asString(),
                "--total",
                "10000",
                "--bad",
                "1000");
    assertThat(said.err()).isEmpty();
    assertThat(said.out())
        .contains("The counts of 'orders' of the baseline in window 0 are taken in.");
    await().atMost(Duration.ofSeconds(60)).until(() -> is("complete"));
    JsonNode window = rollout().path("windows").path(0);
    assertThat(window.path("counts").path("gaps")).isEmpty();
    assertThat(window.path("counts").path("rows"))
        .extracting(
            row -> row.path("metric").asString() + " of the " + row.path("arm").asString(),
            row -> row.path("bad").asInt())
        .containsExactlyInAnyOrder(
            tuple("errors of the canary", 1),
            tuple("errors of the baseline", 500),
            tuple("orders of the canary", 1_000),
            tuple("orders of the baseline", 1_000));
    assertThat(window.path("began").asString()).isEqualTo(open.path("from").asString());
    assertThat(window.path("ended").asString()).isEqualTo(open.path("until").asString());
    assertThat(apm.asked).anyMatch(query -> query.contains("of=" + old + "&arm=baseline"));
    assertThat(apm.asked)
        .anyMatch(
            query -> query.contains("of=" + shop.remote().head("main").text() + "&arm=canary"));
    assertThat(apm.asked)
        .allMatch(
            query -> query.contains("from=" + open.path("from").asString().replace(":", "%3A")));

    // Late ones are told so.
    Api.Answer late = post(posting(open, "baseline", "late", 1));
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.text()).contains("too-late", "judged already");
    assertThat(rollout().path("windows").path(0)).isEqualTo(window);
  }

  @Test
  void what_nobody_posts_and_what_is_no_number_holds() {
    Api api = server.api();
    api.add(shop.remote().address());
    await().atMost(Duration.ofSeconds(60)).until(() -> is("complete"));
    apm.says = "{\"data\":{\"errors\":null}}";

    shop.merge("feat(SHOP-2): other prices", "");
    await().atMost(Duration.ofSeconds(60)).until(() -> is("exposed"));
    await().atMost(Duration.ofSeconds(30)).until(() -> sentence().contains("waits for somebody"));
    server.advance(Duration.ofHours(1));
    await().atMost(Duration.ofSeconds(30)).until(() -> !rollout().path("windows").isEmpty());

    assertThat(rollout().path("windows").path(0).path("counts").toString())
        .contains(
            "nobody posted the counts of the canary and the baseline within 1h after it was over")
        .contains("The server 'apm' has no number at /data/errors, but null")
        .doesNotContain(TOKEN);
    await().atMost(Duration.ofSeconds(30)).until(() -> sentence().contains("No data of"));
    assertThat(rollout().path("rollout").path("exposure").asInt()).isEqualTo(10);
    assertThat(rollout().path("rollout").path("clearedBy").asString())
        .contains("whoever looks after the metrics", "abort");

    // The old version itself fails more than it may: nothing is judged beside it.
    apm.says = "{\"data\":{\"errors\":6000,\"requests\":10000}}";
    server.advance(Duration.ofHours(2));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> sentence().contains("The old version itself does not keep its objective"));
    assertThat(sentence()).contains("more than 20 % of its requests fail");
    assertThat(rollout().path("rollout").path("exposure").asInt()).isEqualTo(10);
  }

  private static Map<String, Object> posting(JsonNode open, String arm, String key, int orders) {
    return new HashMap<>(
        Map.of(
            "key",
            key,
            "window",
            open.path("number").asInt(),
            "from",
            open.path("from").asString(),
            "metric",
            "orders",
            "arm",
            arm,
            "counts",
            List.of(Map.of("total", 10_000, "bad", orders))));
  }

  private Api.Answer post(Map<String, Object> posting) {
    return server.api().ask("POST", "/runs/" + run() + "/counts", posting);
  }

  private Api.Answer withoutToken(Map<String, Object> posting) {
    return new Api(server.api().address(), "wrong")
        .ask("POST", "/runs/" + run() + "/counts", posting);
  }

  private String run() {
    return rollout().path("rollout").path("run").asString();
  }

  private String sentence() {
    return rollout().path("rollout").path("sentence").asString();
  }

  private JsonNode rollout() {
    return server.api().get("/services/storefront/environments/production/rollout");
  }

  /// Whether the newest rollout is that of the head, and in this state.
  private boolean is(String state) {
    return server.api().rolloutIs(state, shop.remote().head("main").text());
  }

  /// Where somebody else counts.
  private static final class Apm implements AutoCloseable {

    private final HttpServer http;
    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
    private volatile String says = "{\"data\":{\"errors\":%d,\"requests\":10000}}";

    Apm() {
      try {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
      http.createContext("/", this::answer);
      http.start();
    }

    String address() {
      return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
      String query = exchange.getRequestURI().getRawQuery();
      asked.add(query);
      boolean known =
          ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
      byte[] body =
          says.formatted(query.contains("arm=canary") ? 1 : 500).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(known ? 200 : 401, body.length);
      try (exchange) {
        exchange.getResponseBody().write(body);
      }
    }

    @Override
    public void close() {
      http.stop(0);
    }
  }
}
