package dev.signalbox.bench;

import dev.signalbox.adapter.postgres.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// The floor: transactions of one small row each, every one on disk before it is answered.
final class DurableTransactions implements AutoCloseable {

  private static final Duration FOR = Duration.ofSeconds(4);

  private final EmbeddedPostgres postgres;

  DurableTransactions(EmbeddedPostgres postgres) throws SQLException {
    this.postgres = postgres;
    say("create table floor (at timestamptz not null, text text not null)");
  }

  /// @param clients how many at the same time, each waiting for its own
  double perSecond(int clients) throws InterruptedException, ExecutionException {
    try (var threads = Executors.newFixedThreadPool(clients)) {
      long began = System.nanoTime();
      long all = 0;
      for (var each : threads.invokeAll(Collections.nCopies(clients, client(began)))) {
        all += each.get();
      }
      return all / ((System.nanoTime() - began) / 1e9);
    }
  }

  private Callable<Long> client(long began) {
    return () -> {
      long done = 0;
      try (Connection connection = connect();
          PreparedStatement insert =
              connection.prepareStatement("insert into floor values (now(), ?)")) {
        while (System.nanoTime() - began < FOR.toNanos()) {
          insert.setString(1, "a fact of about the usual length, which says what happened");
          insert.executeUpdate();
          done++;
        }
      }
      return done;
    };
  }

  private void say(String statement) throws SQLException {
    try (Connection connection = connect();
        Statement asking = connection.createStatement()) {
      asking.execute(statement);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
  }

  @Override
  public void close() throws SQLException {
    say("drop table floor");
  }
}
