package dev.signalbox.cli;

import dev.signalbox.base.Inert;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// The releases of a service.
@Command(name = "releases", description = "The releases of a service, newest first.")
final class ReleasesCommand implements Runnable {

  @Mixin private final Remote remote = new Remote();

  @Parameters(paramLabel = "SERVICE", description = "The service.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String service;

  @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "At the most.")
  private int limit;

  @Override
  public void run() {
    Screen screen = new Screen();
    JsonNode releases =
        remote.get("/services/%s/releases?limit=%d".formatted(Remote.part(service), limit));
    if (remote.json()) {
      screen.json(releases);
      return;
    }
    var rows = new ArrayList<List<String>>();
    for (JsonNode release : releases) {
      String notes = release.path("notes").asString("");
      rows.add(
          List.of(
              Screen.of(release.path("tag")),
              Screen.age(release.path("made")),
              Screen.of(release.path("commit")).substring(0, 8),
              Screen.of(release.path("digest")).substring(0, 19),
              Inert.line(notes.lines().findFirst().orElse(""))));
    }
    screen.table(rows);
    if (rows.isEmpty()) {
      screen.line("No release yet.");
    }
  }
}
