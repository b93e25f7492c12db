package dev.signalbox.adapter.oci;

import dev.signalbox.port.PortException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;

/// A registry reached over HTTP, as the OCI distribution specification has it: sends what is asked,
/// answers the registry's challenges, follows it where it keeps its blobs, and turns every way of
/// not answering into a sentence.
///
/// Our credentials go to the registry itself and to the token service it names, to nobody else, and
/// what began encrypted stays encrypted.
final class HttpRegistry {

  private static final int MOST_REDIRECTS = 5;

  private final String name;
  private final Location.Http location;
  private final HttpClient client;
  private final Limits limits;
  private final Authorizations authorizations;

  HttpRegistry(String name, Location.Http location, HttpClient client, Limits limits) {
    this.name = name;
    this.location = location;
    this.client = client;
    this.limits = limits;
    this.authorizations = new Authorizations(this, location.credentials());
  }

  String name() {
    return name;
  }

  URI base() {
    return location.base();
  }

  /// The answer, whatever it is, after redirects and with our authorization if the registry wants
  /// one.
  Answer send(Ask ask) {
    URI uri = ask.uri();
    for (int hops = 0; hops <= MOST_REDIRECTS; hops++) {
      Answer answer = isOurs(uri) ? sendAuthorized(ask, uri) : exchange(ask, uri, Optional.empty());
      if (!answer.isElsewhere() || !ask.isReading()) {
        return answer;
      }
      try (answer) {
        uri = elsewhere(uri, answer);
      }
    }
    throw new PortException(
        "%s sent us in a circle when it should %s.".formatted(name, ask.wish()));
  }

  /// Goes on only with a good answer.
  ///
  /// @throws PortException with the registry's reason
  Answer expectGood(Ask ask, Answer answer) {
    if (!answer.isGood()) {
      throw refusal(ask, answer);
    }
    return answer;
  }

  /// The whole of a small body.
  byte[] bytes(Ask ask, Answer answer, int most) {
    try {
      return answer.bytes(most);
    } catch (IOException e) {
      throw failure(ask, ask.uri(), e);
    }
  }

  /// The address in the header `Location`, seen from where the answer came from.
  URI elsewhere(URI from, Answer answer) {
    try {
      URI to = from.resolve(URI.create(answer.header("Location").orElse("")));
      boolean http = "http".equals(to.getScheme()) || "https".equals(to.getScheme());
      if (http && to.getHost() != null && !to.equals(from)) {
        return to;
      }
    } catch (IllegalArgumentException notAnAddress) {
      // Said below.
    }
    throw new PortException(
        "%s answered %d without an address to go on to.".formatted(name, answer.status()));
  }

  /// Sends once, as it is.
  Answer exchange(Ask ask, URI uri, Optional<String> authorization) {
    expectEncrypted(uri);
    Duration allowed = limits.patienceFor(ask.size());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).timeout(allowed).method(ask.method(), ask.body());
    ask.headers().forEach(request::setHeader);
    authorization.ifPresent(value -> request.setHeader("Authorization", value));
    try {
      HttpResponse<InputStream> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      return new Answer(
          response.statusCode(), response.headers(), new TimedStream(response.body(), allowed));
    } catch (IOException e) {
      throw failure(ask, uri, e);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new PortException(
          "We were told to stop while %s should %s.".formatted(name, ask.wish()), stopped);
    }
  }

  private Answer sendAuthorized(Ask ask, URI uri) {
    Answer answer = exchange(ask, uri, authorizations.known(ask.access()));
    if (answer.status() != 401) {
      return answer;
    }
    try (answer) {
      return exchange(ask, uri, Optional.of(authorizations.renewed(ask, answer.headers())));
    }
  }

  PortException refusal(Ask ask, Answer answer) {
    String said = answer.brief();
    String pause =
        answer
            .header("Retry-After")
            .filter(seconds -> seconds.matches("[0-9]{1,6}"))
            .map(" It asks for a pause of %s s."::formatted)
            .orElse("");
    return new PortException(
        switch (answer.status()) {
          case 401 ->
              "%s did not accept %s when it should %s (%s). Look at its user name and password in the settings."
                  .formatted(
                      name,
                      location.credentials().isPresent() ? "our account" : "us without an account",
                      ask.wish(),
                      said);
          case 403 ->
              "%s would not %s (%s), for our account there has no right to. Have it granted, or name another in the settings."
                  .formatted(name, ask.wish(), said);
          case 429 ->
              "%s had too many requests and did not %s (%s).%s Try again later."
                  .formatted(name, ask.wish(), said, pause);
          default ->
              answer.status() >= 500
                  ? "%s is in trouble and did not %s (%s).%s Try again later."
                      .formatted(name, ask.wish(), said, pause)
                  : "%s refused to %s (%s).".formatted(name, ask.wish(), said);
        });
  }

  private PortException failure(Ask ask, URI uri, IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof PortException ours) {
        return ours;
      }
      if (cause instanceof VerifiedStream.Unusable unusable) {
        return new PortException(Trouble.of(unusable), e);
      }
    }
    return new PortException(
        switch (e) {
          case ConnectException refused ->
              "%s could not be reached at %s: %s. Is it up, and is its address in the settings right?"
                  .formatted(name, place(uri), Trouble.of(refused));
          case HttpTimeoutException late ->
              "%s did not %s in time (%s at %s). Try again later."
                  .formatted(name, ask.wish(), Trouble.of(late), place(uri));
          default ->
              "The connection to %s broke when it should %s (%s at %s). Try again."
                  .formatted(name, ask.wish(), Trouble.of(e), place(uri));
        },
        e);
  }

  private void expectEncrypted(URI uri) {
    if ("https".equals(base().getScheme()) && !"https".equals(uri.getScheme())) {
      throw new PortException(
          "%s is reached encrypted, but sends us on to %s, which is not. A proxy in front of it may hide from it that it is."
              .formatted(name, place(uri)));
    }
  }

  private boolean isOurs(URI uri) {
    return place(uri).equals(place(base()));
  }

  /// Scheme, host and port: all of an address that may be shown.
  private static String place(URI uri) {
    int usual = "https".equals(uri.getScheme()) ? 443 : 80;
    return uri.getScheme()
        + "://"
        + uri.getHost()
        + (uri.getPort() < 0 || uri.getPort() == usual ? "" : ":" + uri.getPort());
  }
}
