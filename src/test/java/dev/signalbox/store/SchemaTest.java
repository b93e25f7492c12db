package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.fixture.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The migrations end in exactly what `schema.sql` says.
class SchemaTest {

  private static final Path SCHEMA = Path.of("src/main/resources/db/schema.sql");

  @Test
  void the_migrations_end_in_the_schema_that_people_read() throws IOException, SQLException {
    TestDatabase migrated = TestDatabase.fresh();
    Database.open(migrated.jdbcUrl(), migrated.user(), migrated.password(), 2).close();
    TestDatabase written = TestDatabase.fresh();
    say(written, Files.readString(SCHEMA));

    List<String> expected = catalogue(written);
    assertThat(catalogue(migrated)).containsExactlyElementsOf(expected);
    assertThat(expected).as("the catalogue sees something").hasSizeGreaterThan(200);
  }

  @Test
  void every_table_says_what_it_is_for() throws IOException, SQLException {
    TestDatabase written = TestDatabase.fresh();
    say(written, Files.readString(SCHEMA));

    assertThat(
            ask(
                written,
                """
                select c.relname from pg_class c
                where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
                  and obj_description(c.oid) is null
                """))
        .isEmpty();
  }

  @Test
  void opening_twice_changes_nothing() throws SQLException {
    TestDatabase database = TestDatabase.fresh();
    Database.open(database.jdbcUrl(), database.user(), database.password(), 2).close();
    List<String> once = catalogue(database);
    Database.open(database.jdbcUrl(), database.user(), database.password(), 2).close();

    assertThat(catalogue(database)).isEqualTo(once);
  }

  @Test
  void a_database_of_a_newer_signalbox_is_refused_with_a_sentence() throws SQLException {
    TestDatabase database = TestDatabase.fresh();
    Database.open(database.jdbcUrl(), database.user(), database.password(), 2).close();
    say(
        database,
        """
        insert into flyway_schema_history (installed_rank, version, description, type, script,
                                           checksum, installed_by, execution_time, success)
        values (99, '999', 'from the future', 'SQL', 'V999__from_the_future.sql', 1, 'x', 1, true)
        """);

    assertThatThrownBy(
            () -> Database.open(database.jdbcUrl(), database.user(), database.password(), 2))
        .isInstanceOf(Database.SchemaTooNew.class)
        .hasMessageContaining("schema version 999")
        .hasMessageContaining("newer Signalbox");
  }

  @Test
  void facts_can_neither_be_changed_nor_removed() throws SQLException {
    TestDatabase database = TestDatabase.fresh();
    Database.open(database.jdbcUrl(), database.user(), database.password(), 2).close();
    say(
        database,
        """
        insert into fact (at, actor, proven, kind, sentence, why, data)
        values (now(), 'mia', false, 'test', 'it happened', '', '{}')
        """);

    assertThatThrownBy(() -> say(database, "update fact set actor = 'tom'"))
        .hasMessageContaining("facts are never changed");
    assertThatThrownBy(() -> say(database, "delete from fact"))
        .hasMessageContaining("facts are never changed");
    assertThatThrownBy(() -> say(database, "truncate fact"))
        .hasMessageContaining("facts are never changed");
  }

  /// Every column, constraint, index, trigger, function and comment, in words.
  private static List<String> catalogue(TestDatabase database) throws SQLException {
    return ask(
        database,
        """
        select what from (
          select 'column ' || table_name || '.' || ordinal_position || ' ' || column_name || ' '
                 || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '-') || ' '
                 || coalesce(identity_generation, '-') as what
          from information_schema.columns
          where table_schema = 'public' and table_name not like 'flyway%'
          union all
          select 'constraint ' || conrelid::regclass || ' ' || conname || ' '
                 || pg_get_constraintdef(oid)
          from pg_constraint
          where connamespace = 'public'::regnamespace and conrelid::regclass::text not like 'flyway%'
          union all
          select 'index ' || indexdef from pg_indexes
          where schemaname = 'public' and tablename not like 'flyway%'
          union all
          select 'trigger ' || pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
          union all
          select 'function ' || proname || ' ' || prosrc from pg_proc
          where pronamespace = 'public'::regnamespace
          union all
          select 'comment ' || objoid::regclass || ' ' || objsubid || ' ' || description
          from pg_description
          where classoid = 'pg_class'::regclass and objoid::regclass::text not like 'pg_%'
            and objoid::regclass::text not like 'information_schema%'
        ) all_of_it
        order by what
        """);
  }

  private static List<String> ask(TestDatabase database, String query) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> answers = new ArrayList<>();
      while (rows.next()) {
        answers.add(rows.getString(1));
      }
      return answers;
    }
  }

  private static void say(TestDatabase database, String statements) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(statements);
    }
  }
}
