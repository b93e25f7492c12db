package dev.signalbox.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.fixture.Api;
import dev.signalbox.fixture.Prometheus;
import dev.signalbox.fixture.Storefront;
import dev.signalbox.fixture.TestClock;
import dev.signalbox.fixture.TestDatabase;
import dev.signalbox.fixture.TestServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A team that has scraped its service changes its flow to ask its Prometheus: the next release
/// follows the new flow, on a server that was restarted to know it.
class PrometheusJourneyTest {

  private final Path folder = TestDatabase.passableFolder();
  private final TestDatabase database = TestDatabase.fresh();
  private final TestClock clock = new TestClock();
  private final String scraping = Storefront.theFlow().replace("for: 30m", "for: 2s");
  private final Storefront shop = Storefront.in(folder, scraping);

  @Test
  void the_error_rate_comes_from_a_prometheus_server_once_the_flow_says_so() {
    URI production;
    try (TestServer server = start(Map.of())) {
      Api api = server.api();
      api.add(shop.remote().address());
      shop.merge("feat(SHOP-7): a basket", "");
      becomes(() -> good(api, "staging"), "v1.1.0");
      api.promote("production", "v1.1.0");
      becomes(() -> address(api).isEmpty(), false);
      production = URI.create(address(api));
      becomes(
          () -> {
            ask(production);
            return good(api, "production");
          },
          "v1.1.0");
      server.stopOnly();
    }

    try (Prometheus prometheus = Prometheus.scraping(production);
        TestServer server = start(Map.of("prometheus", "ours=" + prometheus.address()))) {
      Api api = server.api();
      assertThat(good(api, "production")).as("after the restart").isEqualTo("v1.1.0");
      shop.remote()
          .on("main")
          .file("signalbox.yaml", scraping.replace("scrape: /metrics", "prometheus: ours"))
          .commit("fix(SHOP-8): Prometheus knows how we do");
      becomes(() -> good(api, "staging"), "v1.1.1");
      api.promote("production", "v1.1.1");
      becomes(
          () -> {
            ask(production);
            return good(api, "production");
          },
          "v1.1.1");
      JsonNode run =
          api.runs(r -> r.path("environment").asString("").equals("production")).getLast();
      assertThat(run.path("sentence").asString()).startsWith("monitor: 0 of ");

      // A name that the server does not know is refused, and says who can help.
      shop.remote()
          .on("main")
          .file("signalbox.yaml", scraping.replace("scrape: /metrics", "prometheus: theirs"))
          .commit("fix(SHOP-9): somebody else's Prometheus");
      becomes(() -> good(api, "staging"), "v1.1.2");
      api.promote("production", "v1.1.2");
      becomes(
          () ->
              api.runs(r -> r.path("environment").asString("").equals("production"))
                  .getLast()
                  .path("state")
                  .asString(),
          "refused");
      assertThat(good(api, "production")).as("rolled back").isEqualTo("v1.1.1");
    }
  }

  private TestServer start(Map<String, String> more) {
    Map<String, String> flags =
        new HashMap<>(
            Map.of(
                "registry",
                "registry.dev.example=%s,registry.prod.example=%s"
                    .formatted(
                        folder.resolve("registries/dev"), folder.resolve("registries/prod"))));
    flags.putAll(more);
    return TestServer.start(folder, database, clock, flags);
  }

  /// What is good in an environment, once nothing acts there any more.
  private static String good(Api api, String environment) {
    JsonNode view = api.environment(environment);
    JsonNode there = view.path("there");
    return !view.path("active").isObject() && there.path("state").asString("").equals("good")
        ? there.path("what").asString()
        : "";
  }

  private static String address(Api api) {
    return api.environment("production").path("there").path("address").asString("");
  }

  private static void ask(URI production) {
    try {
      Api.send(HttpRequest.newBuilder(production.resolve("/price")));
    } catch (java.io.UncheckedIOException betweenTwoVersions) {
      // The next one will be served.
    }
  }

  private static <T> void becomes(Callable<T> value, T expected) {
    await()
        .atMost(Duration.ofSeconds(40))
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(value.call()).isEqualTo(expected));
  }
}
