package dev.signalbox.adapter.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.port.CommandRunner.State;
import dev.signalbox.port.DeploymentTarget.Result;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Servers killed with SIGKILL at random moments: what they began happens once, and whoever comes
/// next goes on with it.
class KilledServerTest {

  private static final int ROUNDS = 20;
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-02T08:00:00Z"));
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  @TempDir Path temporary;

  @Test
  void a_command_runs_once_whenever_its_server_is_killed() throws Exception {
    Path work = temporary.resolve("work");
    Path ledger = temporary.resolve("ledger");
    var next = new LocalCommands(work, CLOCK);
    List<String> keys = IntStream.range(0, ROUNDS).mapToObj(i -> "command " + i).toList();

    for (String key : keys) {
      ServerToKill.killed(randomTime(120), "start", work.toString(), ledger.toString(), key);
      if (next.state(key) instanceof State.Absent) {
        next.start(ServerToKill.command(ledger, key));
      }
    }

    for (String key : keys) {
      await().atMost(LIMIT).until(() -> !(next.state(key) instanceof State.Running));
      assertThat(next.state(key)).as("%s, seed %d", key, seed).isEqualTo(new State.Exited(5));
      assertThat(linesOf(ledger)).as("%s, seed %d", key, seed).containsOnlyOnce(key);
    }
    assertThat(linesOf(ledger)).hasSize(ROUNDS);
    Leftovers.expectNoneIn(work);
  }

  @Test
  void a_deployment_starts_one_process_whenever_its_server_is_killed() throws Exception {
    Path work = temporary.resolve("work");
    Path ledger = temporary.resolve("ledger");
    var next = new LocalProcesses(work, CLOCK);
    for (int i = 1; i <= ROUNDS; i++) {
      String key = "deployment " + i;
      String version = "v" + i;
      ServerToKill.killed(
          randomTime(1200),
          "deploy",
          work.toString(),
          ledger.toString(),
          key,
          Integer.toString(i),
          version);

      Result result =
          next.deploy(new GivenOrder(ledger, key, i, version).order(), line -> {}, () -> false);

      String round = "round %d, seed %d".formatted(i, seed);
      assertThat(result).as(round).isInstanceOf(Result.Up.class);
      assertThat(get(((Result.Up) result).address().resolve("/version")))
          .as(round)
          .contains("\"" + version + "\"");
      assertThat(linesOf(ledger)).as(round).hasSize(i);
      assertThat(linesOf(ledger).stream().filter(KilledServerTest::isAlive))
          .as(round)
          .containsExactly(linesOf(ledger).getLast());
    }

    next.takeDownAll();
    assertThat(linesOf(ledger)).noneMatch(KilledServerTest::isAlive);
    Leftovers.expectNoneIn(work);
  }

  @Test
  void a_server_that_speaks_only_ascii_passes_texts_on_unharmed() throws Exception {
    Path work = temporary.resolve("work");

    ServerToKill.killed(LIMIT, "speak", work.toString(), temporary.toString());

    var next = new LocalCommands(work, CLOCK);
    await().atMost(LIMIT).until(() -> !(next.state("speak") instanceof State.Running));
    assertThat(new String(next.output("speak", 0, 10_000), UTF_8))
        .startsWith(ServerToKill.FOREIGN + "\0")
        .contains("\0VALUE=" + ServerToKill.FOREIGN + "\0");
  }

  private Duration randomTime(int mostMillis) {
    return Duration.ofMillis(random.nextInt(mostMillis));
  }

  private static boolean isAlive(String line) {
    return Leftovers.isAlive(Long.parseLong(line.substring(0, line.indexOf(' '))));
  }

  private static List<String> linesOf(Path ledger) {
    return Disk.read(ledger).orElse("").lines().toList();
  }

  private static String get(URI address) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
    }
  }
}
