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
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Two servers on one external PostgreSQL: both work, and when one is killed at work, the other
/// goes on.
class TwoServersTest {

  private static final Duration TAKEN_OVER_WITHIN = Duration.ofSeconds(15);

  private final Path folder = TestDatabase.passableFolder();
  private final TestDatabase database = TestDatabase.fresh();
  private final Storefront shop =
      Storefront.in(folder, Storefront.theFlow().replace("for: 30m", "for: 1s"));

  @Test
  void they_share_the_work_and_one_finishes_what_the_other_died_at() {
    try (var receiver = new AlertReceiver(ServerProcess.ALERT_SECRET, new TestClock());
        var first = new ServerProcess(folder.resolve("first"), flags(receiver)).awaitReady();
        var second = new ServerProcess(folder.resolve("second"), flags(receiver)).awaitReady()) {
      first.api().add(shop.remote().address());
      for (int round = 0; round < 4; round++) {
        shop.hold("staging");
        CommitId commit = shop.merge("fix(SHOP-%d): round".formatted(round), "");
        ServerProcess alive = takesStaging(first, second, commit);
        ServerProcess dying = alive == first ? second : first;
        dying.kill();
        shop.letGo("staging");
        long killed = System.nanoTime();

        finishes(alive.api(), commit);
        assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(TAKEN_OVER_WITHIN);

        dying.again();
      }
      bothWorkInPeace(first.api());
      new Ledgers(shop, receiver, second.api()).nothingHappenedTwice();
      assertThat(first.api().facts("run-adopted")).hasSizeGreaterThanOrEqualTo(4);
    } finally {
      Sites.takeDown(folder.resolve("work"));
    }
  }

  /// @return the server that is not at it
  private ServerProcess takesStaging(ServerProcess first, ServerProcess second, CommitId commit) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> shop.ledger("verify staging " + commit.text()).size() == 1);
    String worker =
        ask("select worker from run where environment = 'staging' and ended_at is null").getFirst();
    return worker.endsWith("/" + first.pid()) ? second : first;
  }

  private static void finishes(Api api, CommitId commit) {
    await()
        .atMost(40, TimeUnit.SECONDS)
        .pollInterval(Duration.ofMillis(50))
        .until(() ->
            api.runs(run ->
                    run.path("environment").asString("").equals("staging")
                        && run.path("commit").asString().equals(commit.text())
                        && run.path("state").asString().equals("succeeded"))
                    .size()
                == 1);
  }

  /// Without anybody dying, commit after commit, until each has taken something on.
  private void bothWorkInPeace(Api api) {
    String last = ask("select coalesce(max(id), 0)::text from run").getFirst();
    for (int commits = 0; commits < 20 && workersSince(last).size() < 2; commits++) {
      finishes(api, shop.merge("fix(SHOP-99): one more", ""));
    }
    assertThat(workersSince(last)).hasSize(2);
  }

  private Set<String> workersSince(String run) {
    return new HashSet<>(
        ask("select distinct worker from run where worker is not null and id > %s".formatted(run)));
  }

  private List<String> ask(String query) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      var answers = new java.util.ArrayList<String>();
      while (rows.next()) {
        answers.add(rows.getString(1));
      }
      return answers;
    } catch (SQLException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private Map<String, String> flags(AlertReceiver receiver) {
    return Map.of(
        "database-url",
        "%s&user=%s&password=%s"
            .formatted(database.jdbcUrl(), database.user(), database.password()),
        "work",
        folder.resolve("work").toString(),
        "registry",
        "registry.dev.example=%s,registry.prod.example=%s"
            .formatted(folder.resolve("registries/dev"), folder.resolve("registries/prod")),
        "alert-webhook",
        receiver.address().toString());
  }
}
