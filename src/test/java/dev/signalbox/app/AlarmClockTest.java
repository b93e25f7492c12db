package dev.signalbox.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.base.AlertId;
import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.engine.Outcome;
import dev.signalbox.engine.Run;
import dev.signalbox.engine.StepContext;
import dev.signalbox.engine.StepRun;
import dev.signalbox.engine.Steps;
import dev.signalbox.engine.Worker;
import dev.signalbox.fixture.TestClock;
import dev.signalbox.fixture.TestDatabase;
import dev.signalbox.port.AlertChannel;
import dev.signalbox.port.PortException;
import dev.signalbox.store.Database;
import dev.signalbox.store.Definitions;
import dev.signalbox.store.PostgresJournal;
import dev.signalbox.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two servers' alarm clocks on one database, and hundreds of alarms at once.
class AlarmClockTest {

  private static final int ALARMS = 500;
  private static final String CHANNEL = "counting";

  private final TestDatabase postgres = TestDatabase.fresh();
  private final TestClock clock = new TestClock();
  private final Database first = open();
  private final Database second = open();
  private final Counting channel = new Counting();

  @AfterEach
  void close() {
    first.close();
    second.close();
    postgres.drop();
  }

  @Test
  void each_alarm_of_hundreds_is_answered_once_and_never_by_two_at_the_same_time() {
    try (AlarmClock one = alarms(first, "one");
        AlarmClock two = alarms(second, "two")) {
      Instant now = clock.instant();
      ServiceId service =
          first.write(tx ->
              tx.services().add(new Slug("storefront"), "r", "main", "f.yaml", "secret", now));
      first.change(tx -> raise(tx, service, now.minusSeconds(3600), "past", ALARMS / 2));
      one.start();
      two.start();
      for (int i = 0; i < 10; i++) {
        Instant soon = clock.instant().plusMillis(i * 200L);
        String batch = "batch-" + i;
        second.change(tx -> raise(tx, service, soon, batch, ALARMS / 20));
      }

      await()
          .atMost(Duration.ofSeconds(40))
          .until(() -> channel.taken.size() == ALARMS && alarmsLeft() == 0);
    }

    assertThat(channel.overlapping).as("answered by two at the same time").isEmpty();
    assertThat(counted(channel.taken).values()).containsOnly(1L);
    assertThat(channel.refused).as("tried again").hasSize(ALARMS / 10);
    assertThat(channel.early).as("rung too early").isEmpty();
    assertThat(channel.servers).as("both servers worked").hasSize(2);
  }

  private static void raise(Tx tx, ServiceId service, Instant at, String batch, int count) {
    for (int i = 0; i < count; i++) {
      tx.alerts()
          .raise(
              batch + " " + i,
              service,
              Optional.empty(),
              Optional.empty(),
              batch,
              "text",
              List.of(CHANNEL),
              at);
    }
  }

  private AlarmClock alarms(Database database, String server) {
    var definitions = new Definitions();
    var repositories =
        new OpenRepositories(
            database,
            (remote, branch, lines, mirror) -> {
              throw new PortException("nobody looks at a repository here");
            });
    return new AlarmClock(
        database,
        new Sources(database, definitions, repositories, List.of(), Duration.ofHours(1), clock),
        new Plans(database, definitions, clock),
        new Worker(
            server,
            new PostgresJournal(database, definitions, List.of()),
            new NoSteps(),
            clock,
            text -> text,
            _ -> Optional.empty()),
        new Alerts(database, List.of(channel.of(server)), Optional.empty(), clock),
        server,
        "1",
        6,
        clock);
  }

  private long alarmsLeft() {
    return first.read(tx ->
        tx.sql()
            .createQuery("select count(*) from scheduled_tasks where task_name = 'alert'")
            .mapTo(Long.class)
            .one());
  }

  private Database open() {
    return Database.open(postgres.jdbcUrl(), postgres.user(), postgres.password(), 10);
  }

  private static Map<AlertId, Long> counted(List<AlertId> ids) {
    return ids.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  /// Takes alerts, every tenth only the second time, and sees who comes when.
  private final class Counting {
    private final Set<AlertId> within = ConcurrentHashMap.newKeySet();
    private final Set<AlertId> refused = ConcurrentHashMap.newKeySet();
    private final Set<String> servers = ConcurrentHashMap.newKeySet();
    private final List<AlertId> taken = new CopyOnWriteArrayList<>();
    private final List<AlertId> overlapping = new CopyOnWriteArrayList<>();
    private final List<AlertId> early = new CopyOnWriteArrayList<>();

    AlertChannel of(String server) {
      return new AlertChannel() {
        @Override
        public String name() {
          return CHANNEL;
        }

        @Override
        public void send(Alert alert) {
          servers.add(server);
          take(alert);
        }
      };
    }

    private void take(AlertChannel.Alert alert) {
      if (!within.add(alert.id())) {
        overlapping.add(alert.id());
      }
      try {
        if (clock.instant().isBefore(alert.at())) {
          early.add(alert.id());
        }
        if (alert.id().value() % 10 == 0 && refused.add(alert.id())) {
          throw new PortException("not this time");
        }
        taken.add(alert.id());
      } finally {
        within.remove(alert.id());
      }
    }
  }

  private static final class NoSteps implements Steps {
    @Override
    public Outcome execute(StepRun step, StepContext context) {
      throw new IllegalStateException("there are no runs here");
    }

    @Override
    public void leave(Run run) {}
  }
}
