package dev.signalbox.domain.plan;

import dev.signalbox.base.Slug;
import dev.signalbox.base.Utc;
import dev.signalbox.domain.environment.Environment;
import dev.signalbox.domain.environment.Environment.Starts;
import dev.signalbox.domain.environment.Environment.Takes;
import dev.signalbox.domain.plan.Plan.Coming;
import dev.signalbox.domain.plan.ServiceState.EnvironmentState;
import dev.signalbox.domain.soak.Soak;
import dev.signalbox.domain.train.Cut;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where a commit is, and when it can be elsewhere at the earliest: if all goes well, nobody
/// interferes, and nothing but time is waited for.
public final class Prognosis {

  /// @param there whether it has been taken there already
  /// @param earliest when it can start there; empty if somebody has to ask, or if it is there
  public record Stop(
      Slug environment, boolean there, Optional<Instant> earliest, String sentence) {}

  private final ReleaseProcess process;
  private final ServiceState state;
  private final long position;
  private final Instant now;

  private Prognosis(ReleaseProcess process, ServiceState state, long position, Instant now) {
    this.process = process;
    this.state = state;
    this.position = position;
    this.now = now;
  }

  /// @param position the commit's place on the tracked branch
  public static List<Stop> of(
      ReleaseProcess process, ServiceState state, long position, Instant now) {
    var prognosis = new Prognosis(process, state, position, now);
    return process.environments().stream().map(prognosis::stop).toList();
  }

  private Stop stop(Environment environment) {
    Slug name = environment.name();
    EnvironmentState here = state.environment(name);
    if (here.reached() >= position) {
      return new Stop(
          name,
          true,
          Optional.empty(),
          here.there()
              .filter(there -> there.what().position() >= position)
              .map(there -> "%s has it, in %s.".formatted(name, there.what().label()))
              .orElseGet(() -> "%s has taken it, and has something else now.".formatted(name)));
    }
    Optional<Instant> earliest = earliest(environment);
    return new Stop(
        name,
        false,
        earliest,
        earliest
            .map(at -> "It can be in %s from %s on.".formatted(name, Utc.at(at, zone(environment))))
            .orElseGet(() -> "When it comes to %s, time alone does not say.".formatted(name)));
  }

  /// Of the clocks that its starts go by.
  private ZoneId zone(Environment environment) {
    return environment.starts() instanceof Starts.At(var schedule)
        ? schedule.recurrence().zone()
        : process.calendar().zone();
  }

  /// Environments never take from each other in a circle, so this comes to its end.
  private Optional<Instant> earliest(Environment environment) {
    if (state.environment(environment.name()).reached() >= position) {
      return Optional.of(now);
    }
    return ready(environment.takes())
        .flatMap(at ->
            switch (environment.starts()) {
              case Starts.ByItself() -> Optional.of(at);
              case Starts.OnRequest() -> Optional.empty();
              case Starts.At(var schedule) ->
                  new Slots(environment, schedule, state, at).firstStart();
            });
  }

  /// When there is something to take that has the commit.
  private Optional<Instant> ready(Takes takes) {
    return switch (takes) {
      case Takes.EveryBuild() -> Optional.of(now);
      case Takes.EveryRelease() ->
          state.releases().stream().anyMatch(r -> r.position() >= position)
              ? Optional.of(now)
              : Optional.empty();
      case Takes.From(Slug upstream) -> from(upstream);
      case Takes.Soaked(Slug upstream, Duration rule) -> soaked(upstream, rule);
      case Takes.OfTrain(Slug train) -> cut(train, now);
      case Takes.AtCut(Slug train, Slug upstream) ->
          from(upstream).flatMap(at -> cutAfter(train, at));
    };
  }

  private Optional<Instant> from(Slug upstream) {
    return process.environment(upstream).flatMap(this::earliest);
  }

  private Optional<Instant> soaked(Slug upstream, Duration rule) {
    Optional<Instant> soaking =
        state.environment(upstream).soaks().stream()
            .filter(soak -> soak.bad().isEmpty() && soak.release().position() >= position)
            .map((Soak soak) -> soak.readyAt(rule))
            .min(Comparator.naturalOrder());
    return soaking
        .map(at -> at.isBefore(now) ? now : at)
        .or(() -> from(upstream).map(at -> at.plus(rule)));
  }

  /// Now, if a cut has taken the commit already; else at the next cut.
  private Optional<Instant> cut(Slug train, Instant from) {
    boolean taken =
        state.train(train).cuts().stream()
            .anyMatch(
                cut -> cut.state() instanceof Cut.State.Taken what && what.number() >= position);
    return taken ? Optional.of(from) : coming(train).findFirst();
  }

  private Optional<Instant> cutAfter(Slug train, Instant instant) {
    return coming(train)
        .filter(instant::isBefore)
        .findFirst()
        .or(() ->
            process
                .train(train)
                .flatMap(t -> t.cuts().nextThatHappens(instant))
                .map(one -> one.place()));
  }

  private Stream<Instant> coming(Slug train) {
    return process.train(train).stream()
        .flatMap(found -> Cuts.plan(found, process, state, now).coming().stream())
        .filter(one -> !one.leftOut())
        .map(Coming::at);
  }
}
