package dev.signalbox.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// Why an environment is where it is.
@Command(
    name = "why",
    description = {
      "What is in an environment, what is next, and every gate with its sentence.",
      "Or where a change is and when it can be elsewhere: a commit, a ticket, a pull request."
    })
final class WhyCommand implements Runnable {

  @Mixin private final Remote remote = new Remote();

  @Mixin private final PlaceArguments place = new PlaceArguments();

  @Option(
      names = "--commit",
      paramLabel = "COMMIT",
      description = "Whether the environment, and every other, has this commit of main.")
  private @Nullable String commit;

  @Override
  public void run() {
    Screen screen = new Screen();
    JsonNode view = commit == null ? view() : fix(commit);
    if (remote.json()) {
      screen.json(view);
    } else if (commit != null) {
      LinesCommand.fix(screen, view);
    } else if (view.isArray()) {
      view.forEach(change -> change(screen, change));
    } else {
      show(screen, view);
    }
  }

  private JsonNode fix(String commit) {
    return remote.get("%s/commits/%s".formatted(place.path(), Remote.part(commit)));
  }

  /// The environment of that name; if there is none, the change.
  private JsonNode view() {
    try {
      return remote.get(place.path());
    } catch (CommandFailed noEnvironment) {
      try {
        return remote.get(
            "/services/%s/changes/%s"
                .formatted(Remote.part(place.service()), Remote.part(place.environment())));
      } catch (CommandFailed noChange) {
        throw noEnvironment;
      }
    }
  }

  private static void change(Screen screen, JsonNode change) {
    screen.line(
        "%s  %s"
            .formatted(
                Screen.of(change.path("sentence")),
                screen.in("quiet", Screen.of(change.path("subject")))));
    for (JsonNode stop : change.path("environments")) {
      screen.line("  " + Screen.of(stop.path("sentence")));
    }
  }

  /// The same lines after a promotion that waits.
  static void show(Screen screen, JsonNode view) {
    var rows = new ArrayList<List<String>>();
    there(screen, view.path("there"), rows);
    now(screen, view.path("active"), rows);
    failed(screen, view.path("failed"), rows);
    next(view, rows);
    for (JsonNode gate : view.path("gates")) {
      String mark = screen.mark(gate.path("open").asBoolean() ? "good" : "waiting");
      rows.add(
          List.of(
              "gate",
              "%s %s: %s"
                  .formatted(
                      mark, Screen.of(gate.path("name")), Screen.of(gate.path("sentence")))));
      if (gate.path("reason").isObject()) {
        rows.add(List.of("", "  " + Screen.clearing(gate.path("reason"), view)));
      }
    }
    lock(screen, view, rows);
    screen.table(rows);
  }

  private static void there(Screen screen, JsonNode there, List<List<String>> rows) {
    if (!there.isObject()) {
      rows.add(List.of("there", "· nothing yet"));
      return;
    }
    String state = Screen.of(there.path("state"));
    rows.add(
        List.of(
            "there",
            "%s %s, %s for %s (%s, by %s)"
                .formatted(
                    screen.mark(state),
                    Screen.of(there.path("what")),
                    state,
                    Screen.age(there.path("since")),
                    Screen.brief(there.path("digest")),
                    Screen.of(there.path("run")))));
    if (!there.path("reason").asString("").isEmpty()) {
      rows.add(List.of("", "  " + Screen.of(there.path("reason"))));
    }
    if (!there.path("address").asString("").isEmpty()) {
      rows.add(List.of("", "  answers at " + Screen.of(there.path("address"))));
    }
  }

  private static void now(Screen screen, JsonNode active, List<List<String>> rows) {
    if (active.isObject()) {
      rows.add(
          List.of(
              "now",
              "%s %s %s %s for %s: %s"
                  .formatted(
                      screen.mark("running"),
                      Screen.of(active.path("run")),
                      active.path("watching").asBoolean() ? "watches" : "takes",
                      Screen.of(active.path("what")),
                      Screen.age(active.path("since")),
                      Screen.of(active.path("doing")))));
    }
  }

  private static void failed(Screen screen, JsonNode failed, List<List<String>> rows) {
    if (failed.isObject()) {
      rows.add(
          List.of(
              "before",
              "%s %s %s %s ago: %s"
                  .formatted(
                      screen.mark("failed"),
                      Screen.of(failed.path("what")),
                      Screen.of(failed.path("result")),
                      Screen.age(failed.path("at")),
                      Screen.of(failed.path("sentence")))));
      rows.add(List.of("", "  signalbox logs " + Screen.of(failed.path("run"))));
    }
  }

  private static void next(JsonNode view, List<List<String>> rows) {
    JsonNode next = view.path("next");
    if (!next.isObject()) {
      rows.add(List.of("next", "· " + Screen.of(view.path("sentence"))));
      return;
    }
    int behind = next.path("behind").asInt(0);
    rows.add(
        List.of(
            "next",
            "%s %s (%s)%s"
                .formatted(
                    view.path("decision").asString("").equals("hold") ? "◷" : "●",
                    Screen.of(next.path("what")),
                    Screen.brief(next.path("digest")),
                    behind == 0 ? "" : ", and %d behind it".formatted(behind))));
  }

  /// Only where no gate tells of it already.
  private static void lock(Screen screen, JsonNode view, List<List<String>> rows) {
    JsonNode lock = view.path("lock");
    for (JsonNode gate : view.path("gates")) {
      if (gate.path("sentence").equals(lock.path("sentence"))) {
        return;
      }
    }
    if (lock.isObject()) {
      rows.add(List.of("lock", screen.mark("waiting") + " " + Screen.of(lock.path("sentence"))));
      rows.add(List.of("", "  " + Screen.clearing(lock, view)));
    }
  }
}
