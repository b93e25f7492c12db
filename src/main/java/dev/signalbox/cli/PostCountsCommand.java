package dev.signalbox.cli;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// Posts what one version of a rollout counted.
@Command(
    name = "post-counts",
    description =
        "Posts what one version of a rollout counted in a window, of a metric that the flow calls"
            + " posted. The same again changes nothing.")
final class PostCountsCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Mixin private final Remote remote = new Remote();

  @Parameters(index = "0", paramLabel = "RUN", description = "The run of the rollout.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String run;

  @Parameters(index = "1", paramLabel = "METRIC", description = "As the flow names it.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String metric;

  @Parameters(index = "2", paramLabel = "canary|baseline", description = "Whose counts they are.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Version arm;

  @Option(
      names = "--window",
      required = true,
      paramLabel = "NUMBER",
      description = "The window's number, as 'signalbox rollout' tells it.")
  private int window;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "INSTANT",
      description = "When the window began, as 'signalbox rollout' tells it.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String from;

  @Option(
      names = "--total",
      required = true,
      paramLabel = "COUNT",
      description = "All its requests.")
  private double total;

  @Option(
      names = "--bad",
      paramLabel = "COUNT",
      description = "Those that went wrong; of events, the events.")
  private @Nullable Double bad;

  @Option(
      names = "--le",
      paramLabel = "EDGE=COUNT",
      description = "Of a latency, how many took no longer than an edge. May be given often.")
  private Map<String, Double> edges = new LinkedHashMap<>();

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "What makes the posting known again; made of the rest if left out.")
  private @Nullable String key;

  enum Version {
    canary,
    baseline
  }

  @Override
  public void run() {
    if ((bad == null) == edges.isEmpty()) {
      throw new ParameterException(command.commandLine(), "--bad or --le is needed, and not both");
    }
    Map<String, Object> counts = new HashMap<>(Map.of("total", total));
    if (bad == null) {
      counts.put("le", edges);
    } else {
      counts.put("bad", bad);
    }
    JsonNode answer =
        remote.write(
            "POST",
            "/runs/%s/counts".formatted(Remote.part(run)),
            Map.of(
                "key",
                key == null ? "%s-%s-%d-%s".formatted(metric, arm, window, from) : key,
                "window",
                window,
                "from",
                from,
                "metric",
                metric,
                "arm",
                arm.name(),
                "counts",
                List.of(counts)));
    Screen screen = new Screen();
    if (remote.json()) {
      screen.json(answer);
    } else {
      screen.line(
          "The counts of '%s' of the %s in window %d %s."
              .formatted(
                  metric,
                  arm,
                  window,
                  answer.path("again").asBoolean() ? "were there already" : "are taken in"));
    }
  }
}
