package dev.signalbox.cli;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Reports what CI found out about a commit.
@Command(name = "report-check", description = "Reports what CI found out about a commit.")
final class ReportCheckCommand implements Runnable {

  @Mixin private final Remote remote = new Remote();

  @Parameters(index = "0", paramLabel = "SERVICE", description = "The service.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String service;

  @Parameters(index = "1", paramLabel = "COMMIT", description = "A commit on the tracked branch.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String commit;

  @Parameters(index = "2", paramLabel = "NAME", description = "The check, as the flow names it.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String name;

  @Parameters(index = "3", paramLabel = "passed|failed", description = "What came of it.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Result result;

  @Option(names = "--link", paramLabel = "URL", description = "Where more stands.")
  private @Nullable String link;

  enum Result {
    passed,
    failed
  }

  @Override
  public void run() {
    Screen screen = new Screen();
    Map<String, Object> body =
        new HashMap<>(Map.of("commit", commit, "name", name, "passed", result == Result.passed));
    if (link != null) {
      body.put("link", link);
    }
    JsonNode answer =
        remote.write("POST", "/services/%s/checks".formatted(Remote.part(service)), body);
    if (remote.json()) {
      screen.json(answer);
    } else {
      screen.line("%s %s on %s.".formatted(name, result, commit));
    }
  }
}
