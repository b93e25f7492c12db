package dev.signalbox.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Stops a run.
@Command(
    name = "abort",
    description = "Stops a run. What it has changed stays; its lock becomes free.")
final class AbortCommand implements Runnable {

  @Mixin private final Remote remote = new Remote();

  @Parameters(paramLabel = "RUN", description = "Such as run_42 or 42.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String run;

  @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String reason;

  @Override
  public void run() {
    Screen screen = new Screen();
    JsonNode answer =
        remote.write(
            "POST", "/runs/%s/abort".formatted(Remote.part(run)), Map.of("reason", reason));
    if (remote.json()) {
      screen.json(answer);
    } else {
      screen.line(
          "%s stops. What it has changed stays as it is: signalbox why %s %s"
              .formatted(
                  Screen.of(answer.path("id")),
                  Screen.of(answer.path("service")),
                  answer.path("environment").asString("")));
    }
  }
}
