package dev.signalbox;

import dev.signalbox.base.Decision;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// Does once what every start does, so that the JVM can keep what it learned for all later starts.
/// The launcher calls it after a build; nobody else has to.
@Command(name = "rehearse", hidden = true, description = "Warms up the JVM's cache.")
final class RehearseCommand implements Callable<Integer> {

  private static final String CONFIG =
      """
      signalbox: 1
      release:
        scheme: semver
        from: conventional-commits
        tag: v{version}
      """;

  @Override
  public Integer call() throws IOException, InterruptedException {
    System.setProperty("signalbox.log", "ERROR");
    Path folder = Files.createTempDirectory("signalbox-rehearsal-");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    var flags = Map.of("data", folder.toString(), "port", "0");
    if (!(Settings.read(flags, Map.of())
        instanceof Decision.Accepted<Settings>(Settings settings))) {
      return 1;
    }
    try (Server server =
            new Wiring(settings, System.getenv(), Clock.tickMillis(ZoneOffset.UTC)).start();
        HttpClient http = HttpClient.newHttpClient()) {
      for (String path : List.of("/", "/runs", "/audit", "/openapi.json", "/api/v1/services")) {
        URI page = server.address().resolve(path);
        http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.discarding());
      }
      Main.line().execute("status", "--server", server.address().toString());
    }
    Main.line().execute("schema");
    history(Files.createDirectory(folder.resolve("rehearsal")));
    return 0;
  }

  /// Commands without a server start more often than all others.
  private static void history(Path repository) throws IOException {
    Rehearsal.make(repository);
    Path config = Files.writeString(repository.resolve("config.yaml"), CONFIG);
    Path log = repository.resolve("CHANGELOG.md");
    for (List<String> words :
        List.of(
            List.of("next-version"),
            List.of("next-version", "--all", "-o", "json"),
            List.of("next-version", "--component", "cart", "-o", "markdown"),
            List.of("next-version", "--config", config.toString()),
            List.of("changelog", "--pre-releases"),
            List.of("changelog", "-o", "json"),
            List.of("changelog", "-o", "text", "--unreleased"),
            List.of("changelog", "--next", "--write", log.toString()),
            List.of("notes", "2.0.0"),
            List.of("check-history"),
            List.of("check-history", "-o", "json"))) {
      List<String> all = new ArrayList<>(words);
      all.addAll(List.of("--repo", repository.toString()));
      String[] asked = all.toArray(String[]::new);
      Main.line(asked).execute(asked);
    }
  }
}
