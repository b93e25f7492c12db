package dev.signalbox.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// What has to be released together with a service and lives elsewhere.
@Command(
    name = "companions",
    description =
        "The companions of a service, such as its functional tests, and whether one has changed since"
            + " its own last release.")
final class CompanionsCommand implements Runnable {

  @Mixin private final Remote remote = new Remote();

  @Parameters(paramLabel = "SERVICE", description = "The service.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String service;

  @Override
  public void run() {
    Screen screen = new Screen();
    JsonNode companions = remote.get("/services/%s/companions".formatted(Remote.part(service)));
    if (remote.json()) {
      screen.json(companions);
      return;
    }
    if (companions.isEmpty()) {
      screen.line(service + " has no companions.");
    }
    for (JsonNode companion : companions) {
      screen.line(
          "%s %s"
              .formatted(
                  screen.mark(companion.path("released").asBoolean() ? "good" : "running"),
                  Screen.of(companion.path("sentence"))));
    }
  }
}
