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
import picocli.CommandLine.Parameters;

/// Does once what every start does, so that the JVM can keep what it learned for all later starts.
/// The launcher calls it after a build, once for each part: whatever one has learned is loaded at
/// each of its starts, so a question about a history that learned a server's lesson would carry all
/// of it. Nobody else has to.
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

  /// What is rehearsed. The server goes first: it leaves the repository that the others read.
  enum Part {
    SERVER,
    COMMANDS,
    HISTORY,
    VERSION
  }

  @Parameters(index = "0", paramLabel = "PART")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Part part;

  @Parameters(index = "1", paramLabel = "DIR", description = "A folder for it, empty at first.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path folder;

  @Override
  public Integer call() throws IOException, InterruptedException {
    System.setProperty("signalbox.log", "ERROR");
    Path repository = folder.resolve("repository");
    return switch (part) {
      case SERVER -> {
        Files.createDirectories(repository);
        Rehearsal.make(repository);
        yield server(folder.resolve("server"));
      }
      case COMMANDS -> {
        commands(repository);
        yield 0;
      }
      case HISTORY -> {
        versions(repository, List.of());
        logs(repository, List.of());
        yield 0;
      }
      case VERSION -> {
        versions(repository, List.of());
        yield 0;
      }
    };
  }

  private int server(Path data) throws IOException, InterruptedException {
    Files.createDirectories(data);
    for (Path way : List.of(data, folder)) { // PostgreSQL may run as somebody else
      Files.setPosixFilePermissions(way, PosixFilePermissions.fromString("rwx--x--x"));
    }
    if (!(Settings.read(Map.of("data", data.toString(), "port", "0"), Map.of())
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
    }
    return 0;
  }

  /// Settings are read by these; the questions about a history are rehearsed without, for what
  /// reads them is half of all there is to load.
  private static void commands(Path repository) throws IOException {
    Path config = Files.writeString(repository.resolve("config.yaml"), CONFIG);
    List<String> settings = List.of("--config", config.toString());
    versions(repository, settings);
    logs(repository, settings);
    play("validate", config.toString());
    play("status", "--server", "http://127.0.0.1:1");
    play("--version");
  }

  /// What is asked at every push, in words.
  private static void versions(Path repository, List<String> more) {
    asked(
        repository,
        more,
        List.of("next-version"),
        List.of("next-version", "--at", "v0.9.0-rc.1"),
        List.of("next-version", "--all"),
        List.of("next-version", "--component", "cart", "-o", "markdown"));
  }

  private static void logs(Path repository, List<String> more) {
    Path log = repository.resolve("CHANGELOG.md");
    asked(
        repository,
        more,
        List.of("next-version", "-o", "json"),
        List.of("next-version", "--all", "-o", "json"),
        List.of("changelog", "--pre-releases"),
        List.of("changelog", "-o", "json"),
        List.of("changelog", "-o", "text", "--unreleased"),
        List.of("changelog", "--next", "--write", log.toString()),
        List.of("notes", "2.0.0"),
        List.of("check-history"),
        List.of("check-history", "-o", "json"));
  }

  @SafeVarargs
  private static void asked(Path repository, List<String> more, List<String>... questions) {
    for (List<String> words : questions) {
      List<String> all = new ArrayList<>(words);
      all.addAll(List.of("--repo", repository.toString()));
      all.addAll(more);
      play(all.toArray(String[]::new));
    }
  }

  /// In a thread of its own: one that ends lets go of what it holds, as the last one of a start
  /// does.
  private static void play(String... words) {
    Thread question = Thread.ofPlatform().start(() -> Main.line(words).execute(words));
    try {
      question.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
