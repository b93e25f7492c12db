package dev.signalbox.cli;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// Keeps runs out of an environment.
@Command(name = "lock", description = "Locks an environment: no run starts in it.")
final class LockCommand implements Runnable {

  @Mixin private final Remote remote = new Remote();

  @Mixin private final PlaceArguments place = new PlaceArguments();

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why; whoever is stopped by it reads this.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String reason;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "Such as 90m, 2h or 1d; until somebody unlocks if left out.")
  private @Nullable String lasting;

  @Override
  public void run() {
    Screen screen = new Screen();
    Map<String, Object> body = new HashMap<>(Map.of("reason", reason));
    if (lasting != null) {
      body.put("lasting", lasting);
    }
    JsonNode answer = remote.write("PUT", place.path() + "/lock", body);
    if (remote.json()) {
      screen.json(answer);
    } else {
      screen.line(
          "%s %s is locked%s. No run starts there until: signalbox unlock %s %s"
              .formatted(
                  place.service(),
                  place.environment(),
                  lasting == null ? "" : " for " + lasting,
                  place.service(),
                  place.environment()));
    }
  }
}
