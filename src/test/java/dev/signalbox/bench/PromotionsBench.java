package dev.signalbox.bench;

import dev.signalbox.Server;
import dev.signalbox.Settings;
import dev.signalbox.Wiring;
import dev.signalbox.adapter.postgres.EmbeddedPostgres;
import dev.signalbox.base.Decision;
import dev.signalbox.domain.audit.FactRecord;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.fixture.Api;
import dev.signalbox.fixture.GitRemote;
import dev.signalbox.fixture.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// How many promotions a second a server carries when the promotions themselves do nothing, beside
/// how many bare transactions a second its PostgreSQL makes durable: what we add to the floor that
/// every durable recorder stands on.
public final class PromotionsBench {

  private static final String TOKEN = "sbx_the-token-of-the-bench";
  private static final int WORKERS = 8;
  private static final int WARM_UP = 5;
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);
  private static final String FLOW =
      """
      signalbox: 1
      service: NAME
      build:
        - run: cp -r src dist
        - publish: { files: dist, image: embedded/NAME, tags: ["{commit}"] }
      deploy: { command: "true" }
      environments:
        dev:
          takes: every build
          steps: [deploy]
      """;

  private final Api api;
  private final Map<String, CompletableFuture<FactRecord>> ends = new ConcurrentHashMap<>();

  private PromotionsBench(Server server) {
    this.api = new Api(server.address(), TOKEN);
    server.onFact(fact -> {
      if (fact.kind().equals("run-ended")) {
        end(fact.run().orElseThrow().toString()).complete(fact);
      }
    });
  }

  /// @param args how many services, and how many promotions of each; 8 and 40 if not said
  public static void main(String[] args) throws Exception {
    int services = args.length > 0 ? Integer.parseInt(args[0]) : 8;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 40;
    Path folder = TestDatabase.passableFolder();
    try {
      measure(folder, services, rounds);
    } finally {
      remove(folder);
    }
  }

  private static void measure(Path folder, int services, int rounds) throws Exception {
    try (EmbeddedPostgres postgres =
            EmbeddedPostgres.start(
                folder.resolve("postgres"),
                TestDatabase.programs(),
                EmbeddedPostgres.AtExit.LEAVE_TO_CALLER);
        Server server = start(folder, postgres);
        var floor = new DurableTransactions(postgres)) {
      double one = floor.perSecond(1);
      double many = floor.perSecond(WORKERS);
      Measured measured = new PromotionsBench(server).run(folder, services, rounds);
      System.out.printf(
          """
          %d services, %d promotions each, %d workers, one PostgreSQL (fsync on)
          promotions:                    %8.1f a second, half within %d ms, 95 of 100 within %d ms
          bare transactions, 1 client:   %8.1f a second
          bare transactions, %d clients:  %8.1f a second
          a promotion costs as much as   %8.1f bare transactions of %d clients
          """,
          services,
          rounds,
          WORKERS,
          measured.perSecond(),
          measured.within(50).toMillis(),
          measured.within(95).toMillis(),
          one,
          WORKERS,
          many,
          many / measured.perSecond(),
          WORKERS);
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private record Measured(Duration all, List<Duration> each) {

    double perSecond() {
      return each.size() / (all.toNanos() / 1e9);
    }

    Duration within(int percent) {
      var sorted = new ArrayList<>(each);
      Collections.sort(sorted);
      return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }
  }

  private static Server start(Path folder, EmbeddedPostgres postgres) {
    Map<String, String> flags =
        Map.of(
            "data",
            folder.resolve("data").toString(),
            "port",
            "0",
            "poll",
            "1h",
            "token",
            TOKEN,
            "threads",
            Integer.toString(WORKERS),
            "database-url",
            "%s&user=%s&password=%s"
                .formatted(postgres.jdbcUrl(), postgres.user(), postgres.password()));
    return switch (Settings.read(flags, Map.of())) {
      case Decision.Accepted<Settings>(Settings settings) ->
          new Wiring(settings, System.getenv(), Clock.systemUTC()).start();
      case Decision.Refused<Settings>(var refusal) ->
          throw new IllegalStateException(refusal.sentence());
    };
  }

  private Measured run(Path folder, int services, int rounds)
      throws InterruptedException, ExecutionException {
    List<CommitId> commits =
        IntStream.range(0, services).mapToObj(number -> built(folder, number)).toList();
    promoteAll(commits, WARM_UP);
    long began = System.nanoTime();
    List<Duration> each = promoteAll(commits, rounds);
    return new Measured(Duration.ofNanos(System.nanoTime() - began), each);
  }

  /// A service whose first commit has come to its environment.
  private CommitId built(Path folder, int number) {
    GitRemote remote = GitRemote.in(folder.resolve("service-%d.git".formatted(number)));
    CommitId commit =
        remote
            .on("main")
            .file("signalbox.yaml", FLOW.replace("NAME", "service-" + number))
            .file("src/a.txt", "a")
            .commit("feat: begin");
    api.add(remote.address());
    while (!api.get("/services/service-%d/environments/dev".formatted(number))
        .path("there")
        .path("state")
        .asString("")
        .equals("good")) {
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
    return commit;
  }

  private List<Duration> promoteAll(List<CommitId> commits, int rounds)
      throws InterruptedException, ExecutionException {
    try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<List<Duration>>> tasks =
          IntStream.range(0, commits.size())
              .<Callable<List<Duration>>>mapToObj(
                  number -> () -> promote(number, commits.get(number), rounds))
              .toList();
      var all = new ArrayList<Duration>();
      for (var each : people.invokeAll(tasks)) {
        all.addAll(each.get());
      }
      return all;
    }
  }

  private List<Duration> promote(int number, CommitId commit, int rounds) throws Exception {
    var lasted = new ArrayList<Duration>();
    for (int round = 0; round < rounds; round++) {
      long asked = System.nanoTime();
      String run =
          api.write(
                  "POST",
                  "/services/service-%d/environments/dev/promotions".formatted(number),
                  Map.of("what", commit.text(), "again", true, "reason", "to measure"))
              .path("run")
              .asString();
      FactRecord ended = end(run).get(60, TimeUnit.SECONDS);
      if (!ended.sentence().contains("succeeded")) {
        throw new IllegalStateException(ended.sentence());
      }
      lasted.add(Duration.ofNanos(System.nanoTime() - asked));
    }
    return lasted;
  }

  private CompletableFuture<FactRecord> end(String run) {
    return ends.computeIfAbsent(run, _ -> new CompletableFuture<>());
  }
}
