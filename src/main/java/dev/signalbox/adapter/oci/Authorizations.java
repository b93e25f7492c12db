package dev.signalbox.adapter.oci;

import dev.signalbox.port.PortException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// What we show a registry so that it lets us in: a password, or a token that another service gives
/// us for it. Kept until the registry no longer takes it; a token's own end is not watched, for
/// only the registry's clock counts.
final class Authorizations {

  private static final int LONGEST_TOKEN = 256 * 1024;
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

  private final HttpRegistry registry;
  private final Optional<Location.Credentials> credentials;
  private final Map<String, String> known = new ConcurrentHashMap<>();

  Authorizations(HttpRegistry registry, Optional<Location.Credentials> credentials) {
    this.registry = registry;
    this.credentials = credentials;
  }

  /// What was good last time for the same access.
  Optional<String> known(String access) {
    return Optional.ofNullable(known.get(access));
  }

  /// A new one, as the registry's refusal asks for it.
  String renewed(Ask ask, HttpHeaders refusal) {
    Challenge challenge =
        Challenge.in(refusal)
            .orElseThrow(() ->
                new PortException(
                    "%s wants to know who we are and does not say how; Signalbox can give it a password or a token."
                        .formatted(registry.name())));
    String value =
        switch (challenge) {
          case Challenge.Basic() ->
              basic()
                  .orElseThrow(() ->
                      new PortException(
                          "%s wants a user name and a password to %s, and the settings have none for it."
                              .formatted(registry.name(), ask.wish())));
          case Challenge.Bearer bearer -> "Bearer " + token(bearer);
        };
    known.put(ask.access(), value);
    return value;
  }

  private Optional<String> basic() {
    return credentials.map(c ->
        "Basic "
            + Base64.getEncoder()
                .encodeToString((c.user() + ":" + c.password()).getBytes(StandardCharsets.UTF_8)));
  }

  private String token(Challenge.Bearer bearer) {
    Ask ask = Ask.of("let its token service give us a token", "GET", request(bearer), "token");
    try (Answer answer = registry.exchange(ask, ask.uri(), basic())) {
      registry.expectGood(ask, answer);
      return StrictJson.object(registry.bytes(ask, answer, LONGEST_TOKEN))
          .map(Authorizations::tokenIn)
          .filter(token -> TOKEN.matcher(token).matches())
          .orElseThrow(() ->
              new PortException(
                  "The token service of %s answered without a token.".formatted(registry.name())));
    }
  }

  private static String tokenIn(ObjectNode json) {
    return json.path("token").asString(json.path("access_token").asString(""));
  }

  private static URI request(Challenge.Bearer bearer) {
    StringJoiner query = new StringJoiner("&");
    if (bearer.realm().getRawQuery() != null) {
      query.add(bearer.realm().getRawQuery());
    }
    if (!bearer.service().isEmpty()) {
      query.add("service=" + encoded(bearer.service()));
    }
    bearer.scopes().forEach(scope -> query.add("scope=" + encoded(scope)));
    return URI.create(bearer.realm().toString().replaceFirst("[?#].*", "") + "?" + query);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
