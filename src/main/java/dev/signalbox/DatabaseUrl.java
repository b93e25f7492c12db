package dev.signalbox;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// An external PostgreSQL as people write it down:
/// `postgresql://user:password@host:port/database?sslmode=require`, or the same as JDBC writes it.
record DatabaseUrl(String jdbcUrl, String user, Secret password) {

  private static final int USUAL_PORT = 5432;

  /// @return empty if it is not of that form. The text is never shown: it may hold a password.
  static Optional<DatabaseUrl> read(String text) {
    try {
      URI url = new URI(text.replaceFirst("^jdbc:", ""));
      Map<String, String> query = query(url);
      String[] login = Optional.ofNullable(url.getUserInfo()).orElse("").split(":", 2);
      String user = Optional.ofNullable(query.remove("user")).orElse(login[0]);
      String password =
          Optional.ofNullable(query.remove("password")).orElse(login.length > 1 ? login[1] : "");
      boolean postgres = "postgresql".equals(url.getScheme()) || "postgres".equals(url.getScheme());
      return postgres && url.getHost() != null && !user.isEmpty()
          ? Optional.of(new DatabaseUrl(jdbc(url, query), user, new Secret(password)))
          : Optional.empty();
    } catch (URISyntaxException wrong) {
      return Optional.empty();
    }
  }

  private static String jdbc(URI url, Map<String, String> query) {
    int port = url.getPort() < 0 ? USUAL_PORT : url.getPort();
    String rest =
        query.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining("&"));
    return "jdbc:postgresql://%s:%d%s%s"
        .formatted(url.getHost(), port, url.getPath(), rest.isEmpty() ? "" : "?" + rest);
  }

  private static Map<String, String> query(URI url) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String pair : Optional.ofNullable(url.getQuery()).orElse("").split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2) {
        query.put(parts[0], parts[1]);
      }
    }
    return query;
  }
}
