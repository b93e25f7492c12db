package dev.signalbox.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// What a run did to the world.
@Command(
    name = "effects",
    description = "The effect ledger of a run: what it did to the world, with keys and tries.")
final class EffectsCommand implements Runnable {

  @Mixin private final Remote remote = new Remote();

  @Parameters(paramLabel = "RUN", description = "Such as run_42 or 42.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String run;

  @Override
  public void run() {
    Screen screen = new Screen();
    JsonNode effects = remote.get("/runs/%s/effects".formatted(Remote.part(run)));
    if (remote.json()) {
      screen.json(effects);
      return;
    }
    var rows = new ArrayList<List<String>>();
    for (JsonNode effect : effects) {
      boolean settled = !effect.path("settledAt").asString("").isEmpty();
      rows.add(
          List.of(
              screen.mark(settled ? "good" : "running"),
              Screen.brief(effect.path("key")),
              "try %d".formatted(effect.path("attempt").asInt()),
              Screen.brief(effect.path("content")),
              settled ? "→ " + Screen.brief(effect.path("result")) : "→ nobody knows yet"));
    }
    screen.table(rows);
  }
}
