package dev.signalbox.cli;

import dev.signalbox.base.Inert;
import dev.signalbox.base.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The server, as every command reaches it: over HTTP, with the token from the environment or from
/// where the server put it on this machine.
final class Remote {

  private static final Duration WITHIN = Duration.ofSeconds(30);

  @Spec(Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Option(
      names = "--server",
      paramLabel = "URL",
      defaultValue = "${env:SIGNALBOX_URL:-http://127.0.0.1:8080}",
      description = "The server; SIGNALBOX_URL, or http://127.0.0.1:8080.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private URI server;

  @Option(
      names = "--as",
      paramLabel = "NAME",
      defaultValue = "${env:SIGNALBOX_AS:-${sys:user.name}}",
      description = "Who you are, for the record; SIGNALBOX_AS, or your login.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String as;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "text",
      description = "text or json.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String output;

  /// Made when the first question is asked: commands that are only explained need none.
  private static final class Http {
    static final HttpClient CLIENT =
        HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  }

  boolean json() {
    if (!output.equals("json") && !output.equals("text")) {
      throw new picocli.CommandLine.ParameterException(
          command.commandLine(), "'-o %s' is neither text nor json.".formatted(output));
    }
    return output.equals("json");
  }

  JsonNode get(String path) {
    return send(request(path).GET().build());
  }

  JsonNode write(String method, String path, Map<String, ?> body) {
    HttpRequest.Builder request =
        request(path)
            .method(method, BodyPublishers.ofString(Json.write(body)))
            .header("Content-Type", "application/json")
            .header("X-Signalbox-As", ascii(as));
    token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    return send(request.build());
  }

  /// A part of a path, made safe.
  static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// Whatever is wrong with the command line is told before anything is asked of the server.
  private HttpRequest.Builder request(String path) {
    json();
    if (server.getHost() == null || !String.valueOf(server.getScheme()).matches("https?")) {
      throw new picocli.CommandLine.ParameterException(
          command.commandLine(),
          "'--server %s' is not an http or https URL, such as http://127.0.0.1:8080."
              .formatted(server));
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve("/api/v1" + path)).timeout(WITHIN);
    token().ifPresent(token -> request.setHeader("Authorization", "Bearer " + token));
    return request;
  }

  private JsonNode send(HttpRequest request) {
    HttpResponse<String> response;
    try {
      response = Http.CLIENT.send(request, BodyHandlers.ofString());
    } catch (ConnectException nobody) {
      throw new CommandFailed(
          1,
          "No server answers at %s. Start one with: signalbox serve (or name it: --server URL)"
              .formatted(server));
    } catch (IOException broken) {
      throw new CommandFailed(
          1, "%s did not answer as it should: %s".formatted(server, broken.getMessage()));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new CommandFailed(130, "stopped");
    }
    JsonNode body = read(response);
    if (response.statusCode() >= 300) {
      throw CommandFailed.of(response.statusCode(), body, json());
    }
    return body;
  }

  private JsonNode read(HttpResponse<String> response) {
    try {
      return Json.mapper().readTree(response.body());
    } catch (JacksonException notJson) {
      throw new CommandFailed(
          1,
          "%s answered %d and no JSON. Is it a Signalbox?"
              .formatted(server, response.statusCode()));
    }
  }

  /// From the environment, from the file it names, or from the server's own folder on this machine.
  private static Optional<String> token() {
    String given = System.getenv("SIGNALBOX_TOKEN");
    if (given != null && !given.isBlank()) {
      return Optional.of(given.strip());
    }
    String file = System.getenv("SIGNALBOX_TOKEN_FILE");
    Path path = file != null ? Path.of(file) : usualData().resolve("token");
    try {
      return Optional.of(Files.readString(path).strip());
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  private static Path usualData() {
    String data = System.getenv("SIGNALBOX_DATA");
    if (data != null) {
      return Path.of(data);
    }
    if ("root".equals(System.getProperty("user.name"))) {
      return Path.of("/var/lib/signalbox");
    }
    String xdg = System.getenv("XDG_DATA_HOME");
    return xdg != null
        ? Path.of(xdg, "signalbox")
        : Path.of(System.getProperty("user.home"), ".local/share/signalbox");
  }

  private static String ascii(String name) {
    return Inert.line(name).replaceAll("[^\\x20-\\x7e]", "?");
  }
}
