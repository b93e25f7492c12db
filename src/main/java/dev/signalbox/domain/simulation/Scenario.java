package dev.signalbox.domain.simulation;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.companion.Companion;
import dev.signalbox.domain.plan.ReleaseProcess;
import dev.signalbox.domain.signoff.Signoffs;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /// The gates of an environment that are waited for: those that anybody is heard about there. All
  /// others that wait for people are taken to be open.
  Set<String> awaitedIn(Slug environment) {
    return given.stream()
        .flatMap(event ->
            switch (event) {
              case Given.Said said when said.environment().equals(environment) ->
                  Stream.of(
                      process.companion(said.as()).isPresent()
                          ? Companion.gateOf(said.as())
                          : Signoffs.gateOf(said.as()));
              case Given.Checked checked when checked.environment().equals(environment) ->
                  Stream.of(Signoffs.gateOfCheck(checked.check()));
              case Given.Answered answered when answered.environment().equals(environment) ->
                  Stream.of(Signoffs.REQUEST);
              case Given _ -> Stream.<String>empty();
            })
        .collect(Collectors.toSet());
  }

  public Scenario {
    releasing = Set.copyOf(releasing);
    given = given.stream().sorted(Comparator.comparing(Given::at)).toList();
  }
}
