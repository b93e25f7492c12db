package dev.signalbox.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Deployment requests.
@Command(
    name = "requests",
    description = "The deployment requests of a service, newest first, with what they say.")
final class RequestsCommand implements Runnable {

  @Mixin private final Remote remote = new Remote();

  @Parameters(index = "0", paramLabel = "SERVICE", description = "The service.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String service;

  @Option(names = "--limit", paramLabel = "N", defaultValue = "5", description = "At the most.")
  private int limit;

  @Override
  public void run() {
    Screen screen = new Screen();
    JsonNode requests =
        remote.get(
            "/services/%s/deployment-requests?limit=%d".formatted(Remote.part(service), limit));
    if (remote.json()) {
      screen.json(requests);
      return;
    }
    if (requests.isEmpty()) {
      screen.line("No deployment request yet.");
    }
    for (JsonNode request : requests) {
      String by = request.path("by").asString("");
      screen.line(
          "%d  %s into %s, to %s: %s%s"
              .formatted(
                  request.path("number").asLong(),
                  Screen.of(request.path("what")),
                  Screen.of(request.path("environment")),
                  Screen.of(request.path("to")),
                  Screen.of(request.path("answer")),
                  by.isEmpty() ? "" : " by " + Screen.of(request.path("by"))));
      request.path("text").asString("").lines().forEach(line -> screen.line("    " + line));
      for (JsonNode companion : request.path("companions")) {
        screen.line("  now: " + Screen.of(companion));
      }
    }
  }
}
