package dev.signalbox.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// The release lines of a service.
@Command(
    name = "lines",
    description =
        "The release lines of a service, newest first, and which place has their commits.")
final class LinesCommand implements Runnable {

  @Mixin private final Remote remote = new Remote();

  @Parameters(paramLabel = "SERVICE", description = "The service.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String service;

  @Override
  public void run() {
    Screen screen = new Screen();
    JsonNode lines = remote.get("/services/%s/lines".formatted(Remote.part(service)));
    if (remote.json()) {
      screen.json(lines);
      return;
    }
    for (JsonNode line : lines) {
      show(screen, line);
    }
    if (lines.isEmpty()) {
      screen.line("No release line yet.");
      return;
    }
    JsonNode fixes = remote.get("/services/%s/fixes".formatted(Remote.part(service)));
    for (JsonNode fix : fixes) {
      fix(screen, fix);
    }
  }

  /// A line, and the commits it has.
  static void show(Screen screen, JsonNode line) {
    screen.line(
        "%s %s off %s, into %s. %s"
            .formatted(
                screen.mark(line.path("open").asBoolean() ? "running" : "good"),
                Screen.of(line.path("line")),
                Screen.of(line.path("base")),
                Screen.of(line.path("into")),
                Screen.of(line.path("sentence"))));
    var rows = new ArrayList<List<String>>();
    for (JsonNode commit : line.path("commits")) {
      rows.add(
          List.of(
              "  " + Screen.of(commit.path("commit")).substring(0, 8),
              "as " + Screen.of(commit.path("became")).substring(0, 8),
              Screen.of(commit.path("subject")),
              commit.path("byHand").asBoolean() ? "by hand" : ""));
    }
    screen.table(rows);
  }

  /// A fix, and each environment with it or without.
  static void fix(Screen screen, JsonNode fix) {
    screen.line(
        "%s \"%s\""
            .formatted(
                Screen.of(fix.path("commit")).substring(0, 8), Screen.of(fix.path("subject"))));
    var rows = new ArrayList<List<String>>();
    for (JsonNode place : fix.path("environments")) {
      JsonNode has = place.path("has");
      String state = has.isBoolean() ? has.asBoolean() ? "good" : "bad" : "waiting";
      rows.add(
          List.of(
              "  " + Screen.of(place.path("environment")),
              screen.mark(state) + " " + Screen.of(place.path("sentence"))));
    }
    screen.table(rows);
  }
}
