package dev.signalbox.store;

import dev.signalbox.base.RunId;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.artifact.ImageName;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.plan.ServiceState.BuildState;
import dev.signalbox.domain.release.Candidate;
import java.sql.ResultSet;
import java.sql.SQLException;

/// A build `b` with its run `r`, as the planner sees it.
final class BuildRows {

  private BuildRows() {}

  static final String COLUMNS =
      """
      b.number, b.commit, b.image, b.digest, b.problem, b.run_id, r.result,
      coalesce(b.problem, format('run_%s %s: %s', r.id, r.result, r.sentence)) as why
      """;

  static BuildState read(ResultSet row) throws SQLException {
    long number = row.getLong("number");
    var commit = new CommitId(row.getString("commit"));
    String result = row.getString("result");
    if ("succeeded".equals(result)) {
      return new BuildState.Built(
          new Candidate.OfBuild(
              number,
              commit,
              new Digest(row.getString("digest")),
              ImageName.parse(row.getString("image"))));
    }
    return result == null && row.getString("problem") == null
        ? new BuildState.Building(number, commit, new RunId(row.getLong("run_id")))
        : new BuildState.NotBuilt(number, commit, row.getString("why"));
  }
}
