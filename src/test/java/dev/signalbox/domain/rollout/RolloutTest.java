package dev.signalbox.domain.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.signalbox.base.Decision;
import dev.signalbox.domain.analysis.evidence.AnalysisPolicy.OnInconclusive;
import dev.signalbox.domain.analysis.evidence.RolloutWords;
import dev.signalbox.domain.rollout.Rollout.Next;
import dev.signalbox.domain.rollout.RolloutFact.ExposureRaised;
import dev.signalbox.domain.rollout.RolloutFact.ExposureReached;
import dev.signalbox.domain.rollout.RolloutFact.LastStepPassed;
import dev.signalbox.domain.rollout.RolloutFact.RolloutBegan;
import dev.signalbox.domain.rollout.RolloutFact.RolloutCompleted;
import dev.signalbox.domain.rollout.RolloutFact.RolloutPaused;
import dev.signalbox.domain.rollout.RolloutFact.RolloutTurnedBack;
import dev.signalbox.domain.rollout.RolloutFact.TrafficReturned;
import dev.signalbox.domain.rollout.RolloutRule.Holdback;
import dev.signalbox.domain.rollout.RolloutState.Cause;
import dev.signalbox.domain.rollout.RolloutState.Complete;
import dev.signalbox.domain.rollout.RolloutState.Completing;
import dev.signalbox.domain.rollout.RolloutState.Exposed;
import dev.signalbox.domain.rollout.RolloutState.Paused;
import dev.signalbox.domain.rollout.RolloutState.Returned;
import dev.signalbox.domain.rollout.RolloutState.Returning;
import dev.signalbox.domain.rollout.RolloutState.Shifting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// When a new version gets more traffic, when it waits, and when all of it goes back.
class RolloutTest {

  private static final Instant MONDAY = Instant.parse("2026-11-02T08:00:00Z");
  private static final Evidence UNCLEAR =
      new Evidence.Unclear(
          "12 errors in all.",
          new RolloutWords.Hold("12 errors were not enough.", "Advance, wait, or abort?"));
  private static final Evidence SAFE = new Evidence.Safe("errors at most 1.47 times as many");
  private static final Evidence HARM = new Evidence.Harm("errors 0.42 %, before 0.11 %");
  private static final Evidence MISSING =
      new Evidence.Missing("Prometheus does not answer.", "whoever runs Prometheus");
  private static final Readiness THERE = new Readiness.AsWanted();

  private static RolloutRule rule(OnInconclusive onInconclusive) {
    return RolloutRule.of(
        List.of(stage(5), stage(50), stage(100)), Optional.empty(), onInconclusive);
  }

  private static Stage stage(int percent) {
    return new Stage(new Exposure(percent), Duration.ofMinutes(5), Duration.ofMinutes(20));
  }

  private static Next next(
      RolloutState state, Evidence evidence, Readiness readiness, int minutes) {
    return next(OnInconclusive.HOLD, state, evidence, readiness, minutes);
  }

  private static Next next(
      OnInconclusive otherwise,
      RolloutState state,
      Evidence evidence,
      Readiness readiness,
      int minutes) {
    return Rollout.next(
        rule(otherwise),
        state,
        evidence,
        readiness,
        "v2",
        "v1",
        MONDAY.plus(Duration.ofMinutes(minutes)));
  }

  private static Exposed exposed(int stage) {
    return new Exposed(stage, MONDAY);
  }

  private static RolloutFact fact(Next next) {
    assertThat(next).isInstanceOf(Next.Happened.class);
    return ((Next.Happened) next).fact();
  }

  private static Next.Hold hold(Next next, String code) {
    assertThat(next).isInstanceOf(Next.Hold.class);
    assertThat(((Next.Hold) next).reason().code()).isEqualTo(code);
    return (Next.Hold) next;
  }

  @Test
  void an_exposure_is_reached_when_the_traffic_is_there() {
    Next.Hold waiting =
        hold(
            next(
                new Shifting(1),
                UNCLEAR,
                new Readiness.NotYet("HAProxy still has 5 %.", "time"),
                0),
            "traffic-not-there");

    assertThat(waiting.reason().sentence()).isEqualTo("HAProxy still has 5 %.");
    assertThat(fact(next(new Shifting(1), UNCLEAR, THERE, 0)))
        .isEqualTo(new ExposureReached(1, 50));
  }

  @Test
  void good_evidence_waits_for_the_least_time_and_then_goes_one_step_further() {
    Next.Hold early = hold(next(exposed(0), SAFE, THERE, 4), "exposed-at-least");

    assertThat(early.at()).contains(MONDAY.plus(Duration.ofMinutes(5)));
    assertThat(fact(next(exposed(0), SAFE, THERE, 5)))
        .isEqualTo(new ExposureRaised(1, 50, Optional.empty(), SAFE.sentence()));
  }

  @Test
  void harm_turns_it_back_at_any_time() {
    RolloutFact back = new RolloutTurnedBack(Cause.HARM, HARM.sentence());

    assertThat(fact(next(exposed(0), HARM, THERE, 0))).isEqualTo(back);
    assertThat(fact(next(exposed(2), HARM, THERE, 60))).isEqualTo(back);
    assertThat(fact(next(new Paused(1, MONDAY, "mia", "lunch"), HARM, THERE, 1))).isEqualTo(back);
  }

  @Test
  void a_new_version_that_is_down_is_taken_back() {
    var down = new Readiness.Down("v2 ended with exit code 1");

    assertThat(fact(next(new Shifting(0), UNCLEAR, down, 0)))
        .isEqualTo(new RolloutTurnedBack(Cause.DOWN, "v2 ended with exit code 1"));
    assertThat(fact(next(exposed(1), SAFE, down, 9)))
        .isEqualTo(new RolloutTurnedBack(Cause.DOWN, "v2 ended with exit code 1"));
  }

  @Test
  void without_evidence_the_flow_says_what_is_done_when_the_time_is_up() {
    assertThat(hold(next(exposed(0), UNCLEAR, THERE, 6), "evidence-not-enough").at())
        .contains(MONDAY.plus(Duration.ofMinutes(20)));
    assertThat(hold(next(exposed(0), UNCLEAR, THERE, 20), "inconclusive").at()).isEmpty();
    assertThat(fact(next(OnInconclusive.ADVANCE, exposed(0), UNCLEAR, THERE, 20)))
        .isInstanceOf(ExposureRaised.class)
        .extracting(RolloutFact::sentence, STRING)
        .as("nobody is asked what is decided")
        .endsWith("12 errors were not enough.");
    assertThat(fact(next(OnInconclusive.ABORT, exposed(0), UNCLEAR, THERE, 20)))
        .isInstanceOf(RolloutTurnedBack.class);
    assertThat(hold(next(exposed(0), UNCLEAR, THERE, 20), "inconclusive").reason().sentence())
        .endsWith("12 errors were not enough. Advance, wait, or abort?");
  }

  @ParameterizedTest
  @EnumSource(OnInconclusive.class)
  void nothing_measured_never_advances(OnInconclusive otherwise) {
    for (int minutes = 0; minutes < 100; minutes += 5) {
      Next next = next(otherwise, exposed(0), MISSING, THERE, minutes);
      boolean goesBack = otherwise == OnInconclusive.ABORT && minutes >= 20;
      if (goesBack) {
        assertThat(fact(next)).isInstanceOf(RolloutTurnedBack.class);
      } else {
        hold(next, minutes < 5 ? "exposed-at-least" : "no-data");
      }
    }
  }

  @Test
  void without_an_analysis_time_decides() {
    var unasked = Evidence.Unasked.NOTHING;

    hold(next(exposed(0), unasked, THERE, 4), "exposed-at-least");
    assertThat(fact(next(exposed(0), unasked, THERE, 5))).isInstanceOf(ExposureRaised.class);
  }

  @Test
  void the_last_step_is_followed_by_the_end_of_the_old_version() {
    assertThat(fact(next(exposed(2), UNCLEAR, THERE, 5)))
        .isEqualTo(new LastStepPassed(Optional.empty(), "its time at 100 % is over"));
    assertThat(fact(next(new Completing(), UNCLEAR, THERE, 5)))
        .isEqualTo(new RolloutCompleted("v2"));
    assertThat(next(new Complete(), UNCLEAR, THERE, 5)).isEqualTo(new Next.Over(new Complete()));
  }

  @Test
  void turning_back_is_done_when_all_traffic_is_back() {
    var returning = new Returning(Cause.HARM, "errors");

    hold(
        next(returning, SAFE, new Readiness.NotYet("HAProxy still has 5 %.", "time"), 0),
        "traffic-not-back");
    assertThat(fact(next(returning, SAFE, THERE, 0))).isEqualTo(new TrafficReturned("v1"));
    assertThat(next(new Returned(Cause.HARM, "errors"), SAFE, THERE, 0))
        .isEqualTo(new Next.Over(new Returned(Cause.HARM, "errors")));
  }

  @Test
  void a_holdback_takes_the_place_of_the_last_step() {
    RolloutRule rule =
        RolloutRule.of(
            List.of(stage(5), stage(100)),
            Optional.of(new Holdback(new Exposure(10), Duration.ofMinutes(30))),
            OnInconclusive.HOLD);

    assertThat(rule.stages())
        .containsExactly(
            stage(5), new Stage(new Exposure(90), Duration.ofMinutes(30), Duration.ofMinutes(30)));
    assertThat(rule.target(new Completing())).isEqualTo(Exposure.ALL);
  }

  @Test
  void steps_that_do_not_rise_are_no_rollout() {
    assertThatThrownBy(() ->
            RolloutRule.of(List.of(stage(50), stage(50)), Optional.empty(), OnInconclusive.HOLD))
        .hasMessageContaining("After 50 % comes 50 %");
  }

  @Test
  void a_pause_that_came_in_between_stops_a_step_that_was_decided_before() {
    RolloutState paused =
        Rollout.after(exposed(0), new RolloutPaused("mia", "lunch"), MONDAY).orElseThrow();

    assertThat(Rollout.after(paused, new ExposureRaised(1, 50, Optional.empty(), "safe"), MONDAY))
        .isEmpty();
    assertThat(Rollout.after(paused, new ExposureRaised(1, 50, Optional.of("mia"), ""), MONDAY))
        .contains(new Shifting(1));
  }

  @Test
  void each_wish_has_its_states_and_every_refusal_says_who_can_help() {
    List<RolloutState> states =
        List.of(
            new Shifting(0),
            exposed(0),
            new Paused(0, MONDAY, "mia", "lunch"),
            new Returning(Cause.HARM, "errors"),
            new Returned(Cause.HARM, "errors"),
            new Completing(),
            new Complete());
    int accepted = 0;
    for (RolloutState state : states) {
      for (Wish wish : Wish.values()) {
        switch (Rollout.wish(rule(OnInconclusive.HOLD), state, wish, "mia", "because")) {
          case Decision.Accepted<RolloutFact>(RolloutFact fact) -> {
            accepted++;
            assertThat(Rollout.after(state, fact, MONDAY)).as("%s %s", state, wish).isPresent();
          }
          case Decision.Refused<RolloutFact>(var refusal) ->
              assertThat(refusal.reasons().getFirst().clearedBy()).isNotBlank();
        }
      }
    }
    assertThat(accepted).isEqualTo(7);
    assertThat(Rollout.wish(rule(OnInconclusive.HOLD), exposed(0), Wish.PAUSE, "mia", " "))
        .isInstanceOf(Decision.Refused.class);
  }

  @Test
  void the_first_version_of_all_gets_everything() {
    assertThat(Rollout.begun(new RolloutBegan("v1", "", "5 %, 100 %", "")))
        .isEqualTo(new Completing());
    assertThat(Rollout.begun(new RolloutBegan("v2", "v1", "5 %, 100 %", "")))
        .isEqualTo(new Shifting(0));
  }

  @Test
  void an_exposure_has_its_part_of_the_instances_and_two_where_there_are_two() {
    assertThat(new Exposure(5).instances(1)).isEqualTo(1);
    assertThat(new Exposure(5).instances(10)).isEqualTo(2);
    assertThat(new Exposure(25).instances(10)).isEqualTo(3);
    assertThat(new Exposure(100).instances(10)).isEqualTo(10);
    assertThat(Exposure.NONE.instances(10)).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void beside_an_old_version_that_is_ill_it_holds_whatever_the_flow_says(OnInconclusive otherwise) {
    Evidence beside =
        new Evidence.Beside("The old version fails itself.", "whoever looks after v1");

    assertThat(next(otherwise, new Exposed(0, MONDAY), beside, THERE, 21))
        .isInstanceOfSatisfying(
            Next.Hold.class,
            hold -> {
              assertThat(hold.reason().code()).isEqualTo("baseline-ill");
              assertThat(hold.reason().sentence()).isEqualTo("The old version fails itself.");
              assertThat(hold.reason().clearedBy()).startsWith("whoever looks after v1, or ");
              assertThat(hold.at()).isEmpty();
            });
  }
}
