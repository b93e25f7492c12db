package dev.signalbox.domain.audit;

import dev.signalbox.base.RunId;
import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import java.time.Instant;
import java.util.Optional;

/// A fact in its envelope: when, by whom, about what, and why.
///
/// @param why in the words of whoever did it; empty if the fact says it all
public record Entry(
    Instant at,
    Actor actor,
    Optional<ServiceId> service,
    Optional<Slug> environment,
    Optional<RunId> run,
    String why,
    Fact fact) {

  public static Entry of(Instant at, Actor actor, ServiceId service, Fact fact) {
    return new Entry(at, actor, Optional.of(service), Optional.empty(), Optional.empty(), "", fact);
  }

  public Entry in(Slug where) {
    return new Entry(at, actor, service, Optional.of(where), run, why, fact);
  }

  public Entry during(RunId which) {
    return new Entry(at, actor, service, environment, Optional.of(which), why, fact);
  }

  public Entry because(String reason) {
    return new Entry(at, actor, service, environment, run, reason, fact);
  }
}
