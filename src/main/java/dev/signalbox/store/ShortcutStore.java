package dev.signalbox.store;

import dev.signalbox.base.ServiceId;
import dev.signalbox.domain.audit.Shortcut;
import java.sql.Array;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// How often people went past the regular process: counted from the record, so that nobody has to
/// keep a tally.
public record ShortcutStore(Handle sql) {

  private static final int SHOWN = 5;

  /// By month, newest first.
  public List<Shortcut> since(ServiceId service, Instant since) {
    return sql.createQuery(
            """
            select to_char(at at time zone 'UTC', 'YYYY-MM') as month, what, count(*) as times,
                   array_agg(why order by at desc) filter (where why <> '') as reasons
            from (
              select at, kind as what, why
              from fact
              where service_id = :service
                and kind in ('soak-set', 'cut-skipped', 'cut-moved', 'extra-cut', 'cut-replaced',
                             'companion-passed-over')
              union all
              select asked_at, case when move = 'regular' then 'urgent' else move end, reason
              from request
              where service_id = :service and state = 'started'
                and (move <> 'regular' or slot is not null)
            ) shortcut
            where at >= :since
            group by 1, 2
            order by 1 desc, 2
            """)
        .bind("service", service.value())
        .bind("since", since)
        .map((row, context) -> {
          Array reasons = row.getArray("reasons");
          return new Shortcut(
              row.getString("month"),
              row.getString("what"),
              row.getLong("times"),
              reasons == null
                  ? List.of()
                  : Stream.of((String[]) reasons.getArray()).limit(SHOWN).toList());
        })
        .list();
  }
}
