package dev.signalbox.cli;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Says how long a release soaks, or that it is bad.
@Command(
    name = "soak",
    description = "Says how long a release soaks in an environment, or that it is bad there.")
final class SoakCommand implements Runnable {

  @Mixin private final Remote remote = new Remote();

  @Mixin private final PlaceArguments place = new PlaceArguments();

  @Parameters(index = "2", paramLabel = "RELEASE", description = "A version or a tag.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String release;

  @ArgGroup(multiplicity = "1")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Word word;

  /// One of these.
  static final class Word {

    @Option(
        names = "--for",
        paramLabel = "DURATION",
        description =
            "Such as 3d, counted from when it began; shorter or longer than the flow says.")
    private @Nullable String lasting;

    @Option(names = "--bad", description = "It is bad there: it soaks no longer.")
    private boolean bad;

    @Option(names = "--good", description = "It is good after all, and soaks from now on.")
    private boolean good;

    String verdict() {
      if (bad == good) {
        throw new IllegalStateException("neither bad nor good was said. Indicates a bug.");
      }
      return bad ? "bad" : "good";
    }
  }

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why; whoever waits for it reads this.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String reason;

  @Override
  public void run() {
    Screen screen = new Screen();
    Map<String, Object> body = new HashMap<>(Map.of("reason", reason));
    if (word.lasting != null) {
      body.put("lasting", word.lasting);
    } else {
      body.put("verdict", word.verdict());
    }
    JsonNode answer =
        remote.write("PUT", "%s/soaks/%s".formatted(place.path(), Remote.part(release)), body);
    if (remote.json()) {
      screen.json(answer);
    } else {
      screen.line(Screen.of(answer.path("sentence")) + ".");
    }
  }
}
