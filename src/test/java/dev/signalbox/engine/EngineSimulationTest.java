package dev.signalbox.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.base.RunId;
import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.engine.MemoryJournal.Crash;
import dev.signalbox.engine.StepRun.Phase;
import dev.signalbox.engine.StepState.Ended;
import dev.signalbox.engine.StepState.Result;
import dev.signalbox.flow.StepSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Thousands of runs, each from a seed: steps with effects, failures, waits, machinery that breaks,
/// and servers that die between any two things they do. Whatever happens, a run comes to its end
/// and the world was touched once.
class EngineSimulationTest {

  private static final int SEEDS = 5_000;
  private static final Instant MONDAY = Instant.parse("2026-01-05T09:00:00Z");

  @Test
  void every_run_ends_and_every_effect_happens_once_wherever_servers_die() {
    int crashes = 0;
    int found = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      var life = new Life(seed, true);
      life.live();
      life.check();
      crashes += life.crashes;
      found += life.world.found;
    }
    assertThat(crashes).as("servers died").isGreaterThan(SEEDS);
    assertThat(found).as("effects were found to have happened").isGreaterThan(SEEDS / 20);
  }

  /// The simulation must be able to see the bug it is there for: a retry that does not ask first.
  @Test
  void a_retry_without_a_probe_is_found_out() {
    boolean foundOut = false;
    for (long seed = 0; seed < 2_000 && !foundOut; seed++) {
      var life = new Life(seed, false);
      life.live();
      foundOut = life.world.done.values().stream().anyMatch(times -> times > 1);
    }
    assertThat(foundOut).isTrue();
  }

  @Test
  void an_abort_ends_the_run_wherever_it_is() {
    for (long seed = 0; seed < 1_000; seed++) {
      var life = new Life(seed, true);
      life.journal.ask(new Run.Abort("mia", "wrong one"));
      life.live();
      assertThat(life.journal.result()).as("seed %d", seed).contains(RunResult.ABORTED);
      assertThat(life.journal.sentence()).isEqualTo("mia stopped it: wrong one");
    }
  }

  /// The far side: it counts what was done to it, and refuses whoever comes with an old fence.
  private static final class World {
    private final Map<String, Integer> done = new HashMap<>();
    private long highest;
    private int found;

    String apply(String key, long fence) {
      if (fence < highest) {
        throw new IllegalStateException("an old fence acted");
      }
      highest = fence;
      done.merge(key, 1, Integer::sum);
      return "done";
    }

    Optional<String> probe(String key) {
      if (done.containsKey(key)) {
        found++;
        return Optional.of("done");
      }
      return Optional.empty();
    }
  }

  /// One run from its seed.
  private static final class Life {
    private final long seed;
    private final Random random;
    private final boolean asks;
    private final World world = new World();
    private final MemoryJournal journal;
    private final Map<String, List<Integer>> scripts = new HashMap<>();
    private Instant now = MONDAY;
    private int crashes;
    private int moves;

    Life(long seed, boolean asks) {
      this.seed = seed;
      this.random = new Random(seed);
      this.asks = asks;
      this.journal = new MemoryJournal(aRun(), this::maybeCrash);
    }

    void live() {
      for (int i = 0; i < 10_000 && journal.result().isEmpty(); i++) {
        var worker =
            new Worker(
                "server-" + crashes,
                journal,
                new Script(),
                () -> now,
                text -> text,
                broken -> Optional.of(String.valueOf(broken.getMessage())));
        try {
          worker.advance(new RunId(1));
        } catch (Crash died) {
          crashes++;
        }
        now = now.plus(Duration.ofSeconds(random.nextInt(90)));
      }
    }

    void check() {
      assertThat(journal.result()).as("seed %d: the run ended", seed).isPresent();
      assertThat(world.done.values()).as("seed %d: once each", seed).allMatch(times -> times == 1);
      assertThat(journal.run().steps())
          .as("seed %d: no step is open", seed)
          .allMatch(StepRun::ended);
      List<Result> main = results(Phase.MAIN);
      int bad = firstBad(main);
      assertThat(main.subList(0, bad)).as("seed %d", seed).allMatch(r -> r == Result.SUCCEEDED);
      if (bad < main.size()) {
        assertThat(main.subList(bad + 1, main.size()))
            .as("seed %d: nothing after a bad end", seed)
            .allMatch(r -> r == Result.SKIPPED);
        Phase answer = main.get(bad) == Result.BREACHED ? Phase.ON_BREACH : Phase.ON_FAILURE;
        assertThat(results(answer))
            .as("seed %d: it was answered", seed)
            .doesNotContain(Result.SKIPPED);
      } else {
        assertThat(journal.result()).contains(RunResult.SUCCEEDED);
        assertThat(results(Phase.ON_FAILURE)).containsOnly(Result.SKIPPED);
      }
      assertThat(journal.intents().values())
          .as("seed %d: what was done is settled, unless its step broke off", seed)
          .filteredOn(intent -> !world.done.containsKey(intent.key()))
          .allMatch(intent -> intent.result().isEmpty());
    }

    private List<Result> results(Phase phase) {
      return journal.run().phase(phase).stream()
          .map(step -> ((Ended) step.state()).result())
          .toList();
    }

    private static int firstBad(List<Result> results) {
      for (int i = 0; i < results.size(); i++) {
        if (results.get(i) != Result.SUCCEEDED) {
          return i;
        }
      }
      return results.size();
    }

    private void maybeCrash() {
      if (crashes < 12 && random.nextInt(20) == 0) {
        throw new Crash();
      }
    }

    private Run aRun() {
      List<StepRun> steps = new ArrayList<>();
      for (Phase phase : Phase.values()) {
        int count = phase == Phase.MAIN ? 1 + random.nextInt(5) : 1 + random.nextInt(3);
        for (int number = 1; number <= count; number++) {
          steps.add(
              new StepRun(phase, number, 0, new StepSpec.Halt(), new StepState.Pending(), ""));
        }
      }
      return new Run(
          new RunId(1),
          new ServiceId(1),
          new Slug("storefront"),
          new Digest("sha256:" + "0".repeat(64)),
          new Work.Build(new CommitId("a".repeat(40))),
          0,
          Optional.empty(),
          MONDAY,
          steps);
    }

    /// What each step does, decided when it is first met and the same after every crash.
    private final class Script implements Steps {

      @Override
      public Outcome execute(StepRun step, StepContext context) {
        if (moves++ > 50_000) {
          throw new AssertionError("seed " + seed + ": the run goes in circles");
        }
        List<Integer> plan =
            scripts.computeIfAbsent(
                step.phase() + " " + step.number(),
                _ -> List.of(random.nextInt(4), random.nextInt(10), random.nextInt(4)));
        for (int effect = 0; effect < plan.get(0); effect++) {
          context.once(
              "effect-" + effect,
              "something",
              intent -> asks ? world.probe(intent.key()) : Optional.empty(),
              intent -> {
                maybeCrash();
                String result = world.apply(intent.key(), context.run().fence());
                maybeCrash();
                return result;
              });
        }
        int waits = plan.get(2);
        if (context.step().memory().length() < waits) {
          return new Outcome.Waiting(
              "a while", "time", now.plusSeconds(30), context.step().memory() + "x");
        }
        return switch (plan.get(1)) {
          case 0 -> Outcome.failed("the world said no");
          case 1 ->
              step.phase() == Phase.MAIN
                  ? new Outcome.Breached("too many errors", List.of())
                  : Outcome.succeeded("fine");
          case 2 ->
              random.nextInt(3) > 0
                  ? new Outcome.Errored("unreachable")
                  : Outcome.succeeded("at last");
          default -> Outcome.succeeded("fine");
        };
      }

      @Override
      public void leave(Run run) {}
    }
  }
}
