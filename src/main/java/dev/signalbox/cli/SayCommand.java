package dev.signalbox.cli;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Says yes or no to what would move into an environment, as a role.
@Command(
    name = "say",
    description = "Says yes or no to what would move into an environment, as a role.")
final class SayCommand implements Runnable {

  @Mixin private final Remote remote = new Remote();

  @Mixin private final PlaceArguments place = new PlaceArguments();

  @Parameters(
      index = "2",
      paramLabel = "ROLE",
      description = "For whom you speak, such as qa or release-manager.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String role;

  @Parameters(index = "3", paramLabel = "yes|no", description = "Whether it may go on.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Word word;

  @Option(
      names = "--what",
      paramLabel = "RELEASE",
      description = "A tag or digest; what would move in next if left out.")
  private @Nullable String what;

  @Mixin private final Because because = new Because();

  @Option(names = "--link", paramLabel = "URL", description = "Where more stands.")
  private @Nullable String link;

  enum Word {
    yes,
    no
  }

  @Override
  public void run() {
    Screen screen = new Screen();
    Map<String, Object> body =
        new HashMap<>(Map.of("as", role, "yes", word == Word.yes, "reason", because.text()));
    put(body, "what", what);
    put(body, "link", link);
    JsonNode answer = remote.write("POST", place.path() + "/words", body);
    if (remote.json()) {
      screen.json(answer);
    } else {
      screen.line(
          "%s says %s to %s in %s."
              .formatted(role, word, Screen.of(answer.path("what")), place.environment()));
    }
  }

  private static void put(Map<String, Object> body, String key, @Nullable String value) {
    if (value != null) {
      body.put(key, value);
    }
  }
}
