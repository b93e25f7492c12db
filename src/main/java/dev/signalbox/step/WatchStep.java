package dev.signalbox.step;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.deployment.DeploymentFact.ThresholdBreached;
import dev.signalbox.domain.signoff.Checklist;
import dev.signalbox.domain.signoff.Checklist.Stand;
import dev.signalbox.domain.signoff.SignoffFact.DashboardsUnwatched;
import dev.signalbox.domain.signoff.Signoffs.Word;
import dev.signalbox.engine.Outcome;
import dev.signalbox.engine.StepContext;
import dev.signalbox.engine.Work;
import dev.signalbox.flow.StepSpec;
import java.time.Instant;
import java.util.List;

/// `watch`: the run sleeps until somebody says something, or the time is over. When it began is the
/// step's memory, so any server can go on with it; what was said before that is about another time.
final class WatchStep {

  private final Toolbox tools;

  WatchStep(Toolbox tools) {
    this.tools = tools;
  }

  Outcome execute(StepSpec.Watch watch, StepContext context) {
    Work.Promotion promotion = Promoting.of(context);
    String memory = context.step().memory();
    Instant begun = memory.isEmpty() ? context.now() : Instant.parse(memory);
    Instant until = begun.plus(watch.lasting());
    List<Word> words =
        tools.spoken().in(context.run().service(), promotion.environment()).stream()
            .filter(word -> word.digest().equals(promotion.what().digest()))
            .filter(word -> !word.at().isBefore(begun))
            .toList();
    String what = promotion.what().label();
    return switch (Checklist.of(watch.dashboards(), words, until, context.now())) {
      case Stand.Done(String sentence) -> Outcome.succeeded(sentence);
      case Stand.Bad(String sentence) ->
          new Outcome.Breached(sentence, List.of(new ThresholdBreached(what, sentence)));
      case Stand.Over(String sentence, List<Slug> left) ->
          Outcome.succeeded(
              sentence,
              new DashboardsUnwatched(
                  left.stream().map(Slug::text).toList(), what, promotion.environment().text()));
      case Stand.Open(String sentence, List<Slug> left) ->
          new Outcome.Waiting(
              sentence,
              "whoever has looked: signalbox say %s %s %s yes; or time"
                  .formatted(context.run().serviceName(), promotion.environment(), left.getFirst()),
              until,
              begun.toString());
    };
  }
}
