package dev.signalbox.demo;

import dev.signalbox.base.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The demo asks its server over HTTP, as anybody would.
final class Api implements AutoCloseable {

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI server;
  private final String token;

  Api(URI server, String token) {
    this.server = server;
    this.token = token;
  }

  JsonNode get(String path) {
    return send(request(path).GET().build());
  }

  JsonNode post(String path, Map<String, ?> body, String as) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .header("X-Signalbox-As", as)
            .POST(BodyPublishers.ofString(Json.write(body)))
            .build());
  }

  /// Where an environment's deployment answers.
  Optional<URI> address(String environment) {
    String address =
        get("/services/storefront/environments/" + environment)
            .path("there")
            .path("address")
            .asString("");
    return address.isEmpty() ? Optional.empty() : Optional.of(URI.create(address));
  }

  /// What a deployed shop says of itself.
  String version(String environment) {
    return address(environment)
        .map(where -> text(HttpRequest.newBuilder(where.resolve("/version")).build()))
        .orElse("");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve("/api/v1" + path))
        .header("Authorization", "Bearer " + token);
  }

  private JsonNode send(HttpRequest request) {
    return Json.mapper().readTree(text(request));
  }

  private String text(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString()).body();
    } catch (IOException gone) {
      return "{}";
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return "{}";
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
