package dev.signalbox.flow;

import static dev.signalbox.flow.shape.Key.required;
import static dev.signalbox.flow.shape.MappingOf.mapping;
import static dev.signalbox.flow.shape.Word.valued;

import dev.signalbox.base.Slug;
import dev.signalbox.flow.shape.Key;
import dev.signalbox.flow.shape.ListOf;
import dev.signalbox.flow.shape.Word;
import java.time.Duration;
import java.util.List;

/// The part of the language that says what people look at behind a deployment: `watch`. The rest is
/// in [Grammar].
final class WatchGrammar {

  private WatchGrammar() {}

  static final Key<List<Slug>> DASHBOARDS =
      required(
          "dashboards",
          new ListOf<>("a list of dashboards", Forms.NAME),
          "What people look at, by the names they tick it by.");

  static final Key<Duration> LASTING =
      required("for", Forms.DURATION, "How long they have; what nobody looked at is written down.");

  static final Word<Draft> WATCH =
      valued(
          "watch",
          mapping("'watch'", DASHBOARDS, LASTING)
              .as(watch ->
                  new Draft.Complete(
                      new StepSpec.Watch(
                          watch.need(DASHBOARDS).stream().distinct().toList(),
                          watch.need(LASTING)))),
          "A checklist of dashboards: people say yes to each, or no, which is a breach.");
}
