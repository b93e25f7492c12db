package dev.signalbox.domain.plan;

import dev.signalbox.base.Slug;
import dev.signalbox.base.Utc;
import dev.signalbox.domain.calendar.Occurrence;
import dev.signalbox.domain.environment.Environment;
import dev.signalbox.domain.environment.Environment.Starts;
import dev.signalbox.domain.environment.Environment.Takes;
import dev.signalbox.domain.plan.Plan.Coming;
import dev.signalbox.domain.plan.Plan.Due;
import dev.signalbox.domain.plan.Plan.TrainPlan;
import dev.signalbox.domain.plan.ServiceState.SlotUse;
import dev.signalbox.domain.plan.ServiceState.TrainState;
import dev.signalbox.domain.train.Cut;
import dev.signalbox.domain.train.Cut.State;
import dev.signalbox.domain.train.Train;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What a train does now: which of its cuts are due, what each takes, and whether the release of
/// the newest can be made. A cut takes what was on the branch at its instant, however late it is
/// carried out.
final class Cuts {

  /// A cut that is carried out later than this was missed, and it is said that it was made up.
  static final Duration LATE = Duration.ofMinutes(10);

  private static final int SHOWN = 3;
  private static final String THE_CALENDAR = "the calendar";

  private final Train train;
  private final ReleaseProcess process;
  private final ServiceState state;
  private final TrainState here;
  private final Instant now;

  private Cuts(Train train, ReleaseProcess process, ServiceState state, Instant now) {
    this.train = train;
    this.process = process;
    this.state = state;
    this.here = state.train(train.name());
    this.now = now;
  }

  static TrainPlan plan(Train train, ReleaseProcess process, ServiceState state, Instant now) {
    return new Cuts(train, process, state, now).plan();
  }

  private TrainPlan plan() {
    List<Cut> due =
        pending(now).stream().filter(cut -> !cut.at().isAfter(now)).sorted(BY_TIME).toList();
    boolean looks = due.stream().anyMatch(cut -> state.lookedAt().isBefore(cut.at()));
    List<Due> decided = decided(due);
    return new TrainPlan(
        train.name(),
        here.cuts().stream().filter(cut -> settled(cut) && !cut.at().isAfter(now)).max(BY_TIME),
        decided,
        looks,
        CutRelease.making(train.name(), state, looks, process.calendar().zone()),
        coming(),
        (int) here.arrivals().stream().filter(a -> a.build().number() > lastNumber()).count(),
        process.calendar().zone());
  }

  private static final Comparator<Cut> BY_TIME = Comparator.comparing(Cut::at);

  private static boolean settled(Cut cut) {
    return !(cut.state() instanceof State.Awaited);
  }

  /// The cuts that wait for their time: those of the schedule that nobody has touched, and those
  /// that a person has moved here or asked for.
  private List<Cut> pending(Instant until) {
    var cuts = new ArrayList<>(here.cuts().stream().filter(cut -> !settled(cut)).toList());
    Instant from =
        here.cuts().stream()
            .filter(cut -> settled(cut) && !cut.extra() && !cut.at().isAfter(now))
            .map(Cut::at)
            .filter(here.since()::isBefore)
            .max(Instant::compareTo)
            .orElse(here.since());
    if (from.isBefore(until)) {
      train.cuts().between(from, until).stream()
          .filter(one -> untouched(one.plannedAt()))
          .map(this::cut)
          .forEach(cuts::add);
    }
    return cuts;
  }

  private boolean untouched(Instant planned) {
    return here.cuts().stream().noneMatch(cut -> cut.planned().equals(planned));
  }

  private Cut cut(Occurrence one) {
    return new Cut(
        train.name(),
        one.plannedAt(),
        one.place(),
        one.at().isPresent()
            ? new State.Awaited(false, THE_CALENDAR, one.why().orElse(""))
            : new State.Skipped(THE_CALENDAR, one.why().orElse("")));
  }

  private List<Due> decided(List<Cut> due) {
    var decided = new ArrayList<Due>();
    long last = lastNumber();
    for (Cut cut : due) {
      if (state.lookedAt().isBefore(cut.at())) {
        return decided;
      }
      Cut done = cut.in(decide(cut, last));
      decided.add(new Due(done, cut.at().plus(LATE).isBefore(now)));
      last = done.state() instanceof State.Taken taken ? taken.number() : last;
    }
    return decided;
  }

  private State decide(Cut cut, long last) {
    if (!(cut.state() instanceof State.Awaited awaited)) {
      return cut.state();
    }
    Optional<SlotUse> replaced = awaited.extra() ? Optional.empty() : replacedBy(cut.planned());
    if (replaced.isPresent()) {
      return new State.Replaced(replaced.get().what());
    }
    return here.arrivals().stream()
        .filter(a -> !a.at().isAfter(cut.at()) && a.build().number() > last)
        .reduce((_, newest) -> newest)
        .<State>map(a ->
            new State.Taken(
                a.build().number(), a.build().commit(), awaited.extra(), new Cut.Making.NotYet()))
        .orElseGet(() -> new State.Unchanged(awaited.extra()));
  }

  /// What went in the place of this cut wherever its release would have gone by itself.
  private Optional<SlotUse> replacedBy(Instant planned) {
    List<Slug> takers =
        process.environments().stream()
            .filter(e ->
                e.takes().equals(new Takes.OfTrain(train.name()))
                    && e.starts() instanceof Starts.ByItself)
            .map(Environment::name)
            .toList();
    List<SlotUse> uses =
        takers.stream().flatMap(e -> state.environment(e).usedIn(planned).stream()).toList();
    return !takers.isEmpty() && uses.size() == takers.size()
        ? Optional.of(uses.getFirst())
        : Optional.empty();
  }

  private long lastNumber() {
    return here.cuts().stream()
        .flatMapToLong(cut ->
            cut.state() instanceof State.Taken taken
                ? java.util.stream.LongStream.of(taken.number())
                : java.util.stream.LongStream.empty())
        .max()
        .orElse(0);
  }

  private List<Coming> coming() {
    var coming = new ArrayList<Coming>();
    for (Cut cut : here.cuts()) {
      if (cut.state() instanceof State.Awaited awaited && cut.at().isAfter(now)) {
        coming.add(new Coming(cut.planned(), cut.at(), false, Optional.of(moved(cut, awaited))));
      }
      if (cut.state() instanceof State.Skipped skipped && cut.planned().isAfter(now)) {
        coming.add(new Coming(cut.planned(), cut.planned(), true, Optional.of(leftOut(skipped))));
      }
    }
    Optional<Occurrence> one = train.cuts().next(now);
    for (int shown = 0; shown < SHOWN && one.isPresent(); shown++) {
      Occurrence next = one.get();
      if (untouched(next.plannedAt())) {
        coming.add(new Coming(next.plannedAt(), next.place(), next.at().isEmpty(), next.why()));
      }
      one = train.cuts().next(next.place());
    }
    return coming.stream().sorted(Comparator.comparing(Coming::at)).toList();
  }

  /// What the calendar says of a day says that it is left out.
  private static String leftOut(State.Skipped skipped) {
    return skipped.by().equals(THE_CALENDAR)
        ? skipped.reason()
        : "left out by %s: %s".formatted(skipped.by(), skipped.reason());
  }

  private String moved(Cut cut, State.Awaited awaited) {
    return "moved from %s by %s: %s"
        .formatted(
            Utc.at(cut.planned(), process.calendar().zone()), awaited.by(), awaited.reason());
  }
}
