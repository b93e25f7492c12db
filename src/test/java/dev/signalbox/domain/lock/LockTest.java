package dev.signalbox.domain.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Refusal;
import dev.signalbox.base.RunId;
import dev.signalbox.domain.lock.LockState.Free;
import dev.signalbox.domain.lock.LockState.HeldByPerson;
import dev.signalbox.domain.lock.LockState.HeldByRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/// One holder at a time, and a fence that only grows.
class LockTest {

  private static final Instant MONDAY = Instant.parse("2026-01-05T09:00:00Z");
  private static final RunId FIRST = new RunId(1);
  private static final RunId SECOND = new RunId(2);

  @Test
  void a_free_lock_goes_to_the_run_that_asks_with_the_next_fence() {
    Lock lock = accepted(Lock.NEW, Lock.acquire(Lock.NEW, FIRST, "v1.1.0", MONDAY));

    assertThat(lock).isEqualTo(new Lock(new Fence(1), new HeldByRun(FIRST, "v1.1.0", MONDAY)));
  }

  @Test
  void second_run_is_refused_and_told_who_holds_it_and_what_for() {
    Lock held = accepted(Lock.NEW, Lock.acquire(Lock.NEW, FIRST, "v1.1.0", MONDAY));

    Refusal refusal = refused(Lock.acquire(held, SECOND, "v1.1.1", MONDAY.plusSeconds(5)));

    assertThat(refusal.sentence())
        .isEqualTo("The lock is held by run_1 for v1.1.0 since 2026-01-05 09:00 UTC.");
    assertThat(refusal.reasons().getFirst().clearedBy()).contains("signalbox abort run_1");
    assertThat(refusal.reasons().getFirst().opensAt()).isEmpty();
  }

  @Test
  void the_fence_of_the_next_holder_is_higher_than_that_of_the_one_before() {
    Lock first = accepted(Lock.NEW, Lock.acquire(Lock.NEW, FIRST, "v1.1.0", MONDAY));
    Lock free = after(first, Lock.release(first, FIRST));
    Lock second = accepted(free, Lock.acquire(free, SECOND, "v1.1.1", MONDAY));

    assertThat(free.state()).isEqualTo(new Free());
    assertThat(second.fence()).isGreaterThan(first.fence());
  }

  @Test
  void a_run_cannot_release_what_another_holds() {
    Lock held = accepted(Lock.NEW, Lock.acquire(Lock.NEW, FIRST, "v1.1.0", MONDAY));

    assertThat(Lock.release(held, SECOND)).isEmpty();
  }

  @Test
  void a_persons_lock_keeps_runs_out_and_says_why_and_until_when() {
    Instant end = MONDAY.plus(Duration.ofHours(2));
    Lock held =
        accepted(Lock.NEW, Lock.take(Lock.NEW, "mia", "load test", Optional.of(end), MONDAY));

    Refusal refusal = refused(Lock.acquire(held, FIRST, "v1.1.0", MONDAY.plusSeconds(1)));

    assertThat(refusal.sentence()).contains("Locked by mia").contains("load test");
    assertThat(refusal.reasons().getFirst().opensAt()).contains(end);
  }

  @Test
  void a_persons_lock_that_is_over_keeps_nobody_out_and_its_end_is_in_the_record() {
    Instant end = MONDAY.plus(Duration.ofHours(2));
    Lock held =
        accepted(Lock.NEW, Lock.take(Lock.NEW, "mia", "load test", Optional.of(end), MONDAY));

    assertThat(held.keepsOut(end.minusSeconds(1))).isPresent();
    assertThat(held.keepsOut(end)).isEmpty();
    assertThat(facts(Lock.acquire(held, FIRST, "v1.1.0", end)))
        .extracting(LockFact::kind)
        .containsExactly("lock-expired", "lock-acquired");
  }

  @Test
  void the_same_person_may_change_reason_and_end_but_another_may_not() {
    Lock held =
        accepted(Lock.NEW, Lock.take(Lock.NEW, "mia", "load test", Optional.empty(), MONDAY));

    Lock again = accepted(held, Lock.take(held, "mia", "still testing", Optional.empty(), MONDAY));

    assertThat(((HeldByPerson) again.state()).reason()).isEqualTo("still testing");
    assertThat(refused(Lock.take(again, "tom", "mine", Optional.empty(), MONDAY)).sentence())
        .contains("mia");
  }

  @Test
  void a_person_cannot_unlock_under_a_run_but_is_told_how_to_stop_it() {
    Lock held = accepted(Lock.NEW, Lock.acquire(Lock.NEW, FIRST, "v1.1.0", MONDAY));

    assertThat(refused(Lock.unlock(held, MONDAY)).reasons().getFirst().clearedBy())
        .contains("signalbox abort run_1");
  }

  @Test
  void a_lock_that_would_be_over_already_is_refused() {
    assertThat(refused(Lock.take(Lock.NEW, "mia", "late", Optional.of(MONDAY), MONDAY)).sentence())
        .contains("over already");
  }

  @Test
  void a_turn_raises_the_fence_and_leaves_the_lock_free() {
    Lock lock = accepted(Lock.NEW, Lock.beginTurn(Lock.NEW, FIRST, MONDAY));

    assertThat(lock).isEqualTo(new Lock(new Fence(1), new Free()));
  }

  /// Every state meets every wish, in long random lives: the properties on the class hold
  /// throughout.
  @Test
  void whatever_is_wished_there_is_one_holder_and_the_fence_never_falls() {
    List<BiFunction<Lock, Instant, Decision<List<LockFact>>>> wishes =
        List.of(
            (lock, now) -> Lock.acquire(lock, FIRST, "v1.1.0", now),
            (lock, now) -> Lock.acquire(lock, SECOND, "v1.1.1", now),
            (lock, now) -> Lock.beginTurn(lock, SECOND, now),
            (lock, _) -> Decision.accept(Lock.release(lock, FIRST)),
            (lock, _) -> Decision.accept(Lock.release(lock, SECOND)),
            (lock, now) -> Lock.take(lock, "mia", "a", Optional.empty(), now),
            (lock, now) -> Lock.take(lock, "tom", "b", Optional.of(now.plusSeconds(3)), now),
            Lock::unlock);
    for (long seed = 0; seed < 300; seed++) {
      var random = new Random(seed);
      Lock lock = Lock.NEW;
      Instant now = MONDAY;
      for (int i = 0; i < 100; i++) {
        now = now.plusSeconds(random.nextInt(3));
        Lock before = lock;
        Decision<List<LockFact>> decision =
            wishes.get(random.nextInt(wishes.size())).apply(before, now);
        if (decision instanceof Decision.Accepted<List<LockFact>>(List<LockFact> facts)) {
          lock = after(before, facts);
          boolean newHolder =
              facts.stream().anyMatch(f -> !f.kind().matches(".*(released|expired)"));
          assertThat(lock.fence().compareTo(before.fence()))
              .as("seed %d", seed)
              .isGreaterThanOrEqualTo(newHolder ? 1 : 0);
        } else if (before.state() instanceof Free) {
          assertThat(facts(Lock.acquire(before, FIRST, "v1", now)))
              .as("seed %d: a free lock refuses only to be unlocked", seed)
              .isNotEmpty();
        }
      }
    }
  }

  private static Lock accepted(Lock before, Decision<List<LockFact>> decision) {
    return after(before, facts(decision));
  }

  private static Lock after(Lock before, List<LockFact> facts) {
    Lock lock = before;
    for (LockFact fact : facts) {
      lock = lock.after(fact);
    }
    return lock;
  }

  private static List<LockFact> facts(Decision<List<LockFact>> decision) {
    return switch (decision) {
      case Decision.Accepted<List<LockFact>>(List<LockFact> facts) -> new ArrayList<>(facts);
      case Decision.Refused<List<LockFact>>(Refusal refusal) ->
          throw new AssertionError("refused: " + refusal.sentence());
    };
  }

  private static Refusal refused(Decision<List<LockFact>> decision) {
    return switch (decision) {
      case Decision.Accepted<List<LockFact>>(List<LockFact> facts) ->
          throw new AssertionError("accepted: " + facts);
      case Decision.Refused<List<LockFact>>(Refusal refusal) -> refusal;
    };
  }
}
