package dev.signalbox.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Puts a service under release.
@Command(name = "add", description = "Puts the service of a git repository under release.")
final class AddCommand implements Runnable {

  @Mixin private final Remote remote = new Remote();

  @Parameters(paramLabel = "REPOSITORY", description = "A path or URL of a git repository.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String repository;

  @Option(
      names = "--branch",
      paramLabel = "NAME",
      defaultValue = "main",
      description = "The tracked branch; main if left out.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String branch;

  @Option(
      names = "--flow",
      paramLabel = "PATH",
      defaultValue = "signalbox.yaml",
      description = "Where the flow file is in the repository; signalbox.yaml if left out.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String flow;

  @Override
  public void run() {
    Screen screen = new Screen();
    JsonNode added =
        remote.write(
            "POST",
            "/services",
            Map.of("repository", absolute(repository), "branch", branch, "flow", flow));
    if (remote.json()) {
      screen.json(added);
      return;
    }
    screen.line("%s is under release.".formatted(Screen.of(added.path("name"))));
    screen.line(
        "To be told of pushes at once, have them sent to /webhooks/%s, signed with this secret (it is shown once): %s"
            .formatted(Screen.of(added.path("name")), Screen.of(added.path("webhookSecret"))));
  }

  /// A path on this machine is told whole, because the server stands in another folder.
  private static String absolute(String repository) {
    return !repository.contains("://") && Files.exists(Path.of(repository))
        ? Path.of(repository).toAbsolutePath().normalize().toString()
        : repository;
  }
}
