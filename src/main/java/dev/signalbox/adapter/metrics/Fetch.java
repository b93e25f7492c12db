package dev.signalbox.adapter.metrics;

import dev.signalbox.port.PortException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One GET with limits: so many bytes, so much time for all of it, and never to another server than
/// the one that was asked. What answers may be broken or hostile; we only wanted some numbers.
final class Fetch {

  private static final long MOST_BYTES = 16 << 20;
  private static final int MOST_REDIRECTS = 3;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final Duration within;

  /// @param within how long everything may take, redirects and body included
  Fetch(Duration within) {
    this.within = within;
  }

  /// @param type as `Content-Type` says it, in lower case; empty if it says nothing
  record Answer(int status, String type, String text) {}

  /// What the address answers, whatever its status, unless that is a redirect.
  Answer get(URI address, Map<String, String> headers) {
    long deadline = System.nanoTime() + within.toNanos();
    URI next = address;
    for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
      HttpResponse<byte[]> response = ask(next, headers, deadline);
      if (!REDIRECTS.contains(response.statusCode())) {
        return answer(next, response);
      }
      next = redirected(next, response);
    }
    throw new PortException(told(address) + " redirects in circles. Name the final address.");
  }

  private HttpResponse<byte[]> ask(URI address, Map<String, String> headers, long deadline) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).GET();
    headers.forEach(request::header);
    CompletableFuture<HttpResponse<byte[]>> coming =
        CLIENT.sendAsync(
            request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
    try {
      return coming.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      throw new PortException(tooLate(address), late);
    } catch (ExecutionException failed) {
      throw new PortException(
          why(address, Objects.requireNonNullElse(failed.getCause(), failed)), failed);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new PortException("Reading " + told(address) + " was interrupted.", stop);
    } finally {
      coming.cancel(true);
    }
  }

  private static Answer answer(URI address, HttpResponse<byte[]> response) {
    String encoding = response.headers().firstValue("content-encoding").orElse("identity");
    if (!encoding.equalsIgnoreCase("identity")) {
      throw new PortException(
          told(address) + " answers compressed, which we did not ask for. Switch that off there.");
    }
    String type = response.headers().firstValue("content-type").orElse("");
    return new Answer(
        response.statusCode(), type.toLowerCase(Locale.ROOT), text(address, response.body()));
  }

  private static String text(URI address, byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException foreign) {
      throw new PortException(told(address) + " answers with what is no text in UTF-8.", foreign);
    }
  }

  private static URI redirected(URI from, HttpResponse<byte[]> response) {
    String location = response.headers().firstValue("location").orElse("");
    URI to;
    try {
      to = from.resolve(location);
    } catch (IllegalArgumentException unreadable) {
      throw new PortException(told(from) + " redirects to what is no address.", unreadable);
    }
    if (to.getHost() == null || !origin(from).equals(origin(to))) {
      throw new PortException(
          told(from)
              + " redirects to another server, and we do not follow. Name the final address.");
    }
    return to;
  }

  private static String origin(URI address) {
    int port = address.getPort();
    boolean secure = "https".equalsIgnoreCase(address.getScheme());
    return (address.getScheme() + "://" + address.getHost()).toLowerCase(Locale.ROOT)
        + ":"
        + (port >= 0 ? port : secure ? 443 : 80);
  }

  private String why(URI address, Throwable cause) {
    String detail = String.valueOf(cause.getMessage());
    if (cause instanceof HttpTimeoutException) {
      return tooLate(address);
    }
    if (cause instanceof ConnectException) {
      return "Nobody answers at " + told(address) + ". Is it running, and is the address right?";
    }
    if (cause instanceof IOException && detail.contains("exceeds capacity")) {
      return told(address) + " answers with more than 16 MiB. Show fewer metrics there.";
    }
    return told(address) + " could not be read to the end: " + Excerpt.of(detail) + ".";
  }

  private String tooLate(URI address) {
    return told(address) + " did not answer within " + within.toSeconds() + " seconds.";
  }

  /// The address for people: without a query or a user, where secrets may stand.
  static String told(URI address) {
    return address.getScheme()
        + "://"
        + address.getHost()
        + (address.getPort() < 0 ? "" : ":" + address.getPort())
        + address.getPath();
  }
}
