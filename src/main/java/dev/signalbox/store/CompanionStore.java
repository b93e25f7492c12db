package dev.signalbox.store;

import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.companion.Companion;
import dev.signalbox.domain.companion.CompanionStand;
import dev.signalbox.domain.companion.CompanionStand.Changed;
import dev.signalbox.domain.companion.CompanionStand.Released;
import dev.signalbox.domain.companion.CompanionStand.Seen;
import dev.signalbox.domain.companion.CompanionStand.Unreachable;
import dev.signalbox.domain.companion.CompanionStand.Unseen;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// How the companions of a service stood when they were looked at last.
public record CompanionStore(Handle sql) {

  /// @param companions as the flow has them now: of another repository nothing is known
  public Map<Slug, CompanionStand> of(ServiceId service, List<Companion> companions) {
    if (companions.isEmpty()) {
      return Map.of();
    }
    record Row(String name, String watched, CompanionStand stand) {}
    List<Row> rows =
        sql.createQuery(
                """
                select name, watched, tag, commits, head, newest, next_tag, seen_at, trouble,
                       trouble_since
                from companion
                where service_id = :service
                """)
            .bind("service", service.value())
            .map((row, context) ->
                new Row(row.getString("name"), row.getString("watched"), stand(row)))
            .list();
    return companions.stream()
        .collect(
            Collectors.toMap(
                Companion::name,
                companion ->
                    rows.stream()
                        .filter(row ->
                            row.name().equals(companion.name().text())
                                && row.watched().equals(companion.watched()))
                        .map(Row::stand)
                        .findFirst()
                        .orElseGet(Unseen::new)));
  }

  public void save(ServiceId service, Companion companion, CompanionStand stand, Instant now) {
    Columns columns = columns(stand);
    int rows =
        sql.createUpdate(
                """
                insert into companion (service_id, name, watched, tag, commits, head, newest,
                                       next_tag, seen_at, trouble, trouble_since, looked_at)
                values (:service, :name, :watched, :tag, :commits, :head, :newest,
                        :next, :seen, :trouble, :since, :now)
                on conflict (service_id, name) do update
                set watched = excluded.watched, tag = excluded.tag, commits = excluded.commits,
                    head = excluded.head, newest = excluded.newest, next_tag = excluded.next_tag,
                    seen_at = excluded.seen_at, trouble = excluded.trouble,
                    trouble_since = excluded.trouble_since, looked_at = excluded.looked_at
                """)
            .bind("service", service.value())
            .bind("name", companion.name().text())
            .bind("watched", companion.watched())
            .bind("tag", columns.tag())
            .bind("commits", columns.commits())
            .bind("head", columns.head())
            .bind("newest", columns.newest())
            .bind("next", columns.nextTag())
            .bind("seen", columns.seen())
            .bind("trouble", stand instanceof Unreachable(String why, var _, var _) ? why : null)
            .bind("since", stand instanceof Unreachable(var _, Instant since, var _) ? since : null)
            .bind("now", now)
            .execute();
    Tx.expect(1, rows, "the companion " + companion.name());
  }

  private record Columns(
      @Nullable String tag,
      int commits,
      @Nullable String head,
      @Nullable String newest,
      @Nullable String nextTag,
      @Nullable Instant seen) {}

  private static Columns columns(CompanionStand stand) {
    return switch (stand.last()) {
      case Unseen() -> new Columns(null, 0, null, null, null, null);
      case Released(String tag, Instant since) -> new Columns(tag, 0, null, null, null, since);
      case Changed(var since, int commits, CommitId at, String newest, String next, Instant seen) ->
          new Columns(
              since.orElse(null), commits, at.text(), newest.replace("\0", "\uFFFD"), next, seen);
    };
  }

  private static CompanionStand stand(ResultSet row) throws SQLException {
    Seen last = seen(row);
    @Nullable Timestamp since = row.getTimestamp("trouble_since");
    return since == null
        ? last
        : new Unreachable(row.getString("trouble"), since.toInstant(), last);
  }

  private static Seen seen(ResultSet row) throws SQLException {
    @Nullable Timestamp seen = row.getTimestamp("seen_at");
    @Nullable String tag = row.getString("tag");
    @Nullable String head = row.getString("head");
    if (seen == null) {
      return new Unseen();
    }
    return head == null
        ? new Released(Objects.requireNonNull(tag), seen.toInstant())
        : new Changed(
            Optional.ofNullable(tag),
            row.getInt("commits"),
            new CommitId(head),
            row.getString("newest"),
            row.getString("next_tag"),
            seen.toInstant());
  }
}
