package dev.signalbox;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Reason;
import dev.signalbox.base.Refusal;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Runs the server until it is told to stop.
@Command(
    name = "serve",
    description = {
      "Runs the server. Every flag can be given as a variable, too, and secrets by a file: SIGNALBOX_PORT,"
          + " SIGNALBOX_DATABASE_URL, SIGNALBOX_TOKEN_FILE ..."
    })
final class ServeCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Option(names = "--data", paramLabel = "FOLDER", description = "Where the server keeps its own.")
  private @Nullable String data;

  @Option(
      names = "--work",
      paramLabel = "FOLDER",
      description = "Where commands and processes run; servers on one machine may share it.")
  private @Nullable String work;

  @Option(names = "--bind", paramLabel = "ADDRESS", description = "127.0.0.1 if left out.")
  private @Nullable String bind;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "8080 if left out; 0 takes a free one.")
  private @Nullable String port;

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      description =
          "An external PostgreSQL; better given as SIGNALBOX_DATABASE_URL or by a file, since flags can be"
              + " seen by others on this machine.")
  private @Nullable String databaseUrl;

  @Option(
      names = "--external-url",
      paramLabel = "URL",
      description = "Where people reach the server, for links and host names.")
  private @Nullable String externalUrl;

  @Option(
      names = "--registry",
      paramLabel = "NAME=URL|FOLDER",
      description = "A registry that flows may name. May be given often.")
  private List<String> registries = List.of();

  @Option(
      names = "--registry-logins",
      paramLabel = "FILE",
      description = "Logins for registries, in the form of Docker's config.json.")
  private @Nullable String registryLogins;

  @Option(
      names = "--prometheus",
      paramLabel = "NAME=URL",
      description = "A Prometheus server that flows may name. May be given often.")
  private List<String> prometheus = List.of();

  @Option(
      names = "--json-metrics",
      paramLabel = "NAME=URL",
      description =
          "A server that tells counts in JSON and that flows may name; its token stands in"
              + " SIGNALBOX_JSON_METRICS_TOKENS. May be given often.")
  private List<String> jsonMetrics = List.of();

  @Option(
      names = "--haproxy",
      paramLabel = "NAME=SOCKET|HOST:PORT",
      description = "The runtime socket of an HAProxy that flows may name. May be given often.")
  private List<String> haproxy = List.of();

  @Option(
      names = "--alert-webhook",
      paramLabel = "URL",
      description = "Where alerts go beside the log; signed with SIGNALBOX_ALERT_WEBHOOK_SECRET.")
  private @Nullable String alertWebhook;

  @Option(
      names = "--poll",
      paramLabel = "DURATION",
      description = "How often repositories are looked at without being told; 60s if left out.")
  private @Nullable String poll;

  @Option(
      names = "--pass-on",
      paramLabel = "NAME",
      description =
          "A variable of the server's that the team's commands may see. May be given often.")
  private List<String> passOn = List.of();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many things may be at work at once; 32 if left out.")
  private @Nullable String threads;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = command.commandLine().getOut();
    PrintWriter err = command.commandLine().getErr();
    return switch (Settings.read(flags(), System.getenv())) {
      case Decision.Refused<Settings>(Refusal refusal) -> {
        refusal.reasons().stream().map(Reason::sentence).forEach(err::println);
        yield 1;
      }
      case Decision.Accepted<Settings>(Settings settings) -> serve(settings, out, err);
    };
  }

  private static int serve(Settings settings, PrintWriter out, PrintWriter err)
      throws InterruptedException {
    long began = System.nanoTime();
    Server server;
    try {
      server =
          new Wiring(settings, System.getenv(), Clock.tickMillis(java.time.ZoneOffset.UTC)).start();
    } catch (RuntimeException cannot) {
      err.println("signalbox: " + Startup.sentence(cannot));
      return 1;
    }
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.close();
                  stopped.countDown();
                },
                "stop"));
    out.println("Signalbox %s".formatted(Wiring.version()));
    out.println("  board   %s".formatted(server.address()));
    out.println("  data    %s".formatted(settings.data()));
    server
        .firstToken()
        .ifPresent(token -> {
          out.println("  token   %s".formatted(token));
          out.println(
              "          It may write, and is shown this once. Kept for you in %s"
                  .formatted(settings.data().resolve("token")));
        });
    out.println(
        "  ready   after %.1f s. Stop with Ctrl-C; nothing is lost."
            .formatted(Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0));
    stopped.await();
    return 0;
  }

  private Map<String, String> flags() {
    Map<String, String> flags = new LinkedHashMap<>();
    put(flags, "data", data);
    put(flags, "work", work);
    put(flags, "bind", bind);
    put(flags, "port", port);
    put(flags, "database-url", databaseUrl);
    put(flags, "external-url", externalUrl);
    put(flags, "registry", joined(registries));
    put(flags, "registry-logins", registryLogins);
    put(flags, "prometheus", joined(prometheus));
    put(flags, "json-metrics", joined(jsonMetrics));
    put(flags, "haproxy", joined(haproxy));
    put(flags, "alert-webhook", alertWebhook);
    put(flags, "poll", poll);
    put(flags, "pass-on", joined(passOn));
    put(flags, "threads", threads);
    return flags;
  }

  private static @Nullable String joined(List<String> values) {
    return values.isEmpty() ? null : String.join(",", values);
  }

  private static void put(Map<String, String> flags, String name, @Nullable String value) {
    if (value != null) {
      flags.put(name, value);
    }
  }
}
