package dev.signalbox.domain.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.base.Decision;
import dev.signalbox.domain.analysis.evidence.AnalysisPolicy.OnInconclusive;
import dev.signalbox.domain.analysis.evidence.RolloutWords;
import dev.signalbox.domain.rollout.Rollout.Next;
import dev.signalbox.domain.rollout.RolloutFact.RolloutBegan;
import dev.signalbox.domain.rollout.RolloutRule.Holdback;
import dev.signalbox.domain.rollout.RolloutState.Returned;
import dev.signalbox.domain.rollout.RolloutState.Returning;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever evidence, traffic, time and people do to a rollout, in thousands of made-up stories:
/// after it turned back the exposure never rises, and it always ends with all traffic on one side.
class RolloutPropertiesTest {

  private static final Instant MONDAY = Instant.parse("2026-11-02T08:00:00Z");
  private static final int STORIES = 4_000;

  @Test
  void the_exposure_rises_step_by_step_and_never_after_it_turned_back() {
    for (int seed = 0; seed < STORIES; seed++) {
      var random = new Random(seed);
      RolloutRule rule = rule(random);
      RolloutState state = Rollout.begun(new RolloutBegan("v2", "v1", "", ""));
      Instant now = MONDAY;
      for (int i = 0; i < 60 && !state.over(); i++) {
        RolloutState before = state;
        now = now.plusSeconds(random.nextInt(600));
        Optional<RolloutFact> fact = something(random, rule, state, now);
        Instant at = now;
        state = fact.flatMap(f -> Rollout.after(before, f, at)).orElse(before);
        check(seed, rule, before, state);
      }
    }
  }

  @Test
  void it_always_comes_to_an_end_when_the_traffic_obeys() {
    for (int seed = 0; seed < STORIES; seed++) {
      var random = new Random(seed);
      RolloutRule rule = rule(random);
      RolloutState state = Rollout.begun(new RolloutBegan("v2", "v1", "", ""));
      Instant now = MONDAY;
      boolean harm = random.nextBoolean();
      int harmfulAt = random.nextInt(rule.stages().size());
      for (int i = 0; i < 40 && !state.over(); i++) {
        now = now.plus(Duration.ofMinutes(20));
        boolean harmful = harm && rule.target(state).compareTo(exposureOf(rule, harmfulAt)) >= 0;
        Evidence evidence = harmful ? new Evidence.Harm("harm") : new Evidence.Safe("safe");
        Next next = Rollout.next(rule, state, evidence, new Readiness.AsWanted(), "v2", "v1", now);
        if (next instanceof Next.Happened(RolloutFact fact)) {
          state = Rollout.after(state, fact, now).orElseThrow();
        }
      }
      assertThat(state.over()).as("seed %d: %s", seed, state).isTrue();
      assertThat(rule.target(state))
          .as("seed %d", seed)
          .isEqualTo(harm ? Exposure.NONE : Exposure.ALL);
    }
  }

  @Test
  void a_fact_that_was_decided_for_an_older_state_does_no_harm() {
    for (int seed = 0; seed < STORIES; seed++) {
      var random = new Random(seed);
      RolloutRule rule = rule(random);
      RolloutState state = Rollout.begun(new RolloutBegan("v2", "v1", "", ""));
      List<RolloutFact> late = new ArrayList<>();
      Instant now = MONDAY;
      for (int i = 0; i < 40; i++) {
        RolloutState before = state;
        now = now.plusSeconds(random.nextInt(600));
        something(random, rule, state, now).ifPresent(late::add);
        if (!late.isEmpty()) {
          RolloutFact any = late.get(random.nextInt(late.size()));
          state = Rollout.after(before, any, now).orElse(before);
          check(seed, rule, before, state);
        }
      }
    }
  }

  private static void check(int seed, RolloutRule rule, RolloutState before, RolloutState after) {
    String story = "seed %d: %s, then %s".formatted(seed, before, after);
    if (before instanceof Returning || before instanceof Returned) {
      assertThat(after).as(story).isInstanceOfAny(Returning.class, Returned.class);
      assertThat(rule.target(after)).as(story).isEqualTo(Exposure.NONE);
    }
    if (before.over()) {
      assertThat(after).as(story).isEqualTo(before);
    }
    if (!(after instanceof Returning || after instanceof Returned)) {
      int was = place(rule, before);
      assertThat(place(rule, after)).as(story).isBetween(was, was + 1);
    }
  }

  /// Which step's exposure a state wants; one past the last for all.
  private static int place(RolloutRule rule, RolloutState state) {
    return switch (state) {
      case RolloutState.Shifting(int stage) -> stage;
      case RolloutState.Exposed exposed -> exposed.stage();
      case RolloutState.Paused paused -> paused.stage();
      case RolloutState.Completing(), RolloutState.Complete() -> rule.stages().size();
      case Returning _, Returned _ -> -1;
    };
  }

  private static Optional<RolloutFact> something(
      Random random, RolloutRule rule, RolloutState state, Instant now) {
    if (random.nextInt(5) == 0) {
      Wish wish = List.of(Wish.values()).get(random.nextInt(Wish.values().length));
      return Rollout.wish(rule, state, wish, "mia", "because")
              instanceof Decision.Accepted<RolloutFact>(RolloutFact fact)
          ? Optional.of(fact)
          : Optional.empty();
    }
    return Rollout.next(rule, state, evidence(random), readiness(random), "v2", "v1", now)
            instanceof Next.Happened(RolloutFact fact)
        ? Optional.of(fact)
        : Optional.empty();
  }

  private static Evidence evidence(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> new Evidence.Harm("harm");
      case 1, 2, 3 -> new Evidence.Safe("safe");
      case 4 -> new Evidence.Missing("missing", "somebody");
      case 5 -> Evidence.Unasked.NOTHING;
      case 6 -> new Evidence.Beside("ill", "somebody");
      default -> new Evidence.Unclear("unclear", new RolloutWords.Hold("unclear.", "What now?"));
    };
  }

  private static Readiness readiness(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> new Readiness.NotYet("not yet", "time");
      case 1 -> new Readiness.Down("down");
      default -> new Readiness.AsWanted();
    };
  }

  private static Exposure exposureOf(RolloutRule rule, int stage) {
    return rule.stages().get(stage).exposure();
  }

  private static RolloutRule rule(Random random) {
    List<Stage> steps = new ArrayList<>();
    int percent = 0;
    while (percent < 90 && steps.size() < 5) {
      percent += 1 + random.nextInt(30);
      if (percent < 90) {
        steps.add(stage(percent));
      }
    }
    steps.add(stage(100));
    Optional<Holdback> holdback =
        random.nextBoolean()
            ? Optional.of(new Holdback(new Exposure(5), Duration.ofMinutes(10)))
            : Optional.empty();
    OnInconclusive[] ways = OnInconclusive.values();
    return RolloutRule.of(steps, holdback, ways[random.nextInt(ways.length)]);
  }

  private static Stage stage(int percent) {
    return new Stage(new Exposure(percent), Duration.ofMinutes(5), Duration.ofMinutes(15));
  }
}
