package dev.signalbox.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/// Lets runs in again.
@Command(name = "unlock", description = "Unlocks an environment that a person locked.")
final class UnlockCommand implements Runnable {

  @Mixin private final Remote remote = new Remote();

  @Mixin private final PlaceArguments place = new PlaceArguments();

  @Mixin private final Because because = new Because();

  @Override
  public void run() {
    Screen screen = new Screen();
    JsonNode answer =
        remote.write("DELETE", place.path() + "/lock", Map.of("reason", because.text()));
    if (remote.json()) {
      screen.json(answer);
    } else {
      screen.line("%s %s is free.".formatted(place.service(), place.environment()));
    }
  }
}
