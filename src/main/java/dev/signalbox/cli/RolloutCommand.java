package dev.signalbox.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// Where a rollout stands, and what a person wants of it.
@Command(
    name = "rollout",
    description = "Shows the rollout of an environment; pauses, resumes, promotes or aborts it.")
final class RolloutCommand implements Runnable {

  private static final List<String> WISHES = List.of("pause", "resume", "promote", "abort");

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Mixin private final Remote remote = new Remote();

  @Mixin private final PlaceArguments place = new PlaceArguments();

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "WISH",
      description =
          "pause: stays at its exposure. resume: goes on by itself. promote: the next step now."
              + " abort: all traffic goes back. Shows it if left out.")
  private @Nullable String wish;

  @Mixin private final Because because = new Because();

  @Override
  public void run() {
    if (wish != null && !WISHES.contains(wish)) {
      throw new ParameterException(
          command.commandLine(),
          "there is no wish '%s'; there are %s".formatted(wish, String.join(", ", WISHES)));
    }
    if (wish != null && because.text().isBlank()) {
      throw new ParameterException(command.commandLine(), "a wish needs --reason TEXT");
    }
    Screen screen = new Screen();
    JsonNode answer =
        wish == null
            ? remote.get(place.path() + "/rollout")
            : remote.write(
                "POST", place.path() + "/rollout", Map.of("wish", wish, "reason", because.text()));
    if (remote.json()) {
      screen.json(answer);
    } else {
      show(screen, answer);
    }
  }

  private static void show(Screen screen, JsonNode answer) {
    JsonNode rollout = answer.path("rollout");
    String state = Screen.of(rollout.path("state"));
    var rows = new ArrayList<List<String>>();
    rows.add(
        List.of(
            "rollout",
            "%s of %s%s: %s (%s)"
                .formatted(
                    Screen.of(rollout.path("run")),
                    Screen.of(rollout.path("what")),
                    rollout.path("stable").asString("").isEmpty()
                        ? ""
                        : " beside " + Screen.of(rollout.path("stable")),
                    state,
                    Screen.of(rollout.path("steps")))));
    rows.add(
        List.of(
            "exposure",
            "%d %%, for %s"
                .formatted(rollout.path("exposure").asInt(), Screen.age(rollout.path("since")))));
    rows.add(List.of("now", Screen.of(rollout.path("sentence"))));
    if (!rollout.path("clearedBy").asString("").isEmpty()) {
      rows.add(List.of("", "Who can help: " + Screen.of(rollout.path("clearedBy"))));
    }
    rows.add(List.of("windows", Integer.toString(answer.path("windows").size())));
    JsonNode open = answer.path("open");
    if (open.isObject()) {
      rows.add(
          List.of(
              "counted now",
              "window %d from %s to %s, of %s"
                  .formatted(
                      open.path("number").asInt(),
                      Screen.of(open.path("from")),
                      Screen.of(open.path("until")),
                      Screen.of(rollout.path("run")))));
    }
    for (JsonNode moment : answer.path("moments")) {
      rows.add(
          List.of(
              Screen.age(moment.path("at")) + " ago",
              "%s (%s)"
                  .formatted(Screen.of(moment.path("sentence")), Screen.of(moment.path("by")))));
    }
    screen.table(rows);
  }
}
