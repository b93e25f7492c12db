package dev.signalbox.adapter.oci;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a registry wants to be told who we are.
sealed interface Challenge {

  /// User name and password with every request.
  record Basic() implements Challenge {}

  /// A token from another service, which knows us.
  ///
  /// @param realm where that service is
  /// @param service how it calls this registry; empty if it has no name
  /// @param scopes what the token has to be good for
  record Bearer(URI realm, String service, List<String> scopes) implements Challenge {}

  Pattern SCHEME = Pattern.compile("\\s*([A-Za-z]+)\\s+(.*)");
  Pattern PARAMETER = Pattern.compile("([a-z]+)\\s*=\\s*(?:\"([^\"]*)\"|([^\\s,\"]+))");

  /// The challenge that these headers hold, a token before a password; empty if none that we
  /// understand.
  static Optional<Challenge> in(HttpHeaders headers) {
    List<Challenge> all =
        headers.allValues("WWW-Authenticate").stream()
            .flatMap(value -> read(value).stream())
            .toList();
    return all.stream()
        .filter(challenge -> challenge instanceof Bearer)
        .findFirst()
        .or(() -> all.stream().findFirst());
  }

  private static Optional<Challenge> read(String value) {
    Matcher scheme = SCHEME.matcher(value);
    if (!scheme.matches()) {
      return Optional.empty();
    }
    return switch (scheme.group(1).toLowerCase(Locale.ROOT)) {
      case "basic" -> Optional.of(new Basic());
      case "bearer" -> bearer(parameters(scheme.group(2)));
      default -> Optional.empty();
    };
  }

  private static Optional<Challenge> bearer(Map<String, String> parameters) {
    try {
      URI realm = URI.create(parameters.getOrDefault("realm", ""));
      String scope = parameters.getOrDefault("scope", "");
      return realm.getHost() == null
          ? Optional.empty()
          : Optional.of(
              new Bearer(
                  realm,
                  parameters.getOrDefault("service", ""),
                  scope.isBlank() ? List.of() : List.of(scope.strip().split("\\s+"))));
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }

  private static Map<String, String> parameters(String text) {
    Map<String, String> all = new HashMap<>();
    Matcher parameter = PARAMETER.matcher(text);
    while (parameter.find()) {
      String quoted = parameter.group(2);
      all.putIfAbsent(parameter.group(1), quoted == null ? parameter.group(3) : quoted);
    }
    return all;
  }
}
