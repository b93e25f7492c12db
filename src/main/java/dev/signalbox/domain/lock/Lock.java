package dev.signalbox.domain.lock;

import static dev.signalbox.base.Decision.accept;
import static dev.signalbox.base.Decision.refuse;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Reason;
import dev.signalbox.base.Refusal;
import dev.signalbox.base.RunId;
import dev.signalbox.base.Utc;
import dev.signalbox.domain.lock.LockFact.LockAcquired;
import dev.signalbox.domain.lock.LockFact.LockExpired;
import dev.signalbox.domain.lock.LockFact.LockReleased;
import dev.signalbox.domain.lock.LockFact.LockTaken;
import dev.signalbox.domain.lock.LockFact.TurnBegun;
import dev.signalbox.domain.lock.LockState.Free;
import dev.signalbox.domain.lock.LockState.HeldByPerson;
import dev.signalbox.domain.lock.LockState.HeldByRun;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One run or one person at a time may hold an environment; this decides who. A run keeps its lock
/// when its server dies, because the run itself lives on in the database; what dies is the worker,
/// and its fence is refused from then on.
///
/// 1. At most one holder at any time.
/// 2. The fence only grows, over every holder the environment ever had.
/// 3. Only the holder's own run, or a person, ends a hold; time ends it if its holder said so.
///
/// @param fence the highest ever given
public record Lock(Fence fence, LockState state) {

  /// The lock of an environment nobody has entered yet.
  public static final Lock NEW = new Lock(Fence.NONE, new Free());

  /// What keeps a run out at this instant; empty if nothing does.
  public Optional<Reason> keepsOut(Instant now) {
    return keepsOut(now, ZoneOffset.UTC);
  }

  /// The same, with times on the clocks of a zone.
  public Optional<Reason> keepsOut(Instant now, ZoneId zone) {
    return switch (state) {
      case Free() -> Optional.empty();
      case HeldByPerson person when person.over(now) -> Optional.empty();
      case HeldByPerson person -> Optional.of(heldBy(person, zone));
      case HeldByRun run -> Optional.of(heldBy(run, zone));
    };
  }

  /// A run wants the environment for itself.
  public static Decision<List<LockFact>> acquire(
      Lock lock, RunId run, String purpose, Instant now) {
    return lock.enter(now, fence -> new LockAcquired(run, purpose, fence, now));
  }

  /// A run wants to act in the environment without keeping others out.
  public static Decision<List<LockFact>> beginTurn(Lock lock, RunId run, Instant now) {
    return lock.enter(now, fence -> new TurnBegun(run, fence));
  }

  /// A run is through. Nothing happens if it holds nothing, so that this may be said twice.
  public static List<LockFact> release(Lock lock, RunId run) {
    return lock.state() instanceof HeldByRun held && held.run().equals(run)
        ? List.of(new LockReleased(run.toString()))
        : List.of();
  }

  /// A person wants to keep runs out. The same person may say it again, with another reason or end.
  public static Decision<List<LockFact>> take(
      Lock lock, String person, String reason, Optional<Instant> until, Instant now) {
    if (until.isPresent() && !until.get().isAfter(now)) {
      return refuse(
          "lock-over",
          "A lock until %s would be over already.".formatted(Utc.at(until.get())),
          "you");
    }
    LockFact taken = new LockTaken(person, reason, lock.fence().next(), now, until);
    return switch (lock.state()) {
      case HeldByPerson held when held.person().equals(person) && !held.over(now) ->
          accept(List.of(taken));
      default -> lock.enter(now, fence -> taken);
    };
  }

  /// A person wants a person's lock gone, their own or another's; who did it is in the record.
  public static Decision<List<LockFact>> unlock(Lock lock, Instant now) {
    return switch (lock.state()) {
      case HeldByPerson held when held.over(now) -> accept(List.of(new LockExpired(held.person())));
      case HeldByPerson held -> accept(List.of(new LockReleased(held.person())));
      case HeldByRun held -> refuse(new Refusal(List.of(heldBy(held, ZoneOffset.UTC))));
      case Free() -> refuse("not-locked", "It is not locked.", "nobody needs to");
    };
  }

  /// The lock after what happened.
  public Lock after(LockFact fact) {
    return switch (fact) {
      case LockAcquired(RunId run, String purpose, Fence given, Instant at) ->
          new Lock(given, new HeldByRun(run, purpose, at));
      case TurnBegun(RunId run, Fence given) -> new Lock(given, new Free());
      case LockTaken(
              String person,
              String reason,
              Fence given,
              Instant at,
              Optional<Instant> until) ->
          new Lock(given, new HeldByPerson(person, reason, at, until));
      case LockReleased(String holder) -> new Lock(fence, new Free());
      case LockExpired(String person) -> new Lock(fence, new Free());
    };
  }

  private interface Entry {
    LockFact with(Fence fence);
  }

  private Decision<List<LockFact>> enter(Instant now, Entry entry) {
    List<LockFact> facts = new ArrayList<>();
    switch (state) {
      case Free() -> {}
      case HeldByPerson person when person.over(now) -> facts.add(new LockExpired(person.person()));
      case HeldByPerson person -> {
        return refuse(new Refusal(List.of(heldBy(person, ZoneOffset.UTC))));
      }
      case HeldByRun run -> {
        return refuse(new Refusal(List.of(heldBy(run, ZoneOffset.UTC))));
      }
    }
    facts.add(entry.with(fence.next()));
    return accept(facts);
  }

  private static Reason heldBy(HeldByRun held, ZoneId zone) {
    return Reason.of(
        "lock-held",
        "The lock is held by %s for %s since %s."
            .formatted(held.run(), held.purpose(), Utc.at(held.since(), zone)),
        "%s when it ends, or whoever aborts it: signalbox abort %s"
            .formatted(held.run(), held.run()));
  }

  private static Reason heldBy(HeldByPerson held, ZoneId zone) {
    return new Reason(
        "locked",
        "Locked by %s since %s: %s"
            .formatted(held.person(), Utc.at(held.since(), zone), held.reason()),
        "%s, or anyone who may unlock".formatted(held.person()),
        held.until());
  }
}
