package dev.signalbox.domain.simulation;

import dev.signalbox.base.DeploymentId;
import dev.signalbox.base.RunId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.deployment.Deployment;
import dev.signalbox.domain.deployment.DeploymentState;
import dev.signalbox.domain.lock.Lock;
import dev.signalbox.domain.plan.ServiceState.Activity;
import dev.signalbox.domain.plan.ServiceState.EnvironmentState;
import dev.signalbox.domain.plan.ServiceState.Request;
import dev.signalbox.domain.plan.ServiceState.SlotUse;
import dev.signalbox.domain.release.Candidate;
import dev.signalbox.domain.signoff.DeploymentRequest;
import dev.signalbox.domain.signoff.Signoffs;
import dev.signalbox.domain.signoff.Signoffs.Check;
import dev.signalbox.domain.signoff.Signoffs.Word;
import dev.signalbox.domain.soak.Soak;
import dev.signalbox.domain.soak.SoakEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An environment in a simulation.
final class Place {

  /// What is older has no say any more.
  private static final int REMEMBERED = 40;

  private final Set<String> awaited;
  private final List<Word> words = new ArrayList<>();
  private final List<Check> checks = new ArrayList<>();
  private final List<DeploymentRequest> filed = new ArrayList<>();
  private final Map<Candidate.OfRelease, List<SoakEvent>> soaks = new LinkedHashMap<>();
  private final List<SlotUse> slots = new ArrayList<>();
  private final List<Deployment> stays = new ArrayList<>();
  private Optional<Activity> active = Optional.empty();
  private Optional<Candidate> moving = Optional.empty();
  private Optional<Candidate> wentWell = Optional.empty();
  private Optional<Request> request = Optional.empty();
  private long taken;
  private long reached;

  /// @param awaited the gates that people are heard about here; all others are taken to be open
  Place(Set<String> awaited) {
    this.awaited = Set.copyOf(awaited);
  }

  EnvironmentState state() {
    return new EnvironmentState(
        there(),
        active,
        Optional.empty(),
        Lock.NEW,
        taken,
        wentWell,
        request,
        reached,
        soaks.entrySet().stream()
            .flatMap(entry -> Soak.after(entry.getKey(), entry.getValue()).stream())
            .toList(),
        List.copyOf(slots),
        stays.reversed(),
        new Signoffs(words, checks, filed, Map.of(), true, awaited));
  }

  void say(Word word) {
    words.add(word);
  }

  void report(Check check) {
    checks.add(check);
  }

  /// Files a deployment request, if one is waited for here and there is none yet.
  boolean files(Candidate what, Slug environment, Slug to, long number, Instant now) {
    if (!awaited.contains(Signoffs.REQUEST) || requestFor(what).isPresent()) {
      return false;
    }
    filed.add(
        new DeploymentRequest(
            number,
            environment,
            to,
            what.digest(),
            what.label(),
            "",
            now,
            new DeploymentRequest.Answer.Awaited()));
    return true;
  }

  Optional<DeploymentRequest> requestFor(Candidate what) {
    return filed.stream().filter(one -> one.digest().equals(what.digest())).findFirst();
  }

  void answer(DeploymentRequest request, DeploymentRequest.Answer answer) {
    filed.replaceAll(one -> one.number() == request.number() ? one.answered(answer) : one);
  }

  Optional<Deployment> there() {
    return stays.isEmpty() ? Optional.empty() : Optional.of(stays.getLast());
  }

  boolean busy() {
    return active.isPresent();
  }

  void ask(Request wish) {
    request = Optional.of(wish);
  }

  void start(RunId run, Candidate what, Optional<Instant> slot, Instant now) {
    active = Optional.of(new Activity(run, what.label(), "deploy", false, now));
    moving = Optional.of(what);
    request = Optional.empty();
    taken = Math.max(taken, what.number());
    reached = Math.max(reached, what.position());
    slot.ifPresent(planned -> slots.addFirst(new SlotUse(planned, what.label())));
    forgetTheOldest();
  }

  /// What was under way has ended.
  Candidate end(boolean well, Instant now) {
    Candidate what = moving.orElseThrow();
    RunId run = active.orElseThrow().run();
    active = Optional.empty();
    moving = Optional.empty();
    if (well) {
      stays.add(
          new Deployment(
              new DeploymentId(run.value()),
              what,
              what.image(),
              run,
              now,
              Optional.empty(),
              new DeploymentState.Good()));
      wentWell = wentWell.filter(w -> w.number() > what.number()).or(() -> Optional.of(what));
    }
    if (what instanceof Candidate.OfRelease release) {
      say(
          release,
          well ? new SoakEvent.WentWell(now) : new SoakEvent.WentBad("its promotion failed"));
    }
    return what;
  }

  void say(Candidate.OfRelease release, SoakEvent event) {
    soaks.computeIfAbsent(release, _ -> new ArrayList<>()).add(event);
  }

  private void forgetTheOldest() {
    if (slots.size() > REMEMBERED) {
      slots.removeLast();
    }
    if (stays.size() > REMEMBERED) {
      stays.removeFirst();
    }
    forgetTheOldest(words);
    forgetTheOldest(checks);
    forgetTheOldest(filed);
    if (soaks.size() > REMEMBERED) {
      soaks.remove(soaks.keySet().iterator().next());
    }
  }

  private static void forgetTheOldest(List<?> all) {
    if (all.size() > REMEMBERED) {
      all.removeFirst();
    }
  }
}
