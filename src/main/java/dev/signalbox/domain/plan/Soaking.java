package dev.signalbox.domain.plan;

import dev.signalbox.base.Reason;
import dev.signalbox.base.Slug;
import dev.signalbox.base.Utc;
import dev.signalbox.domain.environment.Environment;
import dev.signalbox.domain.environment.Environment.Takes;
import dev.signalbox.domain.gate.Gate;
import dev.signalbox.domain.plan.ServiceState.EnvironmentState;
import dev.signalbox.domain.release.Candidate;
import dev.signalbox.domain.soak.Soak;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The newest release that has soaked, or the one that will have soaked first.
final class Soaking {

  private Soaking() {}

  static Offer next(
      Takes.Soaked rule, Environment environment, ServiceState state, Instant now, ZoneId zone) {
    Slug upstream = rule.environment();
    EnvironmentState here = state.environment(environment.name());
    List<Soak> ahead =
        state.environment(upstream).soaks().stream()
            .filter(soak -> soak.release().position() > here.reached())
            .toList();
    List<Soak> well = ahead.stream().filter(soak -> soak.bad().isEmpty()).toList();
    Optional<Soak> chosen =
        well.stream()
            .filter(soak -> soak.over(rule.lasting(), now))
            .max(Comparator.comparingLong(soak -> soak.release().position()))
            .or(() -> well.stream().min(Comparator.comparing(s -> s.readyAt(rule.lasting()))));
    return chosen
        .map(soak ->
            Offer.of(
                    soak.release(),
                    (int)
                        well.stream()
                            .filter(s -> s.release().position() > soak.release().position())
                            .count(),
                    gate(soak, rule, state, now, zone))
                .waking(readyAts(well, rule.lasting())))
        .orElseGet(() -> Offer.nothing(nothing(ahead, upstream, environment)));
  }

  /// What a person asked for soaks to its end, too.
  static Offer asked(
      Takes.Soaked rule,
      Candidate what,
      Gate request,
      ServiceState state,
      Instant now,
      ZoneId zone) {
    return state.environment(rule.environment()).soaks().stream()
        .filter(soak -> soak.release().equals(what))
        .findFirst()
        .map(soak -> Offer.of(what, 0, request, gate(soak, rule, state, now, zone)))
        .orElseGet(() -> Offer.of(what, 0, request));
  }

  private static Gate gate(
      Soak soak, Takes.Soaked rule, ServiceState state, Instant now, ZoneId zone) {
    String what = soak.release().label();
    String since = Utc.at(soak.since(), zone);
    Duration lasting = soak.lasting(rule.lasting());
    String by = soak.asked().map(a -> " (%s: %s)".formatted(a.by(), a.reason())).orElse("");
    String shorten = "signalbox soak %s %s %s".formatted(state.service(), rule.environment(), what);
    if (soak.bad().isPresent()) {
      return Gate.closed(
          "soak",
          Reason.of(
              "bad-upstream",
              "%s is bad in %s: %s".formatted(what, rule.environment(), soak.bad().get()),
              "whoever finds it good again: %s --good --reason \"...\"".formatted(shorten)));
    }
    if (soak.over(rule.lasting(), now)) {
      return Gate.open(
          "soak",
          "%s has soaked in %s for %s since %s%s."
              .formatted(what, rule.environment(), Utc.lasting(lasting), since, by));
    }
    Instant ready = soak.readyAt(rule.lasting());
    return Gate.closed(
        "soak",
        new Reason(
            "soaking",
            "%s soaks in %s since %s; %s are over at %s%s."
                .formatted(
                    what, rule.environment(), since, Utc.lasting(lasting), Utc.at(ready, zone), by),
            "time, or whoever may shorten it: %s --for 3d --reason \"...\"".formatted(shorten),
            Optional.of(ready)));
  }

  private static List<Instant> readyAts(List<Soak> soaks, Duration rule) {
    return soaks.stream().map(soak -> soak.readyAt(rule)).toList();
  }

  private static String nothing(List<Soak> ahead, Slug upstream, Environment environment) {
    return ahead.stream()
        .max(Comparator.comparingLong(soak -> soak.release().position()))
        .map(soak ->
            "%s is bad in %s: %s"
                .formatted(soak.release().label(), upstream, soak.bad().orElse("")))
        .orElseGet(() ->
            "Nothing soaks in %s that %s has not taken.".formatted(upstream, environment.name()));
  }
}
