package dev.signalbox.store;

import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.rota.Rota.Swap;
import dev.signalbox.domain.rota.Rota.Turn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Swapped turns, and who was on duty when.
public record RotaStore(Handle sql) {

  /// A turn as it was when it was people's.
  public record Past(Instant began, String person) {}

  /// The swaps of a role, in the order of their making.
  public List<Swap> swaps(ServiceId service, Slug role) {
    return sql.createQuery(
            """
            select begins_at, person, reason, swapped_by
            from rota_swap
            where service_id = :service and role = :role
            order by id
            """)
        .bind("service", service.value())
        .bind("role", role.text())
        .map((row, context) ->
            new Swap(
                row.getTimestamp("begins_at").toInstant(),
                row.getString("person"),
                row.getString("reason"),
                row.getString("swapped_by")))
        .list();
  }

  public void add(ServiceId service, Slug role, Swap swap, Instant now) {
    int rows =
        sql.createUpdate(
                """
                insert into rota_swap (service_id, role, begins_at, person, reason, swapped_by,
                                       swapped_at)
                values (:service, :role, :begins, :person, :reason, :by, :now)
                """)
            .bind("service", service.value())
            .bind("role", role.text())
            .bind("begins", swap.begins())
            .bind("person", swap.person())
            .bind("reason", swap.reason())
            .bind("by", swap.by())
            .bind("now", now)
            .execute();
    Tx.expect(1, rows, "a swap of " + role);
  }

  /// Writes down who is on duty.
  ///
  /// @return whether that is news: another turn, or another person in it
  public boolean onDuty(ServiceId service, Slug role, Turn turn, Instant now) {
    return sql.createUpdate(
                """
                insert into rota_turn (service_id, role, begins_at, person, told_at)
                values (:service, :role, :begins, :person, :now)
                on conflict (service_id, role, begins_at) do update
                set person = excluded.person, told_at = excluded.told_at
                where rota_turn.person <> excluded.person
                """)
            .bind("service", service.value())
            .bind("role", role.text())
            .bind("begins", turn.begins())
            .bind("person", turn.person())
            .bind("now", now)
            .execute()
        > 0;
  }

  /// Who was on duty at an instant, as it was written down then.
  public Optional<Past> at(ServiceId service, Slug role, Instant when) {
    return sql.createQuery(
            """
            select begins_at, person
            from rota_turn
            where service_id = :service and role = :role and begins_at <= :when
            order by begins_at desc
            limit 1
            """)
        .bind("service", service.value())
        .bind("role", role.text())
        .bind("when", when)
        .map((row, context) ->
            new Past(row.getTimestamp("begins_at").toInstant(), row.getString("person")))
        .findOne();
  }

  /// Newest first.
  public List<Past> history(ServiceId service, Slug role, int most) {
    return sql.createQuery(
            """
            select begins_at, person
            from rota_turn
            where service_id = :service and role = :role
            order by begins_at desc
            limit :most
            """)
        .bind("service", service.value())
        .bind("role", role.text())
        .bind("most", most)
        .map((row, context) ->
            new Past(row.getTimestamp("begins_at").toInstant(), row.getString("person")))
        .list();
  }
}
