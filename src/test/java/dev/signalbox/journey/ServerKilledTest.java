package dev.signalbox.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.domain.change.CommitId;
import dev.signalbox.fixture.AlertReceiver;
import dev.signalbox.fixture.Api;
import dev.signalbox.fixture.ServerProcess;
import dev.signalbox.fixture.Storefront;
import dev.signalbox.fixture.TestClock;
import dev.signalbox.fixture.TestDatabase;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/// A server that is killed, again and again, in the middle of a promotion: its next life goes on
/// where it was, and nothing happens twice.
class ServerKilledTest {

  /// Few in every build; `./dev chaos` asks for many.
  private static final int KILLS = Integer.getInteger("signalbox.kills", 5);

  private final long seed = Long.getLong("signalbox.seed", System.nanoTime());
  private final Path folder = TestDatabase.passableFolder();
  private final Storefront shop =
      Storefront.in(folder, Storefront.theFlow().replace("for: 30m", "for: 1s"));

  @RegisterExtension
  final TestExecutionExceptionHandler teller =
      (_, broken) -> {
        System.out.println("seed " + seed);
        throw broken;
      };

  @Test
  void killed_at_random_moments_of_a_promotion_it_finishes_and_nothing_happens_twice() {
    var random = new Random(seed);
    try (var receiver = new AlertReceiver(ServerProcess.ALERT_SECRET, new TestClock());
        var server = new ServerProcess(folder, flags(receiver)).awaitReady()) {
      Api api = server.api();
      api.add(shop.remote().address());
      settles(api, "dev", shop.remote().head("main"));
      for (int round = 0; round < KILLS; round++) {
        boolean fails = round % 4 == 3;
        CommitId commit =
            shop.merge("fix(SHOP-%d): round".formatted(round), fails ? "fails-in=staging" : "");
        promotionBegins(api, random.nextBoolean() ? "dev" : "staging", commit);
        pause(random.nextInt(900));

        server.kill();
        server.again();

        settles(api, "staging", commit);
        assertThat(api.environment("staging").path("there").path("commit").asString())
            .as("seed %d, round %d: a failed one is rolled back", seed, round)
            .matches(there -> fails != there.equals(commit.text()));
      }
      awaitAlerts(receiver, KILLS / 4);
      new Ledgers(shop, receiver, api).nothingHappenedTwice();
      assertThat(shop.remote().tags()).hasSize(1 + KILLS);
      assertThat(api.facts("run-adopted"))
          .as("runs that a later life went on with")
          .hasSizeGreaterThan(KILLS / 2);
    } finally {
      Sites.takeDown(folder.resolve("data/work"));
    }
  }

  private Map<String, String> flags(AlertReceiver receiver) {
    return Map.of(
        "registry",
        "registry.dev.example=%s,registry.prod.example=%s"
            .formatted(folder.resolve("registries/dev"), folder.resolve("registries/prod")),
        "alert-webhook",
        receiver.address().toString());
  }

  private static void promotionBegins(Api api, String environment, CommitId commit) {
    await()
        .atMost(Duration.ofSeconds(40))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> !runs(api, environment, commit, "").isEmpty());
  }

  private static void settles(Api api, String environment, CommitId commit) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptionsMatching(UncheckedIOException.class::isInstance)
        .until(() ->
            !runs(api, environment, commit, "").isEmpty()
                && runs(api, environment, commit, "running").isEmpty());
  }

  private static java.util.List<tools.jackson.databind.JsonNode> runs(
      Api api, String environment, CommitId commit, String state) {
    return api.runs(run ->
        run.path("environment").asString("").equals(environment)
            && run.path("commit").asString().equals(commit.text())
            && (state.isEmpty() || run.path("state").asString().equals(state)));
  }

  private static void awaitAlerts(AlertReceiver receiver, int count) {
    await().atMost(Duration.ofSeconds(30)).until(() -> receiver.messages().size() >= count);
  }

  /// The one moment of a test that is meant to be random.
  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stop);
    }
  }
}
