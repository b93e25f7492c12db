package dev.signalbox.adapter.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A small service that answers a path with what a test put there, and remembers who asked.
final class Shop implements AutoCloseable {

  static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
  static final String JSON = "application/json";

  private final HttpServer server;
  private final Map<String, Page> pages = new ConcurrentHashMap<>();
  final List<Map<String, List<String>>> asked = new CopyOnWriteArrayList<>();

  record Page(int status, Map<String, String> headers, String body) {}

  Shop() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  Shop shows(String path, String type, String body) {
    return shows(path, new Page(200, Map.of("Content-Type", type), body));
  }

  Shop redirects(String path, String location) {
    return shows(path, new Page(302, Map.of("Location", location), ""));
  }

  Shop shows(String path, Page page) {
    pages.put(path, page);
    return this;
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(Map.copyOf(exchange.getRequestHeaders()));
    Page page =
        pages.getOrDefault(exchange.getRequestURI().getPath(), new Page(404, Map.of(), "nothing"));
    byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
    page.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(page.status(), body.length == 0 ? -1 : body.length);
    try (exchange) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
