package dev.signalbox.flow;

import static dev.signalbox.flow.shape.Word.bare;
import static dev.signalbox.flow.shape.Word.valued;

import dev.signalbox.domain.environment.GateRule;
import dev.signalbox.flow.shape.ListOf;
import dev.signalbox.flow.shape.Shape;
import dev.signalbox.flow.shape.Word;
import dev.signalbox.flow.shape.Words;
import dev.signalbox.flow.shape.Words.Chosen;
import java.util.List;

/// The part of the language that says what must be true before something starts: `gates` of an
/// environment. The rest is in [Grammar].
final class GateGrammar {

  private GateGrammar() {}

  static final Word<GateDraft> WINDOW =
      valued(
          "window",
          Forms.NAME.placed().as(GateDraft.InWindow::new),
          "The calendar's window of this name is open.");

  static final Word<GateDraft> NOT_A_HOLIDAY =
      bare(
          "not-a-holiday",
          new GateDraft.Complete(new GateRule.NotAHoliday()),
          "The day is none of the calendar's holidays.");

  private static final List<Word<GateDraft>> ALL = List.of(WINDOW, NOT_A_HOLIDAY);

  static final Shape<List<Chosen<GateDraft>>> SHAPE =
      new ListOf<>("a list of gates", new Words<>("gate", "a gate of an environment", ALL, ALL));
}
