package dev.signalbox.adapter.process;

import dev.signalbox.port.PortException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks a deployed program how it is. Whatever it answers, and however slowly, we go on.
final class HealthCheck {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final long MOST_BYTES = 1024 * 1024;
  private static final int MOST_CHARACTERS_SHOWN = 200;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .proxy(HttpClient.Builder.NO_PROXY)
          .connectTimeout(PATIENCE)
          .build();

  sealed interface Answer {

    record Good() implements Answer {}

    /// @param sentence what it says instead, without a full stop
    record NotGood(String sentence) implements Answer {}
  }

  /// Whether the path answers 200.
  Answer isUp(URI address, String path) {
    return switch (ask(address, path)) {
      case Said(int status, String _) when status == 200 -> new Answer.Good();
      case Said(int status, String _) ->
          new Answer.NotGood("%s%s answers %d and not 200".formatted(address, path, status));
      case Silent(String why) ->
          new Answer.NotGood("%s%s does not answer (%s)".formatted(address, path, why));
    };
  }

  /// Whether the path's answer contains the text.
  Answer names(URI address, String path, String expected) {
    return switch (ask(address, path)) {
      case Said(int status, String body) when status == 200 && body.contains(expected) ->
          new Answer.Good();
      case Said(int status, String body) ->
          new Answer.NotGood(
              "%s%s should answer '%s' and answers '%s' (status %d)"
                  .formatted(address, path, expected, shown(body), status));
      case Silent(String why) ->
          new Answer.NotGood(
              "%s%s should answer '%s' and does not answer (%s)"
                  .formatted(address, path, expected, why));
    };
  }

  /// @throws PortException if the path is none
  static URI uri(URI address, String path) {
    if (path.startsWith("/")) {
      try {
        return URI.create(address + path);
      } catch (IllegalArgumentException e) {
        throw notAPath(path, e);
      }
    }
    throw notAPath(path, new IllegalArgumentException("it begins with no slash"));
  }

  private sealed interface Response {}

  private record Said(int status, String body) implements Response {}

  private record Silent(String why) implements Response {}

  private Response ask(URI address, String path) {
    CompletableFuture<HttpResponse<String>> asked =
        client.sendAsync(
            HttpRequest.newBuilder(uri(address, path)).build(),
            BodyHandlers.limiting(BodyHandlers.ofString(), MOST_BYTES));
    try {
      HttpResponse<String> response = asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return new Said(response.statusCode(), response.body());
    } catch (TimeoutException e) {
      asked.cancel(true);
      return new Silent("nothing within " + Wait.inWords(PATIENCE));
    } catch (ExecutionException e) {
      return new Silent(why(e.getCause() == null ? e : e.getCause()));
    } catch (InterruptedException e) {
      asked.cancel(true);
      Thread.currentThread().interrupt();
      throw new PortException("The wait was broken off: this server is going down.", e);
    }
  }

  private static PortException notAPath(String path, IllegalArgumentException e) {
    return new PortException(
        "'%s' cannot be asked for. A health or version path begins with a slash, such as /health."
            .formatted(path),
        e);
  }

  private static String why(Throwable e) {
    return switch (e) {
      case ConnectException _ -> "connection refused";
      case IOException io when io.getMessage() != null -> io.getMessage();
      default -> e.getClass().getSimpleName();
    };
  }

  private static String shown(String body) {
    String line = body.strip().replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= MOST_CHARACTERS_SHOWN
        ? line
        : line.substring(0, MOST_CHARACTERS_SHOWN) + "...";
  }
}
