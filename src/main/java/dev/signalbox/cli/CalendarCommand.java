package dev.signalbox.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// What stands in the calendar.
@Command(
    name = "calendar",
    description =
        "What stands in the calendar: trains, starts, freezes, holidays and duties to come.")
final class CalendarCommand implements Runnable {

  @Mixin private final Remote remote = new Remote();

  @Parameters(index = "0", paramLabel = "SERVICE", description = "The service.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String service;

  @Option(names = "--limit", paramLabel = "N", defaultValue = "40", description = "At the most.")
  private int limit;

  @Override
  public void run() {
    Screen screen = new Screen();
    JsonNode calendar = remote.get("/services/%s/calendar".formatted(Remote.part(service)));
    if (remote.json()) {
      screen.json(calendar);
      return;
    }
    calendar.path("windows").forEach(window -> screen.line("window " + Screen.of(window)));
    var rows = new ArrayList<List<String>>();
    for (JsonNode event : calendar.path("events")) {
      if (rows.size() < limit) {
        String day = event.path("day").asString("");
        rows.add(
            List.of(
                day.isEmpty()
                    ? Screen.at(event.path("from"), calendar)
                    : Screen.of(event.path("day")),
                Screen.of(event.path("title")),
                event.path("to").asString("").isEmpty()
                    ? ""
                    : "until " + Screen.at(event.path("to"), calendar),
                Screen.of(event.path("why"))));
      }
    }
    screen.table(rows);
  }
}
