package dev.signalbox.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// The door of the demo's shop: sends each customer on to an instance, as its file says. The flow
/// writes that file by a command, as a team does that has a load balancer of its own.
final class Junction implements AutoCloseable {

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
  private final AtomicLong customers = new AtomicLong();
  private final Path file;
  private final HttpServer server;

  /// @param file the new version's percentage, the old version's addresses and the new version's, a
  ///   line each
  Junction(Path file) throws IOException {
    this.file = file;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::pass);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// The flow's rollout through this door.
  String rollout() {
    String file = this.file.toString();
    return """
        rollout:
          steps: [20%%, 100%%]
          at-least: 2s
          at-most: 6s
          window: 1s
          traffic:
            command: |-
              printf '%%s\\n' "$SIGNALBOX_CANARY_PERCENT" "$SIGNALBOX_STABLE_ADDRESSES" "$SIGNALBOX_CANARY_ADDRESSES" > '%s.part' && mv '%s.part' '%s'
            probe: head -n 1 '%s'
          analysis: { metrics: { errors: { worse-by: 10%% } }, on-inconclusive: advance }
    """
        .formatted(file, file, file, file);
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      HttpResponse<byte[]> answer =
          http.send(
              HttpRequest.newBuilder(next().resolve(exchange.getRequestURI().toString())).build(),
              BodyHandlers.ofByteArray());
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /// The multiples of the golden ratio spread as evenly as can be, so that a share is met soon.
  private URI next() throws IOException {
    List<String> lines = Files.readAllLines(file);
    long customer = customers.getAndIncrement();
    double place = customer * 0.618_033_988_749_895 % 1 * 100;
    List<String> instances = words(lines.get(place < Integer.parseInt(lines.getFirst()) ? 2 : 1));
    return URI.create(instances.get((int) (customer % instances.size())));
  }

  private static List<String> words(String line) {
    return Arrays.asList(line.split(" ", -1));
  }

  @Override
  public void close() {
    server.stop(0);
    http.shutdownNow();
  }
}
