package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.signalbox.fixture.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A database that is away is no bug of ours, and a bug of ours is no database that is away.
class DatabaseAwayTest {

  private final TestDatabase postgres = TestDatabase.fresh();
  private final Database database =
      Database.open(postgres.jdbcUrl(), postgres.user(), postgres.password(), 2);

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void a_connection_that_the_server_ends_means_that_it_is_away() {
    Throwable ended = broken("select pg_terminate_backend(pg_backend_pid())");

    assertThat(Database.away(ended)).contains("The database did not answer.");
  }

  @Test
  void a_server_that_is_gone_is_away() {
    database.close();

    assertThat(Database.away(broken("select 1"))).as("closed by ourselves").isEmpty();
    Throwable refused =
        catchThrowable(
            () -> java.sql.DriverManager.getConnection("jdbc:postgresql://127.0.0.1:1/x").close());
    assertThat(Database.away(new IllegalStateException(refused))).isPresent();
  }

  @Test
  void a_statement_that_makes_no_sense_is_a_bug() {
    assertThat(Database.away(broken("select nonsense"))).isEmpty();
    assertThat(Database.away(new IllegalStateException("expected one row"))).isEmpty();
  }

  private Throwable broken(String statement) {
    return catchThrowable(() -> database.change(tx -> tx.sql().execute(statement)));
  }
}
