package dev.signalbox.journey;

import static dev.signalbox.journey.Decided.accepted;
import static dev.signalbox.journey.Decided.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.app.Promotions.Answer;
import dev.signalbox.app.Promotions.Wish;
import dev.signalbox.base.Decision;
import dev.signalbox.base.Reason;
import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Utc;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.audit.FactRecord;
import dev.signalbox.fixture.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// People ask, ask again, take back and lock; whatever waits says for whom.
class RequestsTest {

  private static final Actor MIA = Actor.unproven("mia");
  private static final Actor JON = Actor.unproven("jon");
  private static final String FLOW =
      """
      signalbox: 1
      service: commanded
      build:
        - run: ./build.sh
        - publish: { files: dist, image: embedded/commanded, tags: ["{commit}"] }
      release: { scheme: semver, from: conventional-commits, tag: "v{version}" }
      deploy: { command: "true" }
      environments:
        dev:
          takes: every build
          steps: [release]
        staging:
          takes: every release
          lock: exclusive
          steps: [deploy]
        production:
          takes: { from: staging }
          starts: on-request
          steps: [deploy, { verify: ./verify.sh }]
      """;

  private final Path folder = TestDatabase.passableFolder();
  private final Lives lives = new Lives(folder, journal -> journal);
  private final Commanded shop = new Commanded(folder, FLOW);
  private final ServiceId service = begun();

  @AfterEach
  void close() {
    lives.close();
  }

  @Test
  void what_was_asked_for_waits_behind_a_persons_lock_and_can_be_taken_back() {
    lock("production", Optional.of(Duration.ofHours(2)));

    Answer waits = accepted(ask("v1.0.0", false, MIA));
    assertThat(waits.run()).isEmpty();
    assertThat(lives.reasons(service, "production"))
        .singleElement()
        .satisfies(reason -> {
          assertThat(reason.code()).isEqualTo("locked");
          assertThat(reason.sentence()).startsWith("Locked by jon since ").endsWith(": a talk");
          assertThat(reason.clearedBy()).isEqualTo("jon, or anyone who may unlock");
          assertThat(reason.opensAt()).isPresent();
        });

    assertThat(lives.promotions().withdraw("commanded", "production", "not now", MIA))
        .isInstanceOf(Decision.Accepted.class);
    assertThat(code(lives.promotions().withdraw("commanded", "production", "again", MIA)))
        .isEqualTo("nothing-asked");
    lives.clock().advance(Duration.ofHours(3));
    lives.settle(service);
    assertThat(lives.there(service, "production")).as("nobody wants it any more").isEmpty();
    assertThat(lives.facts("request-withdrawn"))
        .singleElement()
        .satisfies(fact -> {
          assertThat(fact.actor()).isEqualTo(MIA);
          assertThat(fact.why()).isEqualTo("not now");
        });
  }

  @Test
  void a_later_wish_takes_the_place_of_an_earlier_one() {
    shop.commit("fix: the sum");
    lives.settle(service);
    lock("production", Optional.of(Duration.ofHours(2)));
    accepted(ask("v1.0.0", false, MIA));
    accepted(ask("v1.0.1", false, JON));

    lives.clock().advance(Duration.ofHours(3));
    lives.settle(service);

    assertThat(lives.there(service, "production")).contains("v1.0.1");
    assertThat(lives.started("production")).as("each once").containsExactly("v1.0.1");
    assertThat(lives.facts("promotion-requested")).hasSize(2);
    assertThat(lives.facts("promotion-started").getLast().actor()).isEqualTo(JON);
  }

  @Test
  void what_is_under_way_or_there_already_is_not_begun_twice() {
    Answer begins = accepted(ask("v1.0.0", false, MIA));
    assertThat(begins.run()).isPresent();
    assertThat(code(ask("v1.0.0", false, JON))).isEqualTo("under-way");
    lives.settle(service);
    assertThat(code(ask("v1.0.0", false, JON))).isEqualTo("there-already");
    assertThat(code(ask("v7.0.0", false, JON))).isEqualTo("no-such-release");

    accepted(ask("v1.0.0", true, JON));
    lives.settle(service);

    assertThat(lives.started("production")).containsExactly("v1.0.0", "v1.0.0");
    assertThat(shop.ledger("verify")).hasSize(2);
  }

  @Test
  void a_persons_lock_keeps_staging_closed_and_says_who_and_when() {
    Instant locked = lock("staging", Optional.empty());
    shop.commit("fix: the sum");
    lives.settle(service);
    lives.clock().advance(Duration.ofDays(3));
    lives.settle(service);

    assertThat(lives.there(service, "staging")).contains("v1.0.0");
    assertThat(lives.reasons(service, "staging"))
        .extracting(Reason::sentence)
        .containsExactly("Locked by jon since %s: a talk".formatted(Utc.at(locked)));
    assertThat(lives.locks().unlock("commanded", "staging", "it is over", MIA))
        .isInstanceOf(Decision.Accepted.class);
    lives.settle(service);
    assertThat(lives.there(service, "staging")).contains("v1.0.1");
    assertThat(lives.facts("lock-released").stream().map(FactRecord::sentence))
        .contains("the lock of jon was released");
  }

  @Test
  void releases_that_wait_behind_a_lock_go_one_after_the_other() {
    lock("staging", Optional.of(Duration.ofHours(1)));
    shop.commit("fix: the sum");
    lives.settle(service);
    shop.commit("fix: the tax");
    lives.settle(service);
    assertThat(lives.plan(service, "staging").candidate().orElseThrow().label())
        .isEqualTo("v1.0.1");
    assertThat(lives.plan(service, "staging").behind()).isEqualTo(1);

    lives.clock().advance(Duration.ofHours(2));
    lives.settle(service);

    assertThat(lives.started("staging")).containsExactly("v1.0.0", "v1.0.1", "v1.0.2");
  }

  private ServiceId begun() {
    shop.commit("feat: begin");
    ServiceId added = lives.add(shop.remote());
    lives.settle(added);
    return added;
  }

  private Instant lock(String environment, Optional<Duration> lasting) {
    assertThat(lives.locks().take("commanded", environment, "a talk", lasting, JON))
        .isInstanceOf(Decision.Accepted.class);
    return lives.facts("lock-taken").getLast().at();
  }

  private Decision<Answer> ask(String what, boolean again, Actor by) {
    return lives
        .promotions()
        .request(new Wish("commanded", "production", Optional.of(what), again, "because"), by);
  }
}
