package dev.signalbox.adapter.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/// What keeps a confirmed commit from being lost or damaged. We ask for all of it and believe the
/// server alone: a setting can also come from the database or from the user.
final class Safeguards {
  private Safeguards() {}

  private static final String QUESTION =
      """
      select name, setting, source
      from pg_settings
      where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums')
      order by name
      """;

  private static final int HOW_MANY = 4;
  private static final String SECONDS = "10";

  /// @param source where PostgreSQL has it from
  record Setting(String name, String value, String source) {}

  /// What is off, as a sentence; empty if all is well.
  static Optional<String> missing(int port, String password) throws SQLException {
    Properties login = new Properties();
    login.setProperty("user", EmbeddedPostgres.USER);
    login.setProperty("password", password);
    login.setProperty("connectTimeout", SECONDS);
    login.setProperty("socketTimeout", SECONDS);
    String url = LoopbackPort.jdbcUrl(port, EmbeddedPostgres.DATABASE);
    List<Setting> settings = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url, login);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(QUESTION)) {
      while (rows.next()) {
        settings.add(new Setting(rows.getString(1), rows.getString(2), rows.getString(3)));
      }
    }
    return missing(settings);
  }

  static Optional<String> missing(List<Setting> settings) {
    if (settings.size() != HOW_MANY) {
      throw new IllegalStateException(
          "expected " + HOW_MANY + " settings, read " + settings + ". Indicates a bug.");
    }
    List<Setting> off = settings.stream().filter(s -> !s.value().equals("on")).toList();
    return off.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "PostgreSQL runs with "
                + off.stream()
                    .map(s -> s.name() + "=" + s.value() + " (set for the " + s.source() + ")")
                    .collect(Collectors.joining(", "))
                + ", and may lose or damage what it has confirmed.");
  }
}
