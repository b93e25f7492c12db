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
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// Does once what every start does, so that the JVM can keep what it learned for all later starts.
/// The launcher calls it after a build; nobody else has to.
@Command(name = "rehearse", hidden = true, description = "Warms up the JVM's cache.")
final class RehearseCommand implements Callable<Integer> {

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
    return 0;
  }
}
