package dev.signalbox.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.app.Rotas.RotaView;
import dev.signalbox.app.Rotas.TurnView;
import dev.signalbox.base.Decision;
import dev.signalbox.base.ServiceId;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.audit.FactRecord;
import dev.signalbox.fixture.AlertReceiver;
import dev.signalbox.fixture.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A role goes around: people are told when it changes hands, and the record says who had it when.
class RotasTest {

  private static final Actor ANN = Actor.unproven("ann");
  private static final String FLOW =
      """
      signalbox: 1
      service: commanded
      build:
        - run: ./build.sh
        - publish: { files: dist, image: embedded/commanded, tags: ["{commit}"] }
      deploy: { command: "true" }
      calendar: { zone: America/Los_Angeles }
      rota:
        release-manager: { turns: weekly, of: [ann, ben, cleo] }
      environments:
        dev:
          takes: every build
          steps: [deploy]
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
  void people_are_told_once_when_a_turn_begins_and_the_past_stays_as_it_was() {
    TurnView first = rota().now().orElseThrow();
    TurnView second = rota().then().getFirst();
    assertThat(lives.receiver().messages()).as("the first is told to nobody").isEmpty();

    nextTurn();
    lives.settle(service);

    assertThat(rota().now().orElseThrow().person()).isEqualTo(second.person());
    assertThat(lives.receiver().messages())
        .extracting(AlertReceiver.Message::title)
        .containsExactly("commanded: %s is release-manager now".formatted(second.person()));
    assertThat(lives.facts("duty-begun").stream().map(FactRecord::sentence))
        .hasSize(2)
        .last()
        .asString()
        .startsWith(second.person() + " is release-manager since ");
    assertThat(at(first.begins().plusSeconds(1)).person())
        .as("who was on duty then")
        .isEqualTo(first.person());
    shop.file("signalbox.yaml", FLOW.replace("[ann, ben, cleo]", "[zoe, yan]"));
    shop.commit("fix: other people");
    lives.settle(service);
    lives.settle(service);
    assertThat(at(first.begins().plusSeconds(1)).person())
        .as("another rota changes nothing of it")
        .isEqualTo(first.person());
    assertThat(rota().now().orElseThrow().person()).isIn("zoe", "yan");
  }

  @Test
  void a_swap_is_a_fact_with_its_reason_and_changes_who_is_told() {
    TurnView second = rota().then().getFirst();
    TurnView third = rota().then().get(1);
    Decision<List<TurnView>> swapped =
        lives
            .rotas()
            .swap(
                "commanded", "release-manager", second.begins(), third.person(), "a wedding", ANN);

    assertThat(swapped).isInstanceOf(Decision.Accepted.class);
    assertThat(rota().then())
        .extracting(TurnView::person)
        .startsWith(third.person(), second.person());
    assertThat(lives.facts("turn-swapped"))
        .hasSize(2)
        .allSatisfy(fact -> {
          assertThat(fact.why()).isEqualTo("a wedding");
          assertThat(fact.actor()).isEqualTo(ANN);
        });
    nextTurn();
    lives.settle(service);
    assertThat(lives.receiver().messages())
        .extracting(AlertReceiver.Message::title)
        .containsExactly("commanded: %s is release-manager now".formatted(third.person()));
    assertThat(at(second.begins()).person()).isEqualTo(third.person());
  }

  private ServiceId begun() {
    shop.commit("feat: begin");
    ServiceId added = lives.add(shop.remote());
    lives.settle(added);
    lives.go(added);
    return added;
  }

  private void nextTurn() {
    Instant begins = rota().then().getFirst().begins();
    lives.clock().advance(Duration.between(lives.clock().instant(), begins).plusSeconds(60));
  }

  private RotaView rota() {
    return accepted(lives.rotas().of("commanded")).getFirst();
  }

  private TurnView at(Instant when) {
    return accepted(lives.rotas().at("commanded", "release-manager", when));
  }

  private static <T> T accepted(Decision<T> decision) {
    return switch (decision) {
      case Decision.Accepted<T>(T value) -> value;
      case Decision.Refused<T>(var refusal) -> throw new AssertionError(refusal.sentence());
    };
  }
}
