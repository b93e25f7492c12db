package dev.signalbox.store;

import dev.signalbox.base.ServiceId;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.line.Holding;
import dev.signalbox.domain.line.Pick;
import dev.signalbox.domain.plan.LineStand;
import dev.signalbox.domain.release.Candidate;
import dev.signalbox.store.HoldingStore.Question;
import dev.signalbox.store.LineStore.LineRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The open release lines of a service, as the planner sees them.
record LinePlans(Handle sql) {

  List<LineStand> of(ServiceId service) {
    return new LineStore(sql).open(service).stream().map(this::stand).toList();
  }

  private LineStand stand(LineRow row) {
    return new LineStand(
        row.line().name(),
        row.line().rule().into(),
        waiting(row),
        row.line().picks(),
        holdings(row));
  }

  /// The line's newest release, if nobody ever began to take it where the line goes.
  private Optional<Candidate.OfRelease> waiting(LineRow row) {
    return sql.createQuery(
            """
            select %s
            from (select * from release where line_id = :line order by number desc limit 1) l
            where not exists (select 1 from run
                              where release_id = l.id and kind = 'promotion'
                                and environment = :into)
            """
                .formatted(ReleaseStore.COLUMNS))
        .bind("line", row.id())
        .bind("into", row.line().rule().into().text())
        .map((found, context) -> new Candidate.OfRelease(ReleaseStore.row(found, context)))
        .findOne();
  }

  private Map<CommitId, Map<CommitId, Holding>> holdings(LineRow row) {
    List<CommitId> fixes = row.line().picks().stream().map(Pick::commit).toList();
    var holdings = new HashMap<CommitId, Map<CommitId, Holding>>();
    Map<Question, Holding> known = new HoldingStore(sql).known(row.service(), fixes);
    known.forEach((question, holding) ->
        holdings
            .computeIfAbsent(question.commit(), _ -> new HashMap<>())
            .put(question.fix(), holding));
    return holdings;
  }
}
