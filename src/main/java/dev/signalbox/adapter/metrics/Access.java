package dev.signalbox.adapter.metrics;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/// How a server that counts knows that we may ask. Never printed.
public sealed interface Access {

  /// What to add to a request.
  Map<String, String> headers();

  /// Anybody may ask.
  record Open() implements Access {
    @Override
    public Map<String, String> headers() {
      return Map.of();
    }
  }

  /// A user and a password.
  record Basic(String user, String password) implements Access {

    /// @throws IllegalArgumentException if the user has a colon, which ends it
    public Basic {
      if (user.contains(":")) {
        throw new IllegalArgumentException("A user of a Prometheus server has no colon.");
      }
    }

    @Override
    public Map<String, String> headers() {
      byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
      return Map.of("authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    @Override
    public String toString() {
      return "Basic[user=" + user + "]";
    }
  }

  /// A bearer token.
  record Bearer(String token) implements Access {

    /// @throws IllegalArgumentException if a header cannot carry it, without showing it
    public Bearer {
      if (!token.matches("[!-~]+")) {
        throw new IllegalArgumentException(
            "A bearer token has visible ASCII characters only. Is there a line break at its end?");
      }
    }

    @Override
    public Map<String, String> headers() {
      return Map.of("authorization", "Bearer " + token);
    }

    @Override
    public String toString() {
      return "Bearer";
    }
  }
}
