package dev.signalbox.step;

import dev.signalbox.engine.StepContext;
import dev.signalbox.flow.TrafficSpec;
import dev.signalbox.port.PortException;
import dev.signalbox.port.TrafficSplit;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Traffic that is split by a command of the team's own. What its probe prints is what counts.
final class CommandTraffic implements TrafficSplit {

  private static final Duration PROBE_WITHIN = Duration.ofSeconds(30);

  private final Toolbox tools;
  private final TrafficSpec.ByCommand spec;
  private final StepContext context;
  private int applied;
  private String told;

  CommandTraffic(
      Toolbox tools, TrafficSpec.ByCommand spec, StepContext context, RolloutMemory memory) {
    this.tools = tools;
    this.spec = spec;
    this.context = context;
    this.applied = memory.applied();
    this.told = memory.told();
  }

  /// What the command was told last: the share and the addresses.
  String told() {
    return told;
  }

  /// How often the command has been run to its end by now.
  int applied() {
    return applied;
  }

  /// The probe knows the share and not the addresses, so what it says counts for those alone that
  /// the command was told of.
  @Override
  public Observation observe(Route route) {
    if (!told.equals(inWords(route))) {
      return new Observation.Unsettled(
          "%s has not been told yet.".formatted(spec.command().label()));
    }
    String said =
        tools
            .commands()
            .asks(
                context,
                "traffic-probe",
                spec.probe(),
                checkout(),
                environment(route),
                PROBE_WITHIN);
    String percent = said.replaceAll("[% ]", "");
    return percent.equals(Integer.toString(route.exposure().percent()))
        ? new Observation.Settled(0)
        : new Observation.Unsettled(
            said.isEmpty()
                ? "%s does not tell how the traffic is split.".formatted(spec.probe().label())
                : "%s says %s instead of %s."
                    .formatted(spec.probe().label(), said, route.exposure()));
  }

  /// A command that was begun in a former life is found again and followed, never doubled.
  @Override
  public void apply(Route route) {
    String effect =
        "traffic-%d-%d-%08x"
            .formatted(applied + 1, route.exposure().percent(), inWords(route).hashCode());
    Commands.Ending ending =
        tools
            .commands()
            .run(context, effect, spec.command(), checkout(), environment(route), spec.within());
    applied++;
    told = inWords(route);
    if (!ending.well()) {
      throw new PortException("%s %s.".formatted(spec.command().label(), ending.sentence()));
    }
  }

  private Path checkout() {
    return tools
        .workspaces()
        .checkout(
            context,
            tools.repositories().of(context.run().service()),
            context.run().work().commit());
  }

  private Map<String, String> environment(Route route) {
    var values = new TreeMap<>(tools.environment().of(context.run()));
    int percent = route.exposure().percent();
    values.put("SIGNALBOX_CANARY_PERCENT", Integer.toString(percent));
    values.put("SIGNALBOX_STABLE_PERCENT", Integer.toString(100 - percent));
    values.put("SIGNALBOX_CANARY_ADDRESSES", words(route.canary()));
    values.put("SIGNALBOX_STABLE_ADDRESSES", words(route.stable()));
    return values;
  }

  private static String inWords(Route route) {
    return "%s to %s, the rest to %s"
        .formatted(route.exposure(), words(route.canary()), words(route.stable()));
  }

  private static String words(List<URI> addresses) {
    return addresses.stream().map(URI::toString).collect(Collectors.joining(" "));
  }
}
