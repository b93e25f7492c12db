package dev.signalbox.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Tokens and browser sessions, by their hashes.
public record TokenStore(Handle sql) {

  public record SessionRow(String person, String csrf) {}

  public List<String> hashes() {
    return sql.createQuery("select hash from token").mapTo(String.class).list();
  }

  /// Keeps the first token of this database.
  ///
  /// @return false if there is one already
  public boolean addFirst(String hash, String name, Instant now) {
    return sql.createUpdate(
                """
                insert into token (hash, name, created_at)
                select :hash, :name, :now
                where not exists (select 1 from token)
                """)
            .bind("hash", hash)
            .bind("name", name)
            .bind("now", now)
            .execute()
        == 1;
  }

  /// Keeps a token; one that is known already stays as it is.
  public void add(String hash, String name, Instant now) {
    sql.createUpdate(
            """
            insert into token (hash, name, created_at)
            values (:hash, :name, :now)
            on conflict (hash) do nothing
            """)
        .bind("hash", hash)
        .bind("name", name)
        .bind("now", now)
        .execute();
  }

  public void addSession(String hash, String person, String csrf, Instant now, Instant expires) {
    sql.createUpdate("delete from session where expires_at < :now").bind("now", now).execute();
    sql.createUpdate(
            """
            insert into session (hash, person, csrf, created_at, expires_at)
            values (:hash, :person, :csrf, :now, :expires)
            """)
        .bind("hash", hash)
        .bind("person", person)
        .bind("csrf", csrf)
        .bind("now", now)
        .bind("expires", expires)
        .execute();
  }

  public Optional<SessionRow> session(String hash, Instant now) {
    return sql.createQuery(
            "select person, csrf from session where hash = :hash and expires_at > :now")
        .bind("hash", hash)
        .bind("now", now)
        .map((row, context) -> new SessionRow(row.getString("person"), row.getString("csrf")))
        .findOne();
  }

  public void endSession(String hash) {
    sql.createUpdate("delete from session where hash = :hash").bind("hash", hash).execute();
  }
}
