package dev.signalbox.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// The board on one screen.
@Command(name = "status", description = "What runs where, and what is next.")
final class StatusCommand implements Runnable {

  @Mixin private final Remote remote = new Remote();

  @Parameters(arity = "0..1", paramLabel = "SERVICE", description = "One service only.")
  private @Nullable String service;

  @Override
  public void run() {
    Screen screen = new Screen();
    JsonNode answer =
        service == null ? remote.get("/services") : remote.get("/services/" + Remote.part(service));
    if (remote.json()) {
      screen.json(answer);
      return;
    }
    if (answer.isArray() && answer.isEmpty()) {
      screen.line("Nothing is under release yet. Add a repository: signalbox add REPOSITORY");
    }
    for (JsonNode board : answer.isArray() ? answer : List.of(answer)) {
      show(screen, board);
    }
  }

  private static void show(Screen screen, JsonNode board) {
    screen.line(
        "%s  %s"
            .formatted(
                Screen.of(board.path("service")),
                screen.in(
                    "quiet",
                    "%s at %s"
                        .formatted(
                            Screen.of(board.path("branch")), Screen.of(board.path("head"))))));
    if (!board.path("trouble").asString("").isEmpty()) {
      screen.line("  " + screen.in("bad", "▲ " + Screen.of(board.path("trouble"))));
    }
    for (JsonNode train : board.path("trains")) {
      screen.line("  " + screen.in("quiet", Screen.of(train.path("sentence"))));
    }
    var rows = new ArrayList<List<String>>();
    for (JsonNode view : board.path("environments")) {
      rows.add(row(screen, view));
    }
    screen.table(rows);
    for (JsonNode fix : board.path("fixes")) {
      screen.line("  " + fix(screen, fix));
    }
    screen.line("");
  }

  /// Which environment has a fix that a line brought.
  private static String fix(Screen screen, JsonNode fix) {
    var places = new ArrayList<String>();
    for (JsonNode place : fix.path("environments")) {
      JsonNode has = place.path("has");
      String state = has.isBoolean() ? has.asBoolean() ? "good" : "bad" : "waiting";
      places.add(screen.mark(state) + " " + Screen.of(place.path("environment")));
    }
    return "%s \"%s\"  %s"
        .formatted(
            Screen.of(fix.path("commit")).substring(0, 8),
            Screen.of(fix.path("subject")),
            String.join("  ", places));
  }

  private static List<String> row(Screen screen, JsonNode view) {
    JsonNode there = view.path("there");
    String state = there.isObject() ? Screen.of(there.path("state")) : "nothing";
    String what = there.isObject() ? Screen.of(there.path("what")) : "nothing yet";
    String since =
        there.isObject() ? "%s, %s".formatted(state, Screen.age(there.path("since"))) : "";
    JsonNode active = view.path("active");
    String doing =
        active.isObject() && view.path("next").isObject()
            ? "%s %s %s. "
                .formatted(
                    Screen.of(active.path("run")),
                    active.path("watching").asBoolean() ? "watches" : "takes",
                    Screen.of(active.path("what")))
            : "";
    JsonNode failed = view.path("failed");
    String stopped =
        failed.isObject() && !active.isObject()
            ? "%s %s (%s). "
                .formatted(
                    Screen.of(failed.path("what")),
                    Screen.of(failed.path("result")),
                    Screen.of(failed.path("run")))
            : "";
    return List.of(
        "  " + Screen.of(view.path("environment")),
        screen.mark(state) + " " + what,
        screen.in("quiet", since),
        screen.in("running", doing)
            + screen.in("failed", stopped)
            + Screen.of(view.path("sentence")));
  }
}
