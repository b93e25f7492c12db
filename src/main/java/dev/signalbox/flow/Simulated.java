package dev.signalbox.flow;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.simulation.Given;
import dev.signalbox.domain.simulation.Numbering;
import dev.signalbox.domain.simulation.Scenario;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A flow as it is simulated: its rules, without its commands.
public final class Simulated {

  private Simulated() {}

  public static Scenario scenario(Flow flow, Instant from, Instant until, List<Given> given) {
    return new Scenario(
        flow.service(),
        flow.process(),
        flow.environments().stream()
            .filter(e -> e.steps().stream().anyMatch(StepSpec.Release.class::isInstance))
            .map(e -> e.environment().name())
            .collect(Collectors.<Slug>toSet()),
        numbering(flow),
        from,
        until,
        given);
  }

  private static Optional<Numbering> numbering(Flow flow) {
    return flow.release()
        .map(rule -> new Numbering(rule.rules().versions(), rule.rules().messages(), rule.tag()));
  }
}
