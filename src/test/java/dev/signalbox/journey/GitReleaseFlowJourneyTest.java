package dev.signalbox.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.domain.change.CommitId;
import dev.signalbox.fixture.AlertReceiver;
import dev.signalbox.fixture.Api;
import dev.signalbox.fixture.DockerRegistry;
import dev.signalbox.fixture.Storefront;
import dev.signalbox.fixture.TestDatabase;
import dev.signalbox.fixture.TestServer;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import tools.jackson.databind.JsonNode;

/// The first seed, line by line, by the very file in `flows/`: real git, a real registry for
/// development and one for production, real processes, real time but for the half hour of the
/// monitor.
class GitReleaseFlowJourneyTest {

  private static final String SECRET = "whsec_bmlnaHR3YXRjaC1uaWdodHdhdGNoLW5pZ2h0d2F0Y2g=";

  @RegisterExtension final DockerRegistry development = DockerRegistry.start();
  @RegisterExtension final DockerRegistry production = DockerRegistry.start();

  /// Whoever looks at a failure wants to know what happened.
  @RegisterExtension
  final TestExecutionExceptionHandler teller =
      (_, broken) -> {
        tell();
        throw broken;
      };

  private final Path folder = TestDatabase.passableFolder();
  private final Storefront shop = Storefront.in(folder);
  private TestServer server;
  private AlertReceiver receiver;
  private Api api;

  @BeforeEach
  void open() {
    var clock = new dev.signalbox.fixture.TestClock();
    receiver = new AlertReceiver(SECRET, clock);
    server =
        TestServer.start(
            folder,
            TestDatabase.fresh(),
            clock,
            Map.of(
                "registry",
                "registry.dev.example=%s,registry.prod.example=%s"
                    .formatted(development.uri(), production.uri()),
                "alert-webhook",
                receiver.address().toString(),
                "alert-webhook-secret",
                SECRET));
    api = server.api();
    api.add(shop.remote().address());
    becomes(() -> there("dev"), "good");
  }

  @AfterEach
  void close() {
    shop.letGo("staging");
    server.close();
    receiver.close();
    development.close();
    production.close();
  }

  @Test
  void a_feature_and_a_fix_travel_to_production() {
    shop.hold("staging");
    CommitId feature = shop.merge("feat(SHOP-7): a basket", "");
    becomes(() -> shop.ledger("verify staging").size(), 1);
    CommitId fix = shop.merge("fix(SHOP-8): the sum", "");
    becomes(() -> api.get("/services/storefront/releases").size(), 2);

    // The second release waits, and says for whom.
    JsonNode staging = api.environment("staging");
    String holder = staging.path("active").path("run").asString();
    assertThat(staging.path("next").path("what").asString()).isEqualTo("v1.1.1");
    assertThat(staging.path("decision").asString()).isEqualTo("hold");
    assertThat(staging.path("reasons").path(0).path("code").asString()).isEqualTo("lock-held");
    assertThat(staging.path("sentence").asString())
        .startsWith("v1.1.1 waits: The lock is held by %s for v1.1.0 since ".formatted(holder));
    assertThat(shop.ledger("start staging")).hasSize(1);

    shop.letGo("staging");
    becomes(() -> what("staging"), "v1.1.1");
    becomes(() -> there("staging"), "good");

    // Tags on the right commits, a build for each, and the bytes are the same everywhere.
    assertThat(shop.remote().tags()).containsEntry("v1.1.0", feature).containsEntry("v1.1.1", fix);
    assertThat(shop.ledger("build " + feature.text())).hasSize(1);
    assertThat(shop.ledger("build " + fix.text())).hasSize(1);
    everyEntryIntoStagingHadTheLock();
    productionDoesNotStartByItself();

    promoteToProduction("v1.1.0");
    promoteToProduction("v1.1.1");
    sameArtifactEverywhere(feature, "1.1.0");
    sameArtifactEverywhere(fix, "1.1.1");
    assertThat(version("production")).isEqualTo("1.1.1 of " + fix.text());
    assertThat(shop.ledger("start production")).hasSize(2);
    assertThat(receiver.messages()).isEmpty();
  }

  @Test
  void a_commit_that_fails_in_dev_is_halted_there_and_the_team_is_told_once() {
    CommitId broken = shop.merge("feat(SHOP-9): a broken price", "fails-in=dev");

    becomes(() -> state("dev", broken), "failed");
    becomes(() -> receiver.messages().size(), 1);
    assertThat(receiver.messages().getFirst().title())
        .isEqualTo("storefront %s failed in dev".formatted(broken.brief()));
    assertThat(shop.remote().tags()).containsOnlyKeys("v1.0.0");
    assertThat(shop.ledger("start staging")).isEmpty();
    assertThat(api.environment("dev").path("there").path("state").asString()).isEqualTo("bad");

    // The next commit goes its way, with both in its version.
    CommitId mended = shop.merge("fix(SHOP-9): the price", "");
    becomes(() -> what("staging"), "v1.1.0");
    assertThat(shop.remote().tags()).containsEntry("v1.1.0", mended);
    assertThat(receiver.messages()).hasSize(1);
  }

  @Test
  void a_release_that_fails_in_staging_is_rolled_back_and_the_lock_is_free() {
    CommitId good = shop.merge("feat(SHOP-7): a basket", "");
    becomes(() -> what("staging"), "v1.1.0");
    becomes(() -> there("staging"), "good");
    CommitId bad = shop.merge("fix(SHOP-10): only staging knows", "fails-in=staging");

    becomes(() -> state("staging", bad), "failed");
    becomes(() -> what("staging"), "v1.1.0");
    assertThat(there("staging")).isEqualTo("good");
    assertThat(version("staging")).isEqualTo("1.1.0 of " + good.text());
    assertThat(api.environment("staging").path("lock").isNull()).isTrue();
    JsonNode failed = api.environment("staging").path("failed");
    assertThat(failed.path("what").asString()).isEqualTo("v1.1.1");
    assertThat(failed.path("sentence").asString()).endsWith("ended with exit code 1");
    becomes(() -> receiver.messages().size(), 1);
    assertThat(receiver.messages().getFirst().title())
        .isEqualTo("storefront v1.1.1 failed in staging");
    assertThat(phases("staging", bad))
        .containsExactly("alert succeeded", "rollback succeeded", "halt succeeded");
    assertThat(api.environment("production").path("next").path("what").asString())
        .isEqualTo("v1.1.0");
    everyEntryIntoStagingHadTheLock();
  }

  @Test
  void production_that_errs_too_often_is_told_and_marked() {
    shop.merge("feat(SHOP-11): errors now and then", "fails-percent=5");
    becomes(() -> what("staging"), "v1.1.0");
    becomes(() -> there("staging"), "good");
    api.promote("production", "v1.1.0");
    becomes(() -> api.environment("production").path("active").path("watching").asString(), "true");
    URI shopInProduction = address("production");
    for (int i = 0; i < 4; i++) {
      traffic(shopInProduction, 60);
      server.advance(Duration.ofSeconds(31));
    }

    becomes(() -> there("production"), "breached");
    becomes(() -> receiver.messages().size(), 1);
    assertThat(receiver.messages().getFirst().title())
        .isEqualTo("storefront v1.1.0 breached in production");
    assertThat(what("production")).isEqualTo("v1.1.0");
    assertThat(api.environment("production").path("there").path("reason").asString())
        .contains("requests failed");
  }

  @Test
  void a_newer_release_overtakes_a_monitor_that_only_watches() {
    shop.merge("feat(SHOP-7): a basket", "");
    becomes(() -> what("staging"), "v1.1.0");
    becomes(() -> there("staging"), "good");
    api.promote("production", "v1.1.0");
    becomes(() -> api.environment("production").path("active").path("watching").asString(), "true");
    CommitId fix = shop.merge("fix(SHOP-8): the sum", "");
    becomes(() -> what("staging"), "v1.1.1");
    becomes(() -> there("staging"), "good");

    api.promote("production", "v1.1.1");

    becomes(() -> version("production"), "1.1.1 of " + fix.text());
    assertThat(
            api.runs(run -> run.path("environment").asString("").equals("production")).stream()
                .map(run -> run.path("state").asString()))
        .containsExactly("overtaken", "running");
  }

  private void tell() {
    api.tell();
  }

  private void productionDoesNotStartByItself() {
    server.advance(Duration.ofDays(1));
    server.advance(Duration.ofSeconds(1));
    assertThat(shop.ledger("start production")).isEmpty();
    JsonNode production = api.environment("production");
    assertThat(production.path("decision").asString()).isEqualTo("hold");
    assertThat(production.path("reasons").path(0).path("code").asString()).isEqualTo("on-request");
    assertThat(production.path("reasons").path(0).path("clearedBy").asString())
        .contains("signalbox promote storefront production");
  }

  private void promoteToProduction(String tag) {
    JsonNode answer = api.promote("production", tag);
    assertThat(answer.path("run").asString()).startsWith("run_");
    becomes(() -> api.environment("production").path("active").path("watching").asString(), "true");
    URI shopInProduction = address("production");
    // Half an hour, in the steps in which the monitor looks.
    for (int i = 0; i < 75 && !there("production").equals("good"); i++) {
      traffic(shopInProduction, 3);
      server.advance(Duration.ofSeconds(31));
    }
    assertThat(there("production")).isEqualTo("good");
    assertThat(what("production")).isEqualTo(tag);
  }

  /// One digest, byte for byte, under every name it was given.
  private void sameArtifactEverywhere(CommitId commit, String version) {
    Api.Answer built = manifest(development, commit.text());
    Api.Answer named = manifest(development, version);
    Api.Answer copied = manifest(production, version);
    assertThat(named.text()).isEqualTo(built.text());
    assertThat(copied.text()).isEqualTo(built.text());
    String digest = built.headers().firstValue("Docker-Content-Digest").orElseThrow();
    assertThat(copied.headers().firstValue("Docker-Content-Digest")).contains(digest);
    for (String environment : List.of("dev", "staging", "production")) {
      assertThat(
              api.facts("deployed").stream()
                  .filter(f -> f.path("environment").asString("").equals(environment))
                  .map(f -> f.path("data").path("digest").asString()))
          .as(environment)
          .contains(digest);
    }
  }

  private static Api.Answer manifest(DockerRegistry registry, String reference) {
    Api.Answer answer =
        Api.send(
            HttpRequest.newBuilder(registry.uri().resolve("/v2/storefront/manifests/" + reference))
                .header("Accept", "application/vnd.oci.image.manifest.v1+json"));
    assertThat(answer.status()).as(reference).isEqualTo(200);
    return answer;
  }

  private void everyEntryIntoStagingHadTheLock() {
    String holder = "nobody";
    for (JsonNode fact : api.facts()) {
      if (fact.path("environment").asString("").equals("staging")) {
        String run = fact.path("run").asString("");
        switch (fact.path("kind").asString()) {
          case "lock-acquired" -> {
            assertThat(holder).isEqualTo("nobody");
            holder = run;
          }
          case "lock-released" -> holder = "nobody";
          case "deployed", "rolled-back", "step-ended" -> assertThat(holder).isEqualTo(run);
          default -> {}
        }
      }
    }
    assertThat(holder).isEqualTo("nobody");
  }

  private List<String> phases(String environment, CommitId commit) {
    String run = run(environment, commit).path("id").asString();
    return api.get("/runs/" + run)
        .path("steps")
        .valueStream()
        .filter(step -> step.path("phase").asString().equals("on-failure"))
        .map(step -> step.path("label").asString() + " " + step.path("state").asString())
        .toList();
  }

  private String state(String environment, CommitId commit) {
    return run(environment, commit).path("state").asString("");
  }

  private JsonNode run(String environment, CommitId commit) {
    List<JsonNode> runs =
        api.runs(run ->
            run.path("environment").asString("").equals(environment)
                && run.path("commit").asString().equals(commit.text()));
    return runs.isEmpty() ? tools.jackson.databind.node.MissingNode.getInstance() : runs.getLast();
  }

  private String there(String environment) {
    JsonNode view = api.environment(environment);
    return view.path("active").isObject() ? "busy" : view.path("there").path("state").asString("");
  }

  private String what(String environment) {
    return api.environment(environment).path("there").path("what").asString("");
  }

  private URI address(String environment) {
    return URI.create(api.environment(environment).path("there").path("address").asString());
  }

  private String version(String environment) {
    try {
      return Api.send(HttpRequest.newBuilder(address(environment).resolve("/version"))).text();
    } catch (UncheckedIOException betweenTwoVersions) {
      return "";
    }
  }

  private static void traffic(URI shop, int requests) {
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
