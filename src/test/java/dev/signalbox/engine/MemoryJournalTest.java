package dev.signalbox.engine;

import dev.signalbox.base.RunId;
import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.engine.StepRun.Phase;
import dev.signalbox.flow.Flow;
import dev.signalbox.flow.StepSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The simulation's journal keeps the promises of the real one.
class MemoryJournalTest extends JournalContract {

  private final MemoryJournal journal = new MemoryJournal(aBuild(), () -> {});

  @Override
  protected Journal journal() {
    return journal;
  }

  @Override
  protected RunId run() {
    return new RunId(1);
  }

  @Override
  protected void wantsStopped(String who, String why) {
    journal.ask(new Run.Abort(who, why));
  }

  private static Run aBuild() {
    List<StepRun> steps = new ArrayList<>();
    add(steps, Phase.MAIN, flow().build());
    add(steps, Phase.ON_FAILURE, Flow.ALERT_AND_HALT);
    return new Run(
        new RunId(1),
        new ServiceId(1),
        new Slug("storefront"),
        new Digest("sha256:" + "0".repeat(64)),
        new Work.Build(new CommitId("a".repeat(40))),
        0,
        Optional.empty(),
        MONDAY,
        steps);
  }

  private static void add(List<StepRun> steps, Phase phase, List<StepSpec> specs) {
    for (int i = 0; i < specs.size(); i++) {
      steps.add(new StepRun(phase, i + 1, 0, specs.get(i), new StepState.Pending(), ""));
    }
  }
}
