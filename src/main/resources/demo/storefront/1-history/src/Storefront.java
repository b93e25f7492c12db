import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/** A very small shop: it tells prices over HTTP, and counts how that goes. */
public final class Storefront {

  private final Map<Integer, Long> answers = new TreeMap<>();
  private final Prices prices = new Prices();

  public static void main(String[] args) throws IOException {
    int port = Integer.parseInt(System.getenv("PORT"));
    new Storefront().open(port);
  }

  private void open(int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/healthz", http -> answer(http, 200, "fine\n"));
    server.createContext("/version", http -> answer(http, 200, version()));
    server.createContext("/metrics", http -> answer(http, 200, metrics()));
    server.createContext("/price", this::price);
    server.start();
  }

  private void price(HttpExchange http) throws IOException {
    Map<String, String> query = query(http);
    int status = 200;
    String text;
    try {
      int items = Integer.parseInt(query.getOrDefault("items", "1"));
      text = prices.of(items, query.getOrDefault("code", "")) + "\n";
    } catch (Exception broken) {
      status = 500;
      text = broken + "\n";
    }
    synchronized (answers) {
      answers.merge(status, 1L, Long::sum);
    }
    answer(http, status, text);
  }

  private String metrics() {
    StringBuilder text = new StringBuilder("# TYPE http_requests_total counter\n");
    synchronized (answers) {
      answers.forEach(
          (status, count) ->
              text.append("http_requests_total{status=\"").append(status).append("\"} ")
                  .append(count).append('\n'));
    }
    return text.toString();
  }

  private static String version() throws IOException {
    String version = System.getenv().getOrDefault("SIGNALBOX_VERSION", "no version yet");
    return version + " of " + Files.readString(Path.of("commit")) + "\n";
  }

  private static Map<String, String> query(HttpExchange http) {
    Map<String, String> query = new HashMap<>();
    String text = http.getRequestURI().getQuery();
    for (String pair : text == null ? new String[0] : text.split("&")) {
      String[] parts = pair.split("=", 2);
      query.put(parts[0], parts.length > 1 ? parts[1] : "");
    }
    return query;
  }

  private static void answer(HttpExchange http, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    http.sendResponseHeaders(status, body.length);
    http.getResponseBody().write(body);
    http.close();
  }
}
