package dev.signalbox.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/// Takes back what was asked for.
@Command(
    name = "withdraw",
    description = "Takes back a promotion that was asked for and has not started.")
final class WithdrawCommand implements Runnable {

  @Mixin private final Remote remote = new Remote();

  @Mixin private final PlaceArguments place = new PlaceArguments();

  @Mixin private final Because because = new Because();

  @Override
  public void run() {
    Screen screen = new Screen();
    JsonNode answer =
        remote.write("DELETE", place.path() + "/promotions", Map.of("reason", because.text()));
    if (remote.json()) {
      screen.json(answer);
    } else {
      screen.line("What was asked for in %s is withdrawn.".formatted(place.environment()));
    }
  }
}
