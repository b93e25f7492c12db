package dev.signalbox.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Types;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;

/// The PostgreSQL everything is kept in. All work goes through a transaction; every statement has a
/// time limit, so that nothing ever hangs for good.
public final class Database implements AutoCloseable {

  /// The connection broke or was refused; the server was shut down, crashed, or is not up yet.
  private static final Set<String> AWAY =
      Set.of("08000", "08001", "08003", "08004", "08006", "57P01", "57P02", "57P03");

  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final CopyOnWriteArrayList<Runnable> afterCommit = new CopyOnWriteArrayList<>();

  private Database(HikariDataSource pool) {
    this.pool = pool;
    this.jdbi = Jdbi.create(pool).registerArgument(new Text());
  }

  /// Connects, and brings the schema up to what this program knows.
  ///
  /// @param url a JDBC URL
  /// @throws SchemaTooNew if a newer Signalbox has been here
  public static Database open(String url, String user, String password, int connections) {
    var config = new HikariConfig();
    config.setPoolName("signalbox");
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(2);
    config.setConnectionTimeout(Duration.ofSeconds(10).toMillis());
    config.setInitializationFailTimeout(Duration.ofSeconds(20).toMillis());
    config.addDataSourceProperty("socketTimeout", "30");
    config.addDataSourceProperty("connectTimeout", "5");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("ApplicationName", "signalbox");
    config.addDataSourceProperty(
        "options",
        "-c statement_timeout=15s -c lock_timeout=10s"
            + " -c idle_in_transaction_session_timeout=30s");
    var database = new Database(new HikariDataSource(config));
    try {
      database.migrate();
      return database;
    } catch (RuntimeException broken) {
      database.close();
      throw broken;
    }
  }

  private void migrate() {
    Flyway flyway =
        Flyway.configure()
            .dataSource(pool)
            .locations("classpath:db/migration")
            .loggers("slf4j")
            .load();
    var applied = flyway.info().current();
    var known = flyway.info().all();
    if (applied != null
        && applied.getVersion() != null
        && known.length > 0
        && applied.getState().isApplied()
        && !applied.getState().isResolved()) {
      throw new SchemaTooNew(applied.getVersion().toString());
    }
    flyway.migrate();
  }

  /// What to say of an exception that means that the database is away; empty for any other.
  public static Optional<String> away(Throwable broken) {
    return Stream.iterate(broken, Objects::nonNull, Throwable::getCause)
            .anyMatch(cause ->
                cause instanceof SQLException sql
                    && (sql instanceof SQLTransientConnectionException
                        || AWAY.contains(Objects.requireNonNullElse(sql.getSQLState(), ""))))
        ? Optional.of("The database did not answer.")
        : Optional.empty();
  }

  public DataSource dataSource() {
    return pool;
  }

  /// Runs after every committed write, on the thread that committed; must be quick.
  public void afterCommit(Runnable wake) {
    afterCommit.add(wake);
  }

  /// All of it or nothing.
  public <T> T write(Function<Tx, T> work) {
    T result = jdbi.inTransaction(handle -> work.apply(new Tx(handle)));
    afterCommit.forEach(Runnable::run);
    return result;
  }

  /// As [#write], for work that has no answer.
  public void change(Consumer<Tx> work) {
    write(tx -> {
      work.accept(tx);
      return true;
    });
  }

  /// One consistent look.
  public <T> T read(Function<Tx, T> work) {
    return jdbi.inTransaction(
        org.jdbi.v3.core.transaction.TransactionIsolationLevel.REPEATABLE_READ,
        handle -> work.apply(new Tx(handle.setReadOnly(true))));
  }

  @Override
  public void close() {
    pool.close();
  }

  /// PostgreSQL's texts hold every character but the one with the number 0, which stands for
  /// nothing anyway.
  private static final class Text extends AbstractArgumentFactory<String> {
    Text() {
      super(Types.VARCHAR);
    }

    @Override
    protected Argument build(String text, ConfigRegistry config) {
      return (position, statement, context) ->
          statement.setString(position, text.replace('\0', '\uFFFD'));
    }
  }

  /// The database belongs to a newer Signalbox than this one.
  public static final class SchemaTooNew extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SchemaTooNew(String version) {
      super(
          "The database has schema version %s, which this Signalbox does not know. Start the newer Signalbox that made it, or restore a backup."
              .formatted(version));
    }
  }
}
