package dev.signalbox.store;

import dev.signalbox.base.RunId;
import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.base.Words;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.plan.ServiceState.Arrival;
import dev.signalbox.domain.plan.ServiceState.TrainState;
import dev.signalbox.domain.release.Candidate;
import dev.signalbox.domain.train.Cut;
import dev.signalbox.domain.train.Cut.Making;
import dev.signalbox.domain.train.Cut.State;
import dev.signalbox.domain.train.Train;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The cuts of trains: each is one row, by the instant it was planned for.
public record TrainStore(Handle sql) {

  /// What is older than these has no say any more.
  private static final int NEWEST_CUTS = 60;

  private static final int MOST_ARRIVALS = 5_000;

  /// A train is on the timetable, as this flow file plans it. If it was there with the same plan
  /// before, nothing changes.
  public void planned(ServiceId service, Train train, Instant now) {
    sql.createUpdate(
            """
            insert into train (service_id, name, cuts, since)
            values (:service, :name, :cuts, :now)
            on conflict (service_id, name) do update
            set cuts = excluded.cuts, since = excluded.since
            where train.cuts <> excluded.cuts
            """)
        .bind("service", service.value())
        .bind("name", train.name().text())
        .bind("cuts", train.cuts().recurrence().toString())
        .bind("now", now)
        .execute();
  }

  /// How each train stands.
  public Map<Slug, TrainState> of(ServiceId service, List<Train> trains) {
    var states = new HashMap<Slug, TrainState>();
    for (Train train : trains) {
      List<Cut> cuts = cuts(service, train.name());
      states.put(
          train.name(),
          new TrainState(
              since(service, train.name()), cuts, arrivals(service, firstThatMatters(cuts))));
    }
    return Map.copyOf(states);
  }

  private Instant since(ServiceId service, Slug train) {
    return sql.createQuery("select since from train where service_id = :service and name = :train")
        .bind("service", service.value())
        .bind("train", train.text())
        .map((row, context) -> row.getTimestamp(1).toInstant())
        .findOne()
        .orElse(Instant.MAX);
  }

  /// The commit of the oldest cut whose release is still to be made, or else of the newest.
  private static long firstThatMatters(List<Cut> cuts) {
    long newest = 0;
    long open = Long.MAX_VALUE;
    for (Cut cut : cuts) {
      if (cut.state() instanceof State.Taken taken) {
        newest = Math.max(newest, taken.number());
        open = taken.making() instanceof Making.NotYet ? Math.min(open, taken.number()) : open;
      }
    }
    return Math.min(newest, open);
  }

  private List<Arrival> arrivals(ServiceId service, long from) {
    return sql.createQuery(
            """
            select %s, b.arrived_at
            from build b
            left join run r on r.id = b.run_id
            where b.service_id = :service and b.number >= :from and b.line_id is null
            order by b.number
            limit :most
            """
                .formatted(BuildRows.COLUMNS))
        .bind("service", service.value())
        .bind("from", from)
        .bind("most", MOST_ARRIVALS)
        .map((row, context) ->
            new Arrival(BuildRows.read(row), row.getTimestamp("arrived_at").toInstant()))
        .list();
  }

  /// Oldest first.
  private List<Cut> cuts(ServiceId service, Slug train) {
    var cuts =
        new ArrayList<Cut>(
            sql.createQuery(
                    """
                    select c.train, c.planned_at, c.at, c.slot, c.extra, c.state, c.number as cut_number,
                           c.commit as cut_commit, c.by, c.reason, c.run_id as cut_run,
                           r.result as cut_result, r.sentence as cut_sentence, l.id as release_id,
                           %s, %s
                    from train_cut c
                    left join run r on r.id = c.run_id
                    left join release l on l.service_id = c.service_id and l.made_by = c.run_id
                    left join build b on b.service_id = c.service_id and b.commit = c.commit
                    where c.service_id = :service and c.train = :train
                    order by c.planned_at desc
                    limit :most
                    """
                        .formatted(Candidates.BUILD_COLUMNS, Candidates.RELEASE_COLUMNS))
                .bind("service", service.value())
                .bind("train", train.text())
                .bind("most", NEWEST_CUTS)
                .map((row, context) -> cut(row))
                .list());
    Collections.reverse(cuts);
    return List.copyOf(cuts);
  }

  private static Cut cut(ResultSet row) throws SQLException {
    return new Cut(
        new Slug(row.getString("train")),
        row.getTimestamp("planned_at").toInstant(),
        row.getTimestamp("at").toInstant(),
        row.getTimestamp("slot").toInstant(),
        state(row));
  }

  private static State state(ResultSet row) throws SQLException {
    boolean extra = row.getBoolean("extra");
    String by = row.getString("by");
    String reason = row.getString("reason");
    return switch (Words.read(Kind.class, row.getString("state"))) {
      case AWAITED -> new State.Awaited(extra, by, reason);
      case TAKEN ->
          new State.Taken(
              row.getLong("cut_number"),
              new CommitId(row.getString("cut_commit")),
              extra,
              making(row));
      case UNCHANGED -> new State.Unchanged(extra);
      case REPLACED -> new State.Replaced(reason);
      case SKIPPED -> new State.Skipped(by, reason);
    };
  }

  private static Making making(ResultSet row) throws SQLException {
    long run = row.getLong("cut_run");
    if (row.wasNull()) {
      return new Making.NotYet();
    }
    row.getLong("release_id");
    if (!row.wasNull() && Candidates.read(row) instanceof Candidate.OfRelease release) {
      return new Making.Released(release);
    }
    String result = Optional.ofNullable(row.getString("cut_result")).orElse("");
    return switch (result) {
      case "" -> new Making.UnderWay(new RunId(run));
      case "succeeded" ->
          new Making.NothingToRelease(new RunId(run), row.getString("cut_sentence"));
      default -> new Making.NotReleased(new RunId(run), row.getString("cut_sentence"));
    };
  }

  private enum Kind {
    AWAITED,
    TAKEN,
    UNCHANGED,
    REPLACED,
    SKIPPED
  }

  /// Writes down what became of a cut, or what a person wants of it. One that was decided already
  /// stays as it is.
  ///
  /// @return whether this decided it
  public boolean decide(ServiceId service, Cut cut, Instant now) {
    Row row = Row.of(cut.state());
    return sql.createUpdate(
                """
                insert into train_cut (service_id, train, planned_at, at, slot, extra, state,
                                       number, commit, by, reason, decided_at)
                values (:service, :train, :planned, :at, :slot, :extra, :state, :number, :commit, :by,
                        :reason, :now)
                on conflict (service_id, train, planned_at) do update
                set at = excluded.at, state = excluded.state, number = excluded.number,
                    commit = excluded.commit, by = excluded.by, reason = excluded.reason,
                    decided_at = excluded.decided_at
                where train_cut.state = 'awaited'
                """)
            .bind("service", service.value())
            .bind("train", cut.train().text())
            .bind("planned", cut.planned())
            .bind("at", cut.at())
            .bind("slot", cut.slot())
            .bind("extra", cut.extra())
            .bind("state", Words.of(row.kind()))
            .bind("number", row.number().orElse(null))
            .bind("commit", row.commit().map(CommitId::text).orElse(null))
            .bind("by", row.by())
            .bind("reason", row.reason())
            .bind("now", now)
            .execute()
        == 1;
  }

  private record Row(
      Kind kind, Optional<Long> number, Optional<CommitId> commit, String by, String reason) {

    static Row of(State state) {
      return switch (state) {
        case State.Awaited(_, String by, String reason) -> plain(Kind.AWAITED, by, reason);
        case State.Taken(long number, CommitId commit, _, _) ->
            new Row(Kind.TAKEN, Optional.of(number), Optional.of(commit), "", "");
        case State.Unchanged _ -> plain(Kind.UNCHANGED, "", "");
        case State.Replaced(String what) -> plain(Kind.REPLACED, "", what);
        case State.Skipped(String by, String reason) -> plain(Kind.SKIPPED, by, reason);
      };
    }

    private static Row plain(Kind kind, String by, String reason) {
      return new Row(kind, Optional.empty(), Optional.empty(), by, reason);
    }
  }

  /// A run makes the release of a cut: one run, for ever.
  public void begun(ServiceId service, Cut cut, RunId run) {
    int rows =
        sql.createUpdate(
                """
                update train_cut set run_id = :run
                where service_id = :service and train = :train and planned_at = :planned
                  and state = 'taken' and run_id is null
                """)
            .bind("run", run.value())
            .bind("service", service.value())
            .bind("train", cut.train().text())
            .bind("planned", cut.planned())
            .execute();
    Tx.expect(1, rows, "the cut of %s at %s".formatted(cut.train(), cut.planned()));
  }
}
