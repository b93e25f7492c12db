package dev.signalbox.demo;

import dev.signalbox.Server;
import dev.signalbox.Settings;
import dev.signalbox.Wiring;
import dev.signalbox.base.Decision;
import dev.signalbox.base.Refusal;
import dev.signalbox.cli.Screen;
import dev.signalbox.disk.Removal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Plays the flow of the first example on a repository, a service and a server of its own.
@Command(
    name = "demo",
    description = {
      "Plays a release process on a repository, a service and a server of its own; needs no set-up and"
          + " no network. Stays up afterwards, for you to push commits and press promote."
    })
public final class DemoCommand implements Callable<Integer> {

  private static final String FLOW = "/flows/1-git-release-flow/signalbox.yaml";

  @Option(
      names = "--once",
      description = "Plays, cleans up, and ends: with 0 only if every expectation held.")
  private boolean once;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Where the board answers; a free port if left out.")
  private int port;

  @Override
  public Integer call() throws IOException, InterruptedException {
    System.setProperty("signalbox.log", "WARN");
    System.setProperty("signalbox.log.alert", "OFF"); // the narrator tells of alerts
    Path folder = Files.createTempDirectory("signalbox-demo-");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    Screen screen = new Screen();
    var narrator = new Narrator(screen);
    narrator.say("demo", "everything of it is in " + folder);
    Server server =
        new Wiring(settings(folder), System.getenv(), Clock.tickMillis(ZoneOffset.UTC)).start();
    var ended = new CountDownLatch(1);
    Thread cleanUp =
        new Thread(
            () -> {
              server.takeDownSites();
              server.close();
              delete(folder);
              ended.countDown();
            },
            "clean-up");
    Runtime.getRuntime().addShutdownHook(cleanUp);
    String token = server.firstToken().orElseThrow();
    narrator.say(
        "server", "the board is at %s and shows all of this live".formatted(server.address()));
    try (Api api = new Api(server.address(), token);
        Junction door = new Junction(folder.resolve("traffic"));
        Shop shop = Shop.open(folder, flow(door));
        Customers _ = new Customers(() -> api.address("production").map(_ -> door.address()))) {
      server.onFact(narrator::tell);
      List<String> broken = new Play(shop, api, narrator).perform();
      narrator.title(
          broken.isEmpty()
              ? "every expectation held"
              : "%d expectation(s) did not hold: %s"
                  .formatted(broken.size(), String.join("; ", broken)));
      if (!once) {
        invite(screen, server, shop, token, folder);
        ended.await();
      }
      return broken.isEmpty() ? 0 : 1;
    }
  }

  private static void invite(Screen screen, Server server, Shop shop, String token, Path folder) {
    screen.line(
        """

        It stays up, and customers keep coming. Now you:

          the board     %s   (to press buttons, sign in with the token %s)
          the terminal  export SIGNALBOX_URL=%s SIGNALBOX_DATA=%s
                        ./signalbox status
                        ./signalbox why storefront production
          push          git clone %s
                        change something, commit it as "fix(SHOP-13): ...", git push

        Ctrl-C ends it and leaves nothing behind.\
        """
            .formatted(
                server.address(),
                token,
                server.address(),
                folder.resolve("server"),
                shop.remote()));
  }

  private Settings settings(Path folder) {
    Map<String, String> flags = new TreeMap<>();
    flags.put("data", folder.resolve("server").toString());
    flags.put("port", Integer.toString(port));
    flags.put("poll", "1s");
    flags.put(
        "registry",
        "registry.dev.example=%s,registry.prod.example=%s"
            .formatted(folder.resolve("registries/dev"), folder.resolve("registries/prod")));
    return switch (Settings.read(flags, Map.of())) {
      case Decision.Accepted<Settings>(Settings settings) -> settings;
      case Decision.Refused<Settings>(Refusal refusal) ->
          throw new IllegalStateException(refusal.sentence());
    };
  }

  /// The very flow of the example, with a monitor that does not take half an hour, and a rollout in
  /// production that needs no load balancer.
  private static String flow(Junction door) throws IOException {
    try (InputStream flow = DemoCommand.class.getResourceAsStream(FLOW)) {
      if (flow == null) {
        throw new IOException(FLOW + " is not in the program");
      }
      return new String(flow.readAllBytes(), StandardCharsets.UTF_8)
          .replace("for: 30m", "for: 3s")
          .replace("    starts: on-request\n", "    starts: on-request\n" + door.rollout());
    }
  }

  private static void delete(Path tree) {
    try {
      Removal.of(tree);
    } catch (IOException stubborn) {
      System.err.println("signalbox: %s could not be removed whole.".formatted(tree));
    }
  }
}
