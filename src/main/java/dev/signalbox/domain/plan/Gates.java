package dev.signalbox.domain.plan;

import dev.signalbox.base.Reason;
import dev.signalbox.base.Slug;
import dev.signalbox.base.Utc;
import dev.signalbox.domain.calendar.Calendar.Demand;
import dev.signalbox.domain.calendar.Move;
import dev.signalbox.domain.companion.Companion;
import dev.signalbox.domain.environment.Environment;
import dev.signalbox.domain.environment.GateRule;
import dev.signalbox.domain.gate.Gate;
import dev.signalbox.domain.lock.LockState;
import dev.signalbox.domain.plan.ServiceState.EnvironmentState;
import dev.signalbox.domain.plan.ServiceState.Request;
import dev.signalbox.domain.release.Candidate;
import dev.signalbox.domain.signoff.Signoffs;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The gates of an environment that do not depend on what it takes: whose turn it is, who holds the
/// lock, who has to ask.
final class Gates {

  private Gates() {}

  static Gate onRequest(Environment environment, ServiceState state) {
    return Gate.closed(
        "request",
        Reason.of(
            "on-request",
            "%s starts when somebody asks.".formatted(environment.name()),
            "whoever may promote: signalbox promote %s %s"
                .formatted(state.service(), environment.name())));
  }

  /// What the team wants to be true besides, and what the calendar says.
  static List<Gate> further(
      ReleaseProcess process, Environment environment, EnvironmentState here, Instant now) {
    List<Slug> windows =
        environment.gates().stream()
            .flatMap(rule ->
                rule instanceof GateRule.InWindow(Slug window)
                    ? Stream.of(window)
                    : Stream.<Slug>empty())
            .toList();
    boolean notAHoliday = environment.gates().contains(new GateRule.NotAHoliday());
    return process
        .calendar()
        .gates(
            new Demand(windows, notAHoliday),
            here.request().map(Request::move).orElse(Move.REGULAR),
            now);
  }

  /// What lives elsewhere and has to be released first.
  static List<Gate> companions(
      ReleaseProcess process, Environment environment, ServiceState state, Candidate what) {
    Signoffs said = state.environment(environment.name()).signoffs();
    return environment.gates().stream()
        .flatMap(rule ->
            rule instanceof GateRule.CompanionReleased(Slug companion)
                ? process.companion(companion).stream()
                : Stream.<Companion>empty())
        .map(companion ->
            said.given(
                companion.gate(
                    state.service(),
                    environment.name(),
                    state.companion(companion.name()),
                    said.last(companion.name(), what))))
        .toList();
  }

  /// A run that only watches gives way, unless the environment is exclusive.
  static Optional<Gate> turn(Environment environment, EnvironmentState here, ZoneId zone) {
    return here.active()
        .filter(_ -> !(here.lock().state() instanceof LockState.HeldByRun))
        .map(active ->
            active.watching() && !environment.exclusive()
                ? Gate.open(
                    "turn",
                    "%s only watches %s and gives way.".formatted(active.run(), active.what()))
                : Gate.closed(
                    "turn",
                    Reason.of(
                        "busy",
                        "%s takes %s through since %s."
                            .formatted(active.run(), active.what(), Utc.at(active.since(), zone)),
                        "%s when it ends, or whoever aborts it: signalbox abort %s"
                            .formatted(active.run(), active.run()))));
  }

  static Optional<Gate> lock(
      Environment environment, EnvironmentState here, Instant now, ZoneId zone) {
    Optional<Gate> closed =
        here.lock().keepsOut(now, zone).map(reason -> Gate.closed("lock", reason));
    return closed.isPresent() || !environment.exclusive()
        ? closed
        : Optional.of(Gate.open("lock", "The lock is free."));
  }
}
