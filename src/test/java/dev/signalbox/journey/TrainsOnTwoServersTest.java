package dev.signalbox.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.fixture.ServerProcess;
import dev.signalbox.fixture.TestDatabase;
import dev.signalbox.fixture.WrongClock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/// A train that is cut every few seconds, by two servers on one database. They are killed in the
/// midst of it, and their clocks are set wrong: each cut happens once all the same.
class TrainsOnTwoServersTest {

  /// How often that is tried; `./dev chaos` tries more.
  private static final int MOST_KILLS = Integer.getInteger("signalbox.kills", 8);

  /// How often a server has to die while it makes the release of a cut.
  private static final int HITS = MOST_KILLS / 4;

  private static final int EVERY_SECONDS = 2;
  private static final Duration WITHIN = Duration.ofSeconds(60);

  private static final String FLOW =
      """
      signalbox: 1
      service: commanded
      calendar: { zone: UTC }
      build:
        - run: ./build.sh
        - publish: { files: dist, image: embedded/commanded, tags: ["{commit}"] }
      release: { scheme: semver, from: conventional-commits }
      trains:
        often: { cuts: "FREQ=DAILY;BYHOUR=%s;BYMINUTE=%s;BYSECOND=%s", if: changed }
      deploy: { command: ./deploy.sh }
      environments:
        staging:
          takes: { train: often }
          steps: [deploy, { verify: ./verify.sh }]
      """
          .formatted(
              around(ChronoField.HOUR_OF_DAY), around(ChronoField.MINUTE_OF_HOUR), seconds());

  private final long seed = Long.getLong("signalbox.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Path folder = TestDatabase.passableFolder();
  private final TestDatabase database = TestDatabase.fresh();
  private final Commanded code = new Commanded(folder, FLOW);
  private final List<WrongClock> clocks =
      List.of(new WrongClock(folder.resolve("clock-0")), new WrongClock(folder.resolve("clock-1")));
  private final List<ServerProcess> servers = new ArrayList<>();

  @RegisterExtension
  final TestExecutionExceptionHandler teller =
      (_, broken) -> {
        System.out.println("seed " + seed);
        servers.forEach(server -> System.out.println(server.output()));
        throw broken;
      };

  @BeforeEach
  void start() {
    for (int i = 0; i < 2; i++) {
      servers.add(new ServerProcess(folder.resolve("server-" + i), flags(), clocks.get(i)));
    }
    servers.forEach(ServerProcess::awaitReady);
    code.commit("feat: begin");
    servers.getFirst().api().add(code.remote().address());
  }

  @AfterEach
  void stop() {
    servers.forEach(ServerProcess::close);
    database.drop();
  }

  @Test
  void each_cut_happens_once_though_servers_are_killed_in_the_midst_of_it() {
    long hits = 0;
    for (int kills = 0; kills < MOST_KILLS && hits < HITS; kills++) {
      code.commit("fix: try " + kills);
      ServerProcess dying =
          kills % 2 == 0 ? makingARelease() : atTheInstantOfACut(random.nextInt(2));
      long pid = dying.pid();
      dying.kill();
      hits +=
          ask("select worker from run where kind = 'cut' and ended_at is null").stream()
              .filter(worker -> worker != null && worker.endsWith("/" + pid))
              .count();
      code.commit("fix: while one is dead, try " + kills);
      dying.again();
    }
    assertThat(hits).as("servers that died while they made the release of a cut").isPositive();
    allIsThere(code.commit("fix: the last").text());
    onceAndInOrder();
  }

  @Test
  void each_cut_happens_once_though_clocks_are_set_ahead_and_behind() {
    int[][] seconds = {{9, 0}, {-9, 12}, {20, -20}, {0, 0}};
    for (int[] ahead : seconds) {
      code.commit("fix: clocks are ahead by %d s and %d s".formatted(ahead[0], ahead[1]));
      for (int i = 0; i < 2; i++) {
        clocks.get(i).ahead(Duration.ofSeconds(ahead[i]));
      }
      int cuts = cuts().size();
      await().atMost(WITHIN).until(() -> cuts().size() > cuts + 1);
    }
    allIsThere(code.commit("fix: the last").text());
    onceAndInOrder();
  }

  /// Waits until somebody is at work on the release of a cut.
  ///
  /// @return who
  private ServerProcess makingARelease() {
    List<ServerProcess> worker = new ArrayList<>();
    await()
        .atMost(WITHIN)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> {
          List<String> names =
              ask(
                  """
                  select worker from run
                  where kind = 'cut' and ended_at is null and worker is not null
                  """);
          servers.stream()
              .filter(server -> names.stream().anyMatch(n -> n.endsWith("/" + server.pid())))
              .forEach(worker::add);
          return !worker.isEmpty();
        });
    return worker.getFirst();
  }

  /// Waits for the next cut, and a little longer: about as long as it takes to carry it out.
  private ServerProcess atTheInstantOfACut(int server) {
    long every = EVERY_SECONDS * 1000L;
    pause((int) (every - System.currentTimeMillis() % every) + random.nextInt(400));
    return servers.get(server);
  }

  /// Nothing is stuck: the last commit comes to its environment, and nobody is at anything.
  private void allIsThere(String commit) {
    await()
        .atMost(WITHIN)
        .pollInterval(Duration.ofMillis(100))
        .until(() ->
            code.ledger("verify " + commit).size() == 1
                && ask("select id::text from run where ended_at is null").isEmpty());
    assertThat(ask("select result from run")).containsOnly("succeeded");
    assertThat(code.ledger("build " + commit)).hasSize(1);
  }

  /// Every cut that was planned is there once, was told once, and made one release at most; each
  /// release has one commit, one tag and one deployment, in the order of the branch.
  private void onceAndInOrder() {
    servers.forEach(ServerProcess::close);
    List<Instant> cuts = cuts();
    Instant first = cuts.getFirst();
    assertThat(cuts)
        .isEqualTo(
            IntStream.range(0, cuts.size())
                .mapToObj(i -> first.plusSeconds((long) i * EVERY_SECONDS))
                .toList());
    assertThat(Duration.between(since(), first))
        .isBetween(Duration.ZERO, Duration.ofSeconds(EVERY_SECONDS));
    assertThat(ask("select state from train_cut")).containsOnly("taken", "unchanged");
    assertThat(
            ask(
                """
                select data ->> 'at' from fact where kind in ('train-cut', 'cut-unchanged')
                order by seq
                """))
        .isEqualTo(cuts.stream().map(Instant::toString).toList());
    List<String> taken =
        ask("select commit from train_cut where state = 'taken' order by planned_at");
    assertThat(taken).doesNotHaveDuplicates();
    assertThat(ask("select commit from run where kind = 'cut' order by id")).isEqualTo(taken);
    assertThat(ask("select commit from release order by position, number")).isEqualTo(taken);
    assertThat(code.remote().tags().keySet())
        .containsExactlyInAnyOrderElementsOf(ask("select tag from release"));
    assertThat(code.remote().tags().values().stream().map(commit -> commit.text()))
        .containsExactlyInAnyOrderElementsOf(taken);
    assertThat(code.ledger("build ")).doesNotHaveDuplicates();
    assertThat(code.ledger("deploy ")).doesNotHaveDuplicates();
    assertThat(code.ledger("verify ")).doesNotHaveDuplicates();
    assertThat(code.ledger("deploy ").stream().map(line -> line.substring("deploy ".length())))
        .isSubsetOf(taken);
  }

  private List<Instant> cuts() {
    return ask("select extract(epoch from planned_at)::bigint::text from train_cut order by 1")
        .stream()
        .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds)))
        .toList();
  }

  private Instant since() {
    return Instant.ofEpochSecond(
        Long.parseLong(
            ask("select ceil(extract(epoch from since))::bigint::text from train").getFirst()));
  }

  private List<String> ask(String query) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      var answers = new ArrayList<String>();
      while (rows.next()) {
        answers.add(rows.getString(1));
      }
      return answers;
    } catch (SQLException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private Map<String, String> flags() {
    return Map.of(
        "database-url",
        "%s&user=%s&password=%s"
            .formatted(database.jdbcUrl(), database.user(), database.password()),
        "work",
        folder.resolve("work").toString(),
        "registry",
        "embedded=" + folder.resolve("registry"));
  }

  /// The hours, or the minutes, in which the test may run: a recurrence has no room for all.
  private static String around(ChronoField field) {
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    return listed(IntStream.rangeClosed(-2, 12).map(i -> now.plusMinutes(i).get(field)));
  }

  private static String seconds() {
    return listed(IntStream.iterate(0, i -> i < 60, i -> i + EVERY_SECONDS));
  }

  private static String listed(IntStream numbers) {
    return numbers.distinct().mapToObj(Integer::toString).collect(Collectors.joining(","));
  }

  /// Killing is meant to hit at random moments.
  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stop);
    }
  }
}
