package dev.signalbox.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.base.Reason;
import dev.signalbox.base.RunId;
import dev.signalbox.engine.Journal.Intent;
import dev.signalbox.engine.Journal.LostRun;
import dev.signalbox.engine.StepRun.Phase;
import dev.signalbox.engine.StepState.Ended;
import dev.signalbox.engine.StepState.Pending;
import dev.signalbox.engine.StepState.Result;
import dev.signalbox.engine.StepState.Retrying;
import dev.signalbox.engine.StepState.Running;
import dev.signalbox.engine.StepState.Waiting;
import dev.signalbox.flow.Flow;
import dev.signalbox.flow.FlowReader;
import dev.signalbox.flow.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What every journal promises. The simulation's journal and PostgreSQL's are held to the same
/// words, so that what a thousand simulated crashes have shown is true of the real one.
public abstract class JournalContract {

  protected static final Instant MONDAY = Instant.parse("2026-01-05T09:00:00Z");

  /// Two commands and an artifact; what follows a failure is the usual alert and halt.
  protected static final String FLOW =
      """
      signalbox: 1
      service: storefront
      build:
        - run: ./build.sh
        - run: ./unit-tests.sh
        - publish: { files: dist, image: embedded/storefront, tags: ["{commit}"] }
      deploy: { command: ./deploy.sh }
      environments:
        dev:
          takes: every build
          steps: [deploy, { verify: ./verify.sh }]
      """;

  private static final int CLAIMERS = 24;

  /// A journal that holds one build, which nobody has claimed.
  protected abstract Journal journal();

  protected abstract RunId run();

  protected abstract void wantsStopped(String who, String why);

  @Test
  void a_claim_raises_the_fence() {
    Run first = claim("one");
    Run second = claim("two");
    Run again = claim("two");

    assertThat(second.fence()).isGreaterThan(first.fence());
    assertThat(again.fence()).isGreaterThan(second.fence());
    assertThat(again.steps()).isEqualTo(first.steps());
    assertThat(first.steps()).hasSize(5).allMatch(step -> step.state() instanceof Pending);
  }

  @Test
  void a_run_that_has_ended_can_not_be_claimed() {
    journal().ended(claim("one"), RunResult.FAILED, "as it were", MONDAY);

    assertThat(journal().claim(run(), "two", MONDAY)).isEmpty();
  }

  /// Each write there is, by a worker that another has taken the run from.
  @TestFactory
  Stream<DynamicTest> a_late_worker_changes_nothing() {
    Run late = claim("one");
    journal().intend(late, "open", "something", MONDAY);
    Run holder = claim("two");
    return writes().entrySet().stream()
        .map(write ->
            DynamicTest.dynamicTest(
                write.getKey(),
                () -> {
                  assertThatThrownBy(() -> write.getValue().by(late)).isInstanceOf(LostRun.class);
                  assertThat(journal().intended(holder, "new")).isEmpty();
                  assertThat(journal().intended(holder, "open").orElseThrow().attempt())
                      .isEqualTo(1);
                  assertThat(journal().intended(holder, "open").orElseThrow().result()).isEmpty();
                  assertThat(journal().loggedUpTo(holder, first(holder))).isZero();
                  assertThat(claim("look").steps()).isEqualTo(late.steps());
                }));
  }

  @TestFactory
  Stream<DynamicTest> nobody_writes_to_a_run_that_has_ended() {
    Run last = claim("one");
    journal().intend(last, "open", "something", MONDAY);
    journal().ended(last, RunResult.SUCCEEDED, "fine", MONDAY);
    return writes().entrySet().stream()
        .map(write ->
            DynamicTest.dynamicTest(
                write.getKey(),
                () ->
                    assertThatThrownBy(() -> write.getValue().by(last))
                        .isInstanceOf(LostRun.class)));
  }

  @Test
  void of_many_claimers_exactly_one_keeps_the_run() throws Exception {
    Set<Long> fences = new ConcurrentSkipListSet<>();
    var all = new CountDownLatch(CLAIMERS);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Boolean>> race =
          IntStream.range(0, CLAIMERS)
              .<Callable<Boolean>>mapToObj(i ->
                  () -> {
                    Run mine = claim("worker-" + i);
                    fences.add(mine.fence());
                    all.countDown();
                    all.await();
                    return intends(mine, "worker-" + i);
                  })
              .toList();
      long winners =
          threads.invokeAll(race).stream().map(Future::resultNow).filter(won -> won).count();

      assertThat(fences).as("no fence is given twice").hasSize(CLAIMERS);
      assertThat(winners).isEqualTo(1);
    }
    Run after = claim("look");
    assertThat(journal().intended(after, "effect")).isPresent();
  }

  @Test
  void the_first_intent_under_a_key_counts() {
    Run run = claim("one");
    Intent first = journal().intend(run, "tag", "1.1.0", MONDAY);
    Intent second = journal().intend(claim("two"), "tag", "1.2.0", MONDAY.plusSeconds(1));

    assertThat(first).isEqualTo(new Intent("tag", "1.1.0", 1, true, Optional.empty()));
    assertThat(second).isEqualTo(new Intent("tag", "1.1.0", 1, false, Optional.empty()));
    assertThat(journal().intended(run, "tag")).contains(second);
    assertThat(journal().intended(run, "other")).isEmpty();
  }

  @Test
  void an_effect_that_is_tried_again_counts_its_attempts() {
    Run run = claim("one");
    journal().intend(run, "tag", "1.1.0", MONDAY);

    assertThat(journal().intendAgain(run, "tag", MONDAY))
        .isEqualTo(new Intent("tag", "1.1.0", 2, true, Optional.empty()));
    assertThat(journal().intend(run, "tag", "1.2.0", MONDAY))
        .isEqualTo(new Intent("tag", "1.1.0", 2, false, Optional.empty()));
  }

  @Test
  void what_is_settled_stays_as_it_was() {
    Run run = claim("one");
    journal().intend(run, "tag", "1.1.0", MONDAY);
    journal().settled(run, "tag", "done", MONDAY);

    assertThat(journal().intend(claim("two"), "tag", "1.2.0", MONDAY))
        .isEqualTo(new Intent("tag", "1.1.0", 1, false, Optional.of("done")));
    Run holder = claim("three");
    assertThatThrownBy(() -> journal().settled(holder, "tag", "done twice", MONDAY))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> journal().intendAgain(holder, "tag", MONDAY))
        .isInstanceOf(IllegalStateException.class);
    assertThat(journal().intended(holder, "tag").orElseThrow().result()).contains("done");
  }

  @Test
  void a_step_that_was_begun_is_found_begun() {
    Run run = claim("one");
    journal().started(run, first(run), 1, MONDAY);

    assertThat(first(claim("two")).state()).isEqualTo(new Running(1, MONDAY));
  }

  @Test
  void a_waiting_step_keeps_its_memory_and_its_time() {
    Instant later = MONDAY.plus(Duration.ofMinutes(30));
    Run begun = begin(claim("one"));
    journal()
        .ended(begun, first(begun), new Outcome.Waiting("all well", "time", later, "{}"), MONDAY);

    StepRun found = first(claim("two"));
    assertThat(found.state()).isEqualTo(new Waiting(1, "all well", "time", later));
    assertThat(found.memory()).isEqualTo("{}");
  }

  @Test
  void what_follows_a_bad_end_is_skipped_but_for_the_answer_to_it() {
    Run begun = begin(claim("one"));
    Run after = journal().ended(begun, first(begun), Outcome.failed("red"), MONDAY);

    assertThat(after.phase(Phase.MAIN))
        .extracting(StepRun::state)
        .containsExactly(
            new Ended(Result.FAILED, "red", MONDAY),
            new Ended(Result.SKIPPED, "an earlier step ended the run", MONDAY),
            new Ended(Result.SKIPPED, "an earlier step ended the run", MONDAY));
    assertThat(after.phase(Phase.ON_FAILURE)).allMatch(step -> step.state() instanceof Pending);
    assertThat(claim("two").steps()).isEqualTo(after.steps());
  }

  @Test
  void each_outcome_leaves_the_step_where_the_decider_says() {
    Reason reason = Reason.of("unknown-registry", "Nobody knows it.", "an administrator");
    for (Outcome outcome :
        List.of(
            new Outcome.Errored("unreachable"),
            new Outcome.Redo("the disk is gone"),
            Outcome.succeeded("fine"),
            new Outcome.Breached("too many", List.of()),
            new Outcome.Refused(reason))) {
      Run begun = begin(claim("one"));
      StepRun step = open(begun);
      Run expected = Decider.after(begun, step, outcome, MONDAY);

      assertThat(journal().ended(begun, step, outcome, MONDAY).steps())
          .as(outcome.toString())
          .isEqualTo(expected.steps());
      assertThat(claim("two").steps()).as(outcome.toString()).isEqualTo(expected.steps());
    }
  }

  @Test
  void broken_machinery_is_tried_five_times() {
    Run run = claim("one");
    for (int attempt = 1; attempt <= 4; attempt++) {
      Run begun = journal().started(run, first(run), attempt, MONDAY);
      run = journal().ended(begun, first(begun), new Outcome.Errored("unreachable"), MONDAY);
      assertThat(((Retrying) first(run).state()).attempt()).isEqualTo(attempt);
    }
    Run begun = journal().started(run, first(run), 5, MONDAY);

    Run spent = journal().ended(begun, first(begun), new Outcome.Errored("unreachable"), MONDAY);

    assertThat(first(spent).state()).isEqualTo(new Ended(Result.ERRORED, "unreachable", MONDAY));
  }

  @Test
  void what_was_lost_with_a_disk_is_begun_anew_under_other_keys() {
    Run run = claim("one");
    Run begun = begin(run);
    Run second = begin(journal().ended(begun, first(begun), Outcome.succeeded("built"), MONDAY));

    Run anew = journal().ended(second, open(second), new Outcome.Redo("gone"), MONDAY);

    assertThat(anew.phase(Phase.MAIN))
        .allSatisfy(step -> {
          assertThat(step.state()).isEqualTo(new Pending());
          assertThat(step.round()).isEqualTo(1);
        });
    assertThat(claim("two").steps()).isEqualTo(anew.steps());
  }

  @Test
  void whoever_wants_it_stopped_is_heard() {
    Run run = claim("one");
    assertThat(journal().abortOf(run)).isEmpty();

    wantsStopped("mia", "the wrong one");

    assertThat(journal().abortOf(run)).contains(new Run.Abort("mia", "the wrong one"));
    assertThat(claim("two").abort()).contains(new Run.Abort("mia", "the wrong one"));
  }

  @Test
  void how_far_the_output_is_kept_is_known_to_the_next_worker() {
    Run run = claim("one");
    journal().log(run, first(run), "line\n", Optional.of(5L), MONDAY);
    journal().log(run, first(run), "a word of our own\n", Optional.empty(), MONDAY);
    Run next = claim("two");

    assertThat(journal().loggedUpTo(next, first(next))).isEqualTo(5);
    assertThat(journal().loggedUpTo(next, next.steps().get(1))).isZero();
  }

  private interface Write {
    void by(Run run);
  }

  private Map<String, Write> writes() {
    var writes = new TreeMap<String, Write>();
    writes.put("started", run -> journal().started(run, first(run), 1, MONDAY));
    writes.put(
        "ended step", run -> journal().ended(run, first(run), Outcome.succeeded("fine"), MONDAY));
    writes.put("ended run", run -> journal().ended(run, RunResult.FAILED, "late", MONDAY));
    writes.put("intend", run -> journal().intend(run, "new", "something", MONDAY));
    writes.put("intend again", run -> journal().intendAgain(run, "open", MONDAY));
    writes.put("settled", run -> journal().settled(run, "open", "done", MONDAY));
    writes.put("log", run -> journal().log(run, first(run), "late", Optional.of(4L), MONDAY));
    writes.put("abort of", run -> journal().abortOf(run));
    return writes;
  }

  private boolean intends(Run mine, String worker) {
    try {
      return journal().intend(mine, "effect", worker, MONDAY).content().equals(worker);
    } catch (LostRun lost) {
      return false;
    }
  }

  protected final Run claim(String worker) {
    return journal().claim(run(), worker, MONDAY).orElseThrow();
  }

  protected final Run begin(Run run) {
    return journal().started(run, open(run), 1, MONDAY);
  }

  protected static StepRun first(Run run) {
    return run.steps().getFirst();
  }

  /// The first step that has not ended.
  private static StepRun open(Run run) {
    return run.steps().stream().filter(step -> !step.ended()).findFirst().orElseThrow();
  }

  protected static Flow flow() {
    if (FlowReader.read("signalbox.yaml", FLOW.getBytes(StandardCharsets.UTF_8))
        instanceof Reading.Good(Flow flow)) {
      return flow;
    }
    throw new IllegalStateException("the flow of this test can not be read");
  }
}
