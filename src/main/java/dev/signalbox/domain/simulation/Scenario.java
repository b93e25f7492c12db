package dev.signalbox.domain.simulation;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.plan.ReleaseProcess;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is to be simulated.
///
/// @param releasing the environments whose steps make a release of a build
/// @param numbering how releases are counted; empty if nothing is released
/// @param given what happens from outside, in the order of time
public record Scenario(
    Slug service,
    ReleaseProcess process,
    Set<Slug> releasing,
    Optional<Numbering> numbering,
    Instant from,
    Instant until,
    List<Given> given) {

  public Scenario {
    releasing = Set.copyOf(releasing);
    given = given.stream().sorted(Comparator.comparing(Given::at)).toList();
  }
}
