package dev.signalbox.domain.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.base.Decision;
import dev.signalbox.domain.analysis.evidence.Arm;
import dev.signalbox.domain.analysis.evidence.Row;
import dev.signalbox.domain.rollout.Posting.Kept;
import dev.signalbox.domain.rollout.Posting.Place;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What becomes of counts that are posted: in time they count, and late they change nothing.
class PostingTest {

  private static final Instant MONDAY = Instant.parse("2026-11-02T08:00:00Z");
  private static final Instant OVER = MONDAY.plusSeconds(60);
  private static final OpenWindow OPEN = new OpenWindow(3, 1, MONDAY, OVER);
  private static final RolloutState EXPOSED = new RolloutState.Exposed(1, MONDAY);

  private static Posting posting(int window, Instant from, String key, double bad) {
    return new Posting(
        "orders",
        window,
        from,
        Arm.CANARY,
        key,
        List.of(Row.of("orders", Arm.CANARY, "", 100, bad)));
  }

  private static final Posting GOOD = posting(3, MONDAY, "k", 5);

  private static Place place(RolloutState state, boolean closed) {
    return new Place(
        state, Optional.of(OPEN), closed, List.of("orders"), Optional.empty(), Optional.empty());
  }

  private static String refused(Posting posting, Place place, Instant now) {
    return posting.at(place, now) instanceof Decision.Refused<Kept>(var refusal)
        ? refusal.reasons().getFirst().code()
        : "accepted";
  }

  @Test
  void counts_of_the_window_that_is_over_are_kept() {
    assertThat(GOOD.at(place(EXPOSED, false), OVER)).isEqualTo(Decision.accept(Kept.NEWLY));
    assertThat(GOOD.at(place(new RolloutState.Paused(1, MONDAY, "mia", "lunch"), false), OVER))
        .isEqualTo(Decision.accept(Kept.NEWLY));
  }

  @Test
  void the_same_key_is_the_same_posting_even_when_it_is_late() {
    Place again =
        new Place(
            EXPOSED,
            Optional.of(OPEN),
            true,
            List.of("orders"),
            Optional.of(GOOD),
            Optional.of(GOOD));
    assertThat(GOOD.at(again, OVER)).isEqualTo(Decision.accept(Kept.ALREADY));
    assertThat(refused(posting(3, MONDAY, "k", 6), again, OVER)).isEqualTo("key-taken");
  }

  @Test
  void late_early_and_foreign_counts_are_refused_each_in_its_own_words() {
    Place place = place(EXPOSED, false);
    assertThat(refused(posting(2, MONDAY, "k", 5), place, OVER)).isEqualTo("too-late");
    assertThat(refused(GOOD, place(EXPOSED, true), OVER)).isEqualTo("too-late");
    assertThat(refused(posting(4, MONDAY, "k", 5), place, OVER)).isEqualTo("window-not-begun");
    assertThat(refused(posting(3, OVER, "k", 5), place, OVER)).isEqualTo("other-window");
    assertThat(refused(GOOD, place, OVER.minusMillis(1))).isEqualTo("window-not-over");
    for (RolloutState gone :
        List.of(
            new RolloutState.Exposed(2, MONDAY),
            new RolloutState.Shifting(1),
            new RolloutState.Completing(),
            new RolloutState.Complete(),
            new RolloutState.Returning(RolloutState.Cause.HARM, "harm"),
            new RolloutState.Returned(RolloutState.Cause.HARM, "harm"))) {
      assertThat(refused(GOOD, place(gone, false), OVER)).isEqualTo("window-cut-short");
    }
  }

  @Test
  void only_what_the_flow_calls_posted_can_be() {
    Place other =
        new Place(
            EXPOSED,
            Optional.of(OPEN),
            false,
            List.of("errors"),
            Optional.empty(),
            Optional.empty());
    assertThat(refused(GOOD, other, OVER)).isEqualTo("not-posted");
    Place unbegun =
        new Place(
            EXPOSED,
            Optional.empty(),
            false,
            List.of("orders"),
            Optional.empty(),
            Optional.empty());
    assertThat(refused(GOOD, unbegun, OVER)).isEqualTo("no-window");
  }

  @Test
  void the_first_counts_of_an_arm_stand() {
    Place taken =
        new Place(
            EXPOSED,
            Optional.of(OPEN),
            false,
            List.of("orders"),
            Optional.empty(),
            Optional.of(posting(3, MONDAY, "first", 4)));
    assertThat(refused(GOOD, taken, OVER)).isEqualTo("posted-already");
  }
}
