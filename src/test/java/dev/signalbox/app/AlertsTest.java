package dev.signalbox.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.adapter.alert.WebhookChannel;
import dev.signalbox.base.AlertId;
import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.audit.FactRecord;
import dev.signalbox.fixture.AlertReceiver;
import dev.signalbox.fixture.AlertReceiver.Attempt;
import dev.signalbox.fixture.AlertReceiver.Fault;
import dev.signalbox.fixture.ServerProcess;
import dev.signalbox.fixture.TestClock;
import dev.signalbox.fixture.TestDatabase;
import dev.signalbox.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Alerts on their way to a real receiver that does not always take them.
class AlertsTest {

  private static final String CHANNEL = "webhook";

  private final TestDatabase postgres = TestDatabase.fresh();
  private final TestClock clock = TestClock.still();
  private final Database database =
      Database.open(postgres.jdbcUrl(), postgres.user(), postgres.password(), 3);
  private final AlertReceiver receiver = new AlertReceiver(ServerProcess.ALERT_SECRET, clock);
  private final Alerts alerts =
      new Alerts(
          database,
          List.of(
              new WebhookChannel(
                  new Slug(CHANNEL), receiver.address(), ServerProcess.ALERT_SECRET, clock)),
          Optional.empty(),
          clock);
  private final ServiceId service =
      database.write(tx ->
          tx.services()
              .add(new Slug("storefront"), "r", "main", "f.yaml", "secret", clock.instant()));
  private Instant tried = clock.instant();

  @AfterEach
  void close() {
    receiver.close();
    database.close();
    postgres.drop();
  }

  @Test
  void a_receiver_that_fails_three_times_is_asked_ever_more_rarely_and_shows_it_once() {
    receiver.failNext(3);
    raise("run_1.alert");

    List<Duration> waits = deliverAll();

    assertThat(waits).extracting(Duration::toSeconds).containsExactly(2L, 4L, 8L);
    assertThat(receiver.attempts()).hasSize(4);
    assertThat(receiver.attempts()).extracting(Attempt::id).containsOnly(id());
    assertThat(receiver.attempts()).allMatch(attempt -> attempt.refusal().isEmpty());
    assertThat(receiver.messages()).hasSize(1);
    assertThat(kinds()).containsExactly("alert-delivered");
  }

  @Test
  void an_answer_that_was_lost_shows_nothing_twice() {
    receiver.plan(new Fault.CutAfterTaking());
    raise("run_1.alert");

    deliverAll();

    assertThat(receiver.attempts()).hasSize(2);
    assertThat(receiver.messages()).hasSize(1);
    assertThat(kinds()).containsExactly("alert-delivered");
  }

  @Test
  void a_receiver_that_never_takes_it_is_given_up_after_a_day_with_a_sentence() {
    for (int status : List.of(410, 400)) {
      receiver.plan(
          Stream.generate(() -> new Fault.Answers(status)).limit(40).toArray(Fault[]::new));
      raise("run_%d.alert".formatted(status));

      List<Duration> waits = deliverAll();

      assertThat(waits).as("never more often than before").isSorted();
      assertThat(waits.getLast()).isEqualTo(Duration.ofHours(1));
      assertThat(waits.stream().reduce(Duration.ZERO, Duration::plus))
          .isBetween(Duration.ofHours(24), Duration.ofHours(26));
      assertThat(lastFact().kind()).isEqualTo("alert-given-up");
      assertThat(lastFact().sentence())
          .contains("could not be delivered by webhook")
          .contains(Integer.toString(status));
      receiver.forget();
    }
    assertThat(receiver.messages()).isEmpty();
  }

  @Test
  void the_same_event_is_one_alert_however_often_it_is_raised() {
    raise("run_1.alert");
    raise("run_1.alert");
    deliverAll();
    raise("run_1.alert");
    raise("run_2.alert");
    deliverAll();

    assertThat(receiver.messages()).hasSize(2);
    assertThat(receiver.attempts()).hasSize(2);
  }

  private void raise(String key) {
    database.change(tx ->
        tx.alerts()
            .raise(
                key,
                service,
                Optional.empty(),
                Optional.empty(),
                "storefront failed",
                "in staging",
                List.of(CHANNEL),
                clock.instant()));
  }

  /// Goes from due time to due time until nothing is due any more.
  ///
  /// @return how long was waited before each further try
  private List<Duration> deliverAll() {
    var waits = new ArrayList<Duration>();
    for (Optional<Due> due = next(); due.isPresent(); due = next()) {
      Duration early = Duration.between(clock.instant(), due.get().at());
      if (early.isPositive()) {
        waits.add(Duration.ofSeconds(Duration.between(tried, due.get().at()).toSeconds()));
        clock.advance(early);
      }
      tried = clock.instant();
      alerts.deliver(due.get().alert(), CHANNEL);
    }
    return waits;
  }

  private record Due(AlertId alert, Instant at) {}

  private Optional<Due> next() {
    return database.read(tx ->
        tx.sql()
            .createQuery(
                """
                select alert_id, next_at from alert_delivery
                where next_at is not null
                order by next_at
                limit 1
                """)
            .map((row, context) ->
                new Due(
                    new AlertId(row.getLong("alert_id")), row.getTimestamp("next_at").toInstant()))
            .findOne());
  }

  private String id() {
    return receiver.attempts().getFirst().id();
  }

  private List<String> kinds() {
    return database.read(tx -> tx.facts().after(0, 100)).stream().map(FactRecord::kind).toList();
  }

  private FactRecord lastFact() {
    return database.read(tx -> tx.facts().after(0, 100)).getLast();
  }
}
