package dev.signalbox.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.fixture.Api;
import dev.signalbox.fixture.Haproxy;
import dev.signalbox.fixture.Prometheus;
import dev.signalbox.fixture.ServerProcess;
import dev.signalbox.fixture.Storefront;
import dev.signalbox.fixture.TestDatabase;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A service under load behind a real HAProxy, watched by a real Prometheus, whose versions come
/// step by step: a bad one is stopped, a good one goes all the way, and neither a killed server nor
/// a Prometheus that is away lets anything slip.
class RolloutJourneyTest {

  private static final String FLOW =
      """
      signalbox: 1
      service: storefront
      build:
        - run: ./build.sh
        - publish: { files: dist, image: registry.dev.example/storefront, tags: ["{commit}"] }
      deploy:
        process: { start: ./start.sh, health: /healthz, version: /version }
      metrics:
        prometheus: ours
        requests: http_requests_total
        errors: http_requests_total{status=~"5.."}
      environments:
        production:
          takes: every build
          rollout:
            steps: [{ to: 20%, at-least: 2s }, { to: 50%, at-least: 2s }, { to: 100%, at-least: 1s }]
            at-least: 2s
            at-most: 4s
            window: 2s
            traffic: { haproxy: edge, backend: shop }
            analysis:
              metrics: { errors: { worse-by: 10% } }
              on-inconclusive: advance
          steps: [deploy]
          on-failure: [alert, rollback]
      """;

  private final Path folder = TestDatabase.passableFolder();
  private final Storefront shop = Storefront.in(folder, FLOW);
  private final Haproxy haproxy = Haproxy.with(6);
  private Prometheus prometheus;
  private ServerProcess server;
  private Load load;
  private Thread finder;

  @BeforeEach
  void the_first_version_has_all_traffic() {
    prometheus = Prometheus.finding();
    finder = Thread.ofVirtual().start(this::tellWhereInstancesAre);
    server = new ServerProcess(folder, flags()).awaitReady();
    api().add(shop.remote().address());
    settles("succeeded");
    load = new Load(haproxy.address());
    await().atMost(Duration.ofSeconds(20)).until(() -> load.good.get() > 50);
  }

  @AfterEach
  void end() {
    load.close();
    finder.interrupt();
    server.close();
    Sites.takeDown(folder.resolve("data/work"));
    prometheus.close();
    haproxy.close();
  }

  @Test
  void a_bad_version_is_stopped_and_a_good_one_goes_all_the_way_through_a_kill_and_an_outage() {
    // A bad one: every third request fails.
    shop.merge("feat(SHOP-2): prices with a bug", "fails-every=3");
    settles("failed");
    JsonNode bad = rollout();
    assertThat(bad.path("rollout").path("state").asString()).isEqualTo("returned");
    assertThat(bad.path("rollout").path("exposure").asInt()).isZero();
    String told = newest().path("sentence").asString();
    assertThat(told)
        .contains("all traffic is back on")
        .contains("Errors: canary")
        .contains("a stop needs 100")
        .contains("You allow up to +10 %");
    assertThat(api().facts("alert-raised").getLast().path("sentence").asString())
        .contains("failed in production");
    int failed = load.bad.get();
    int good = load.good.get();
    await().atMost(Duration.ofSeconds(20)).until(() -> load.good.get() > good + 200);
    assertThat(load.bad.get()).as("all traffic is back").isEqualTo(failed);

    // A good one. In its middle Prometheus goes away: it holds, and says why.
    shop.merge("fix(SHOP-3): prices without the bug", "");
    becomes("exposed");
    prometheus.kill();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            rollout().path("rollout").path("sentence").asString().contains("Nobody answers at"));
    assertThat(rollout().path("rollout").path("exposure").asInt()).isEqualTo(20);
    assertThat(rollout().path("rollout").path("clearedBy").asString()).isNotBlank();

    // The server is killed; its next life goes on where it was, with Prometheus back.
    server.kill();
    prometheus.again();
    server.again();
    settles("succeeded");
    JsonNode well = rollout();
    assertThat(well.path("rollout").path("state").asString()).isEqualTo("complete");
    assertThat(well.path("moments"))
        .extracting(moment -> moment.path("kind").asString())
        .containsSubsequence(
            "exposure-reached", "exposure-raised", "exposure-reached", "rollout-completed");
    assertThat(load.bad.get()).as("nobody noticed").isEqualTo(failed);
    assertThat(shop.ledger("start production")).as("each version was started once").hasSize(3);
  }

  private Map<String, String> flags() {
    return Map.of(
        "registry",
        "registry.dev.example=" + folder.resolve("registries/dev"),
        "prometheus",
        "ours=" + prometheus.address(),
        "haproxy",
        "edge=" + haproxy.socket());
  }

  private Api api() {
    return server.api();
  }

  private JsonNode rollout() {
    return api().get("/services/storefront/environments/production/rollout");
  }

  private JsonNode newest() {
    return api().runs(run -> run.path("environment").asString("").equals("production")).getLast();
  }

  private void settles(String state) {
    String head = shop.remote().head("main").text();
    await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptionsMatching(UncheckedIOException.class::isInstance)
        .until(() ->
            api()
                    .runs(run ->
                        run.path("environment").asString("").equals("production")
                            && run.path("commit").asString().equals(head)
                            && run.path("state").asString().equals(state))
                    .size()
                == 1);
  }

  private void becomes(String state) {
    String head = shop.remote().head("main").text();
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .until(() ->
            newest().path("commit").asString().equals(head)
                && rollout()
                    .path("rollout")
                    .path("run")
                    .asString()
                    .equals(newest().path("id").asString())
                && rollout().path("rollout").path("state").asString().equals(state));
  }

  /// As a machine's service discovery does it.
  private void tellWhereInstancesAre() {
    List<URI> told = List.of();
    try {
      while (true) {
        List<URI> there = Sites.addresses(folder.resolve("data/work"));
        if (!there.equals(told)) {
          prometheus.find(there);
          told = there;
        }
        Thread.sleep(150);
      }
    } catch (InterruptedException stop) {
      // The test is over.
    }
  }

  /// Customers who never stop asking for prices.
  private static final class Load implements AutoCloseable {
    private final AtomicInteger good = new AtomicInteger();
    private final AtomicInteger bad = new AtomicInteger();
    private volatile boolean home;

    Load(URI shop) {
      for (int i = 0; i < 2; i++) {
        Thread.ofVirtual().start(() -> ask(shop.resolve("/price")));
      }
    }

    private void ask(URI price) {
      while (!home) {
        try {
          int status = Api.send(HttpRequest.newBuilder(price)).status();
          (status == 200 ? good : bad).incrementAndGet();
          Thread.sleep(8);
        } catch (UncheckedIOException gone) {
          bad.incrementAndGet();
        } catch (InterruptedException stop) {
          return;
        }
      }
    }

    @Override
    public void close() {
      home = true;
    }
  }
}
