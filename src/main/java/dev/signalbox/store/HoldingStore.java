package dev.signalbox.store;

import dev.signalbox.base.ServiceId;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.line.Holding;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Which commits have which fixes. What was found out once is so for ever.
public record HoldingStore(Handle sql) {

  /// @param fix a commit of the tracked branch
  /// @param commit what runs somewhere, or may
  public record Question(CommitId fix, CommitId commit) {}

  public void add(ServiceId service, Question question, Holding holding) {
    sql.createUpdate(
            """
            insert into holding (service_id, fix, commit, how, became)
            values (:service, :fix, :commit, :how, :became)
            on conflict (service_id, fix, commit) do nothing
            """)
        .bind("service", service.value())
        .bind("fix", question.fix().text())
        .bind("commit", question.commit().text())
        .bind(
            "how",
            switch (holding) {
              case Holding.ByAncestry() -> "ancestry";
              case Holding.ByPick _ -> "pick";
              case Holding.Lacking() -> "lacking";
              case Holding.Unknown() ->
                  throw new IllegalStateException("nothing was found out. Indicates a bug.");
            })
        .bind("became", holding instanceof Holding.ByPick(CommitId as) ? as.text() : null)
        .execute();
  }

  /// What is known of these fixes.
  public Map<Question, Holding> known(ServiceId service, List<CommitId> fixes) {
    return sql
        .createQuery(
            """
            select fix, commit, how, became from holding
            where service_id = :service and fix = any(cast(:fixes as text[]))
            """)
        .bind("service", service.value())
        .bind(
            "fixes", fixes.stream().map(CommitId::text).collect(Collectors.joining(",", "{", "}")))
        .map((row, context) ->
            Map.entry(
                new Question(
                    new CommitId(row.getString("fix")), new CommitId(row.getString("commit"))),
                holding(row)))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /// The commits that run somewhere now, and those of the releases from a number on.
  public List<CommitId> places(ServiceId service, long from) {
    return sql.createQuery(
            """
            select commit from (
              select distinct on (environment) commit from deployment
              where service_id = :service
              order by environment, id desc) there
            union
            select commit from release where service_id = :service and number >= :from
            """)
        .bind("service", service.value())
        .bind("from", from)
        .mapTo(String.class)
        .map(CommitId::new)
        .list();
  }

  private static Holding holding(ResultSet row) throws SQLException {
    return switch (row.getString("how")) {
      case "ancestry" -> new Holding.ByAncestry();
      case "pick" -> new Holding.ByPick(new CommitId(row.getString("became")));
      default -> new Holding.Lacking();
    };
  }
}
