package dev.signalbox.adapter.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;

/// A table of numbers, each committed on its own: what a test compares after a crash.
record Ledger(String url, String password) {

  static Ledger of(EmbeddedPostgres server) {
    return new Ledger(server.jdbcUrl(), server.password());
  }

  /// The ledger of a server that another JVM owns.
  static Ledger at(String url, Path dataDirectory) throws IOException {
    return new Ledger(url, Files.readString(dataDirectory.resolve("password")));
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url, EmbeddedPostgres.USER, password);
  }

  void open() throws SQLException {
    say("create table if not exists ledger (number bigint primary key)");
  }

  void say(String statement) throws SQLException {
    try (Connection connection = connect();
        Statement saying = connection.createStatement()) {
      saying.execute(statement);
    }
  }

  String ask(String question) throws SQLException {
    try (Connection connection = connect();
        Statement asking = connection.createStatement();
        ResultSet answer = asking.executeQuery(question)) {
      answer.next();
      return answer.getString(1);
    }
  }

  /// Returns when the number is committed.
  void enter(long number) throws SQLException {
    say("insert into ledger (number) values (" + number + ")");
  }

  Set<Long> numbers() throws SQLException {
    Set<Long> numbers = new TreeSet<>();
    try (Connection connection = connect();
        Statement asking = connection.createStatement();
        ResultSet rows = asking.executeQuery("select number from ledger")) {
      while (rows.next()) {
        numbers.add(rows.getLong(1));
      }
    }
    return numbers;
  }
}
