package dev.signalbox.store;

import dev.signalbox.base.RunId;
import dev.signalbox.base.Words;
import dev.signalbox.engine.StepRun;
import dev.signalbox.engine.StepRun.Phase;
import dev.signalbox.flow.Flow;
import dev.signalbox.flow.ReleaseRule;
import dev.signalbox.flow.StepSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// The steps of runs.
record StepStore(Handle sql) {

  static Map<Phase, List<StepSpec>> of(Flow flow) {
    return Map.of(Phase.MAIN, flow.build(), Phase.ON_FAILURE, Flow.ALERT_AND_HALT);
  }

  /// The steps of a build on a release line.
  static Map<Phase, List<StepSpec>> ofLine(Flow flow) {
    return Map.of(Phase.MAIN, flow.buildOfLine(), Phase.ON_FAILURE, Flow.ALERT_AND_HALT);
  }

  /// The steps of a cut.
  static Map<Phase, List<StepSpec>> of(ReleaseRule rule) {
    return Map.of(
        Phase.MAIN, List.of(new StepSpec.Release(rule)), Phase.ON_FAILURE, Flow.ALERT_AND_HALT);
  }

  static Map<Phase, List<StepSpec>> of(Flow.EnvironmentFlow environment) {
    return Map.of(
        Phase.MAIN,
        environment.steps(),
        Phase.ON_FAILURE,
        environment.onFailure(),
        Phase.ON_BREACH,
        environment.onBreach());
  }

  void add(RunId run, Map<Phase, List<StepSpec>> phases) {
    var batch =
        sql.prepareBatch(
            """
            insert into step (run_id, phase, number, keyword, label, state)
            values (:run, :phase, :number, :keyword, :label, 'pending')
            """);
    phases.forEach((phase, specs) -> {
      for (int i = 0; i < specs.size(); i++) {
        batch
            .bind("run", run.value())
            .bind("phase", Words.of(phase))
            .bind("number", i + 1)
            .bind("keyword", specs.get(i).keyword())
            .bind("label", specs.get(i).label())
            .add();
      }
    });
    batch.execute();
  }

  void save(RunId run, StepRun step) {
    StepColumns columns = StepColumns.of(step.state());
    int rows =
        sql.createUpdate(
                """
                update step
                set round = :round, state = :state, attempt = :attempt, sentence = :sentence,
                    cleared_by = :clearedBy, memory = :memory, since = coalesce(since, :since),
                    wake_at = :wakeAt, ended_at = :endedAt
                where run_id = :run and phase = :phase and number = :number
                """)
            .bind("round", step.round())
            .bind("state", columns.state())
            .bind("attempt", columns.attempt())
            .bind("sentence", columns.sentence().replace('\0', '\uFFFD'))
            .bind("clearedBy", columns.clearedBy())
            .bind("memory", step.memory())
            .bind("since", columns.since())
            .bind("wakeAt", columns.wakeAt())
            .bind("endedAt", columns.endedAt())
            .bind("run", run.value())
            .bind("phase", Words.of(step.phase()))
            .bind("number", step.number())
            .execute();
    Tx.expect(1, rows, "step " + step.number() + " of " + run);
  }

  List<StepRun> all(RunId run, Map<Phase, List<StepSpec>> specs) {
    var steps = new ArrayList<StepRun>();
    sql.createQuery(
            """
            select phase, number, round, state, attempt, sentence, cleared_by, memory, since,
                   wake_at, ended_at
            from step
            where run_id = :run
            order by phase, number
            """)
        .bind("run", run.value())
        .map((row, context) -> {
          Phase phase = Words.read(Phase.class, row.getString("phase"));
          int number = row.getInt("number");
          return new StepRun(
              phase,
              number,
              row.getInt("round"),
              specs.getOrDefault(phase, List.of()).get(number - 1),
              StepColumns.read(row).toState(),
              row.getString("memory"));
        })
        .forEach(steps::add);
    return steps;
  }
}
