package dev.signalbox.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Accepts or declines a deployment request.
@Command(name = "answer", description = "Accepts or declines a deployment request.")
final class AnswerCommand implements Runnable {

  @Mixin private final Remote remote = new Remote();

  @Parameters(index = "0", paramLabel = "NUMBER", description = "Its number.")
  private long number;

  @Parameters(index = "1", paramLabel = "accept|decline", description = "The answer.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Answer answer;

  @Mixin private final Because because = new Because();

  enum Answer {
    accept,
    decline
  }

  @Override
  public void run() {
    Screen screen = new Screen();
    var body = Map.of("accept", answer == Answer.accept, "reason", because.text());
    JsonNode given = remote.write("POST", "/deployment-requests/%d/answer".formatted(number), body);
    if (remote.json()) {
      screen.json(given);
    } else {
      screen.line(
          "Deployment request %d (%s into %s) is %s."
              .formatted(
                  number,
                  Screen.of(given.path("what")),
                  Screen.of(given.path("environment")),
                  Screen.of(given.path("answer"))));
    }
  }
}
