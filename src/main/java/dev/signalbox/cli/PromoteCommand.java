package dev.signalbox.cli;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Asks for a promotion.
@Command(name = "promote", description = "Asks for a promotion; it starts when its gates are open.")
final class PromoteCommand implements Runnable {

  @Mixin private final Remote remote = new Remote();

  @Mixin private final PlaceArguments place = new PlaceArguments();

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "WHAT",
      description = "A version, a tag or a commit; what is next if left out.")
  private @Nullable String what;

  @Option(names = "--again", description = "Although it is there already, or was.")
  private boolean again;

  @Option(
      names = "--takes-slot",
      description = "It goes in the next slot of the environment, so that nothing else does.")
  private boolean takesSlot;

  @Option(
      names = "--urgent",
      paramLabel = "KIND",
      description =
          "It is a warmfix or a hotfix: the flow file says where it goes and whose slot it takes.")
  private @Nullable String urgent;

  @Mixin private final Because because = new Because();

  @Option(
      names = {"-f", "--follow"},
      description = "Follows the run to its end; the exit code is 0 only if it went well.")
  private boolean follow;

  @Override
  public void run() {
    Screen screen = new Screen();
    Map<String, Object> body =
        new HashMap<>(Map.of("again", again, "takesSlot", takesSlot, "reason", because.text()));
    if (what != null) {
      body.put("what", what);
    }
    if (urgent != null) {
      body.put("urgent", urgent);
    }
    JsonNode answer = remote.write("POST", place.path() + "/promotions", body);
    String run = answer.path("run").asString("");
    if (remote.json()) {
      screen.json(answer);
    } else if (run.isEmpty()) {
      screen.line(
          "%s is asked for in %s and waits:"
              .formatted(Screen.of(answer.path("what")), place.environment()));
      WhyCommand.show(screen, answer.path("environment"));
    } else {
      screen.line(
          "%s goes to %s: %s".formatted(Screen.of(answer.path("what")), place.environment(), run));
    }
    if (run.isEmpty()) {
      throw new CommandFailed(2, "");
    }
    if (follow) {
      new RunFollower(remote, screen, run).follow();
    }
  }
}
