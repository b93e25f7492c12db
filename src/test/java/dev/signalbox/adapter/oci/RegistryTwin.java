package dev.signalbox.adapter.oci;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.signalbox.domain.artifact.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A registry in memory that does what a test wants when the real one would not: challenge, send
/// elsewhere, stall, lie. It remembers what it was asked.
final class RegistryTwin implements AutoCloseable {

  /// What happens instead of a registry's ordinary answer.
  interface Whim {
    /// Whether it has answered.
    boolean answers(HttpExchange exchange) throws IOException;
  }

  /// @param what method and path, such as `GET /v2/`
  /// @param query empty if there was none
  record Asked(String what, String query, Optional<String> authorization) {}

  final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
  final Map<String, byte[]> manifests = new ConcurrentHashMap<>();
  final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private volatile Whim whim = exchange -> false;

  RegistryTwin() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void follow(Whim next) {
    whim = next;
  }

  List<String> requests() {
    return asked.stream().map(Asked::what).toList();
  }

  static void answer(HttpExchange exchange, int status, String body) throws IOException {
    answer(exchange, status, body.getBytes(StandardCharsets.UTF_8));
  }

  static void answer(HttpExchange exchange, int status, byte[] bytes) throws IOException {
    boolean silent = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, silent ? -1 : bytes.length);
    if (!silent) {
      exchange.getResponseBody().write(bytes);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String what = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
      asked.add(
          new Asked(
              what,
              Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse(""),
              Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))));
      if (!whim.answers(exchange)) {
        ordinary(exchange, what.split("/"));
      }
    }
  }

  /// As the distribution specification has it, as far as the tests go.
  private void ordinary(HttpExchange exchange, String[] path) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String last = path[path.length - 1];
    switch (exchange.getRequestMethod()) {
      case "POST" -> {
        exchange.getResponseHeaders().set("Location", exchange.getRequestURI().getPath() + "up");
        answer(exchange, 202, "");
      }
      case "PUT" -> {
        if (last.equals("up")) {
          blobs.put(digest(body), body);
        } else {
          manifests.put(last, body);
          manifests.put(digest(body), body);
        }
        answer(exchange, 201, "");
      }
      default -> {
        byte[] found =
            path[path.length - 2].equals("blobs") ? blobs.get(last) : manifests.get(last);
        if (found == null) {
          answer(exchange, 404, "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\"}]}");
          return;
        }
        exchange.getResponseHeaders().putIfAbsent("Docker-Content-Digest", List.of(digest(found)));
        answer(exchange, 200, found);
      }
    }
  }

  private static String digest(byte[] bytes) {
    return Digest.of(bytes).text();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
