package dev.signalbox.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.fixture.Api;
import dev.signalbox.fixture.Storefront;
import dev.signalbox.fixture.TestClock;
import dev.signalbox.fixture.TestDatabase;
import dev.signalbox.fixture.TestServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A service with an objective burns through its budget. The server is stopped between two
/// readings, and the next one has all the evidence that the first had.
class ObjectiveJourneyTest {

  private static final String THRESHOLD = "monitor: { errors: \"< 1%\", for: 30m }";
  private static final String OBJECTIVE =
      "monitor: { slo: { errors: 99.9%, incident-at: 2x budget, false-alarm-every: 30d }, for: 30m }";

  private final Path folder = TestDatabase.passableFolder();
  private final TestDatabase database = TestDatabase.fresh();
  private final TestClock clock = new TestClock();
  private final Storefront shop =
      Storefront.in(
          folder,
          Storefront.theFlow()
              .replace(THRESHOLD, OBJECTIVE)
              .replace("on-breach: [alert, halt]", "on-breach: [alert, rollback, halt]"));

  @Test
  void a_broken_objective_opens_what_the_flow_says_though_the_server_was_stopped_on_the_way() {
    URI production;
    try (TestServer server = start()) {
      Api api = server.api();
      api.add(shop.remote().address());
      shop.merge("feat(SHOP-11): errors now and then", "fails-every=20");
      becomes(() -> good(api, "staging"), "v1.1.0");
      api.promote("production", "v1.1.0");
      becomes(() -> watching(api), "true");
      becomes(() -> waiting(api).contains("No request was counted"), true);
      production =
          URI.create(api.environment("production").path("there").path("address").asString());
      ask(production, 60);
      server.advance(Duration.ofSeconds(31));
      becomes(() -> waiting(api).contains("3 of 60 requests failed"), true);
      assertThat(waiting(api))
          .contains("Objective 99.9 %: evidence of an incident 1")
          .contains("needed 86,400 : 1 (a false alarm once in 30 days, or less often)");
      server.stopOnly();
    }

    try (TestServer server = start()) {
      Api api = server.api();
      becomes(() -> watching(api), "true");
      ask(production, 60);
      server.advance(Duration.ofSeconds(31));
      becomes(() -> runOf(api).path("state").asString(), "breached");
      assertThat(runOf(api).path("sentence").asString())
          .startsWith(
              "monitor: Lately 6 of 120 requests failed (5 %). More than 0.2 % is an incident")
          .contains("once in 30 days");
      assertThat(
              api.get("/runs/" + runOf(api).path("id").asString())
                  .path("steps")
                  .valueStream()
                  .filter(step -> step.path("phase").asString().equals("on-breach"))
                  .map(step -> step.path("label").asString()))
          .containsExactly("alert", "rollback", "halt");
    }
  }

  private TestServer start() {
    return TestServer.start(
        folder,
        database,
        clock,
        Map.of(
            "registry",
            "registry.dev.example=%s,registry.prod.example=%s"
                .formatted(folder.resolve("registries/dev"), folder.resolve("registries/prod"))));
  }

  private static String good(Api api, String environment) {
    JsonNode view = api.environment(environment);
    JsonNode there = view.path("there");
    return !view.path("active").isObject() && there.path("state").asString("").equals("good")
        ? there.path("what").asString()
        : "";
  }

  private static String watching(Api api) {
    return api.environment("production").path("active").path("watching").asString("");
  }

  private static JsonNode runOf(Api api) {
    return api.runs(r -> r.path("environment").asString("").equals("production")).getLast();
  }

  /// What the monitor says now.
  private static String waiting(Api api) {
    return api.get("/runs/" + runOf(api).path("id").asString()).toString();
  }

  private static void ask(URI shop, int requests) {
    for (int i = 0; i < requests; i++) {
      Api.send(HttpRequest.newBuilder(shop.resolve("/price")));
    }
  }

  private static <T> void becomes(Callable<T> value, T expected) {
    await()
        .atMost(Duration.ofSeconds(40))
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(value.call()).isEqualTo(expected));
  }
}
