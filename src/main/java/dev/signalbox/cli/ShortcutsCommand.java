package dev.signalbox.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// How often the regular process was gone past.
@Command(
    name = "shortcuts",
    description = "How often people went past the regular process, by month, and why.")
final class ShortcutsCommand implements Runnable {

  @Mixin private final Remote remote = new Remote();

  @Parameters(index = "0", paramLabel = "SERVICE", description = "The service.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String service;

  @Option(names = "--days", paramLabel = "N", defaultValue = "365", description = "How far back.")
  private int days;

  @Override
  public void run() {
    Screen screen = new Screen();
    JsonNode tallies =
        remote.get("/services/%s/shortcuts?days=%d".formatted(Remote.part(service), days));
    if (remote.json()) {
      screen.json(tallies);
      return;
    }
    var rows = new ArrayList<List<String>>();
    for (JsonNode tally : tallies) {
      List<String> why = new ArrayList<>();
      tally.path("why").forEach(reason -> why.add(Screen.of(reason)));
      rows.add(
          List.of(
              Screen.of(tally.path("month")),
              Screen.of(tally.path("what")),
              tally.path("times").asLong() + "x",
              String.join("; ", why)));
    }
    if (rows.isEmpty()) {
      screen.line("Nobody went past the process in %d days.".formatted(days));
    } else {
      screen.table(rows);
    }
  }
}
