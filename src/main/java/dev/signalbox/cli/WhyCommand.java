package dev.signalbox.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/// Why an environment is where it is.
@Command(
    name = "why",
    description = "What is in an environment, what is next, and every gate with its sentence.")
final class WhyCommand implements Runnable {

  @Mixin private final Remote remote = new Remote();

  @Mixin private final PlaceArguments place = new PlaceArguments();

  @Override
  public void run() {
    Screen screen = new Screen();
    JsonNode view = remote.get(place.path());
    if (remote.json()) {
      screen.json(view);
    } else {
      show(screen, view);
    }
  }

  /// The same lines after a promotion that waits.
  static void show(Screen screen, JsonNode view) {
    JsonNode there = view.path("there");
    var rows = new ArrayList<List<String>>();
    if (there.isObject()) {
      String state = Screen.of(there.path("state"));
      rows.add(
          List.of(
              "there",
              screen.mark(state)
                  + " %s, %s for %s (%s, %s)"
                      .formatted(
                          Screen.of(there.path("what")),
                          state,
                          Screen.age(there.path("since")),
                          Screen.of(there.path("digest")),
                          Screen.of(there.path("run")))));
      if (!there.path("reason").asString("").isEmpty()) {
        rows.add(List.of("", "  " + Screen.of(there.path("reason"))));
      }
      if (!there.path("address").asString("").isEmpty()) {
        rows.add(List.of("", "  answers at " + Screen.of(there.path("address"))));
      }
    } else {
      rows.add(List.of("there", "· nothing yet"));
    }
    JsonNode active = view.path("active");
    if (active.isObject()) {
      rows.add(
          List.of(
              "now",
              screen.mark("running")
                  + " %s %s %s for %s"
                      .formatted(
                          Screen.of(active.path("run")),
                          active.path("watching").asBoolean() ? "watches" : "takes",
                          Screen.of(active.path("what")),
                          Screen.age(active.path("since")))));
    }
    JsonNode next = view.path("next");
    int behind = next.path("behind").asInt(0);
    rows.add(
        List.of(
            "next",
            next.isObject()
                ? "%s (%s)%s"
                    .formatted(
                        Screen.of(next.path("what")),
                        Screen.of(next.path("digest")),
                        behind == 0 ? "" : ", and %d behind it".formatted(behind))
                : Screen.of(view.path("sentence"))));
    for (JsonNode gate : view.path("gates")) {
      rows.add(
          List.of(
              "gate",
              screen.mark(gate.path("open").asBoolean() ? "good" : "waiting")
                  + " %s: %s"
                      .formatted(Screen.of(gate.path("name")), Screen.of(gate.path("sentence")))));
    }
    for (JsonNode reason : view.path("reasons")) {
      String opens = reason.path("opensAt").asString("");
      rows.add(
          List.of(
              "clear",
              "%s by %s%s"
                  .formatted(
                      Screen.of(reason.path("code")),
                      Screen.of(reason.path("clearedBy")),
                      opens.isEmpty() ? "" : ", or by itself at " + opens)));
    }
    screen.table(rows);
  }
}
