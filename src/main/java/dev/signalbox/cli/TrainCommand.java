package dev.signalbox.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// The trains of a service, and what people want of their next cuts.
@Command(
    name = "train",
    description = "The trains of a service: shows, skips, moves and adds cuts.")
final class TrainCommand implements Runnable {

  private enum Wish {
    skip,
    move,
    cut
  }

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Mixin private final Remote remote = new Remote();

  @Parameters(index = "0", paramLabel = "SERVICE", description = "The service.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String service;

  @Parameters(index = "1", arity = "0..1", paramLabel = "TRAIN", description = "One train only.")
  private @Nullable String train;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "WISH",
      description =
          "skip leaves the next cut out, move brings it to another instant, cut makes one now.")
  private @Nullable Wish wish;

  @Option(
      names = "--to",
      paramLabel = "INSTANT",
      description = "Where to move it, such as 2026-01-08T20:00:00Z.")
  private @Nullable String to;

  @Option(
      names = "--takes-slot",
      description = "With cut: it goes in the place of the next one, which makes no release then.")
  private boolean takesSlot;

  @Option(
      names = "--urgent",
      paramLabel = "KIND",
      description =
          "With cut: it is a warmfix or a hotfix, and the flow file says whether it goes in the place"
              + " of the next one.")
  private @Nullable String urgent;

  @Mixin private final Because because = new Because();

  @Override
  public void run() {
    Screen screen = new Screen();
    String trains = "/services/%s/trains".formatted(Remote.part(service));
    if (wish == null || train == null) {
      JsonNode all = remote.get(trains);
      if (remote.json()) {
        screen.json(all);
      } else {
        show(screen, all);
      }
      return;
    }
    if ((wish == Wish.move) != (to != null)) {
      throw new ParameterException(
          command.commandLine(), "'--to INSTANT' goes with move, and move needs it.");
    }
    Map<String, Object> body = new HashMap<>(Map.of("reason", because.text()));
    if (to != null) {
      body.put("to", to);
    }
    if (wish == Wish.cut) {
      body.put("takesSlot", takesSlot);
      if (urgent != null) {
        body.put("urgent", urgent);
      }
    } else if (urgent != null) {
      throw new ParameterException(command.commandLine(), "'--urgent KIND' goes with cut.");
    }
    String path =
        "%s/%s/%s".formatted(trains, Remote.part(train), wish == Wish.cut ? "cuts" : wish.name());
    JsonNode answer = remote.write("POST", path, body);
    if (remote.json()) {
      screen.json(answer);
    } else {
      show(screen, answer);
    }
  }

  private void show(Screen screen, JsonNode answer) {
    if (answer.isArray() && answer.isEmpty()) {
      screen.line(service + " has no trains.");
    }
    boolean found = answer.isEmpty();
    for (JsonNode view : answer.isArray() ? answer : List.of(answer)) {
      if (train == null || train.equals(view.path("train").asString(""))) {
        one(screen, view);
        found = true;
      }
    }
    if (!found) {
      throw new CommandFailed(
          4,
          "%s has no train '%s'; its trains: signalbox train %s"
              .formatted(service, train, service));
    }
  }

  private static void one(Screen screen, JsonNode view) {
    screen.line(
        "%s  %s"
            .formatted(
                Screen.of(view.path("train")),
                screen.in("quiet", "cut " + Screen.of(view.path("cuts")))));
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("  now", Screen.of(view.path("sentence"))));
    for (JsonNode reason : view.path("reasons")) {
      rows.add(List.of("", Screen.clearing(reason, view)));
    }
    int changes = view.path("changes").asInt(0);
    boolean first = true;
    for (JsonNode coming : view.path("coming")) {
      boolean leftOut = coming.path("leftOut").asBoolean();
      String why = Screen.of(coming.path("why"));
      rows.add(
          List.of(
              first ? "  next" : "",
              "%s%s%s"
                  .formatted(
                      Screen.at(coming.path("at"), view),
                      why.isEmpty() ? "" : ": " + why,
                      first && !leftOut
                          ? ", with %d commit%s by now".formatted(changes, changes == 1 ? "" : "s")
                          : "")));
      first = false;
    }
    screen.table(rows);
  }
}
