package dev.signalbox.flow;

import static dev.signalbox.flow.shape.Key.preset;
import static dev.signalbox.flow.shape.Key.required;
import static dev.signalbox.flow.shape.MappingOf.mapping;
import static dev.signalbox.flow.shape.Word.bare;
import static dev.signalbox.flow.shape.Word.valued;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.environment.GateRule;
import dev.signalbox.domain.environment.GateRule.Telling;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.shape.Choice;
import dev.signalbox.flow.shape.Key;
import dev.signalbox.flow.shape.ListOf;
import dev.signalbox.flow.shape.Shape;
import dev.signalbox.flow.shape.Text;
import dev.signalbox.flow.shape.Word;
import dev.signalbox.flow.shape.Words;
import dev.signalbox.flow.shape.Words.Chosen;
import java.util.List;

/// The part of the language that says what must be true before something starts: `gates` of an
/// environment. The rest is in [Grammar].
final class GateGrammar {

  private GateGrammar() {}

  static final Text<String> CHECK =
      new Text<>(
          "a check",
          "It is the name that CI reports it by, such as unit or e2e/firefox.",
          "[A-Za-z0-9][A-Za-z0-9 ._/-]*",
          80,
          ProblemCode.BAD_NAME,
          Text.Meant::well);

  /// Behind `request`.
  static final class Request {

    static final Key<Slug> TO =
        required("to", Forms.NAME, "Who answers it, by the name of a role.");

    static final Key<List<Telling>> SAYS =
        preset(
            "says",
            new ListOf<>(
                "a list of what it tells",
                new Choice<Telling>("something a request tells")
                    .or("changes", Telling.CHANGES, "The notes of all releases since.")
                    .or(
                        "configuration",
                        Telling.CONFIGURATION,
                        "Those changes whose scope is config, configuration or settings.")
                    .or("migrations", Telling.MIGRATIONS, "What the notes say breaks.")
                    .or(
                        "companions",
                        Telling.COMPANIONS,
                        "How the companions stand, and the tag to name of each.")
                    .or("links", Telling.LINKS, "Where more stands.")),
            "[changes, configuration, migrations, companions, links]",
            "What it tells them.");

    static final Shape<GateRule> SHAPE =
        mapping("'request'", TO, SAYS)
            .as(request -> new GateRule.Requested(request.need(TO), request.need(SAYS)));
  }

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

  static final Word<GateDraft> WORD_OF =
      valued(
          "word-of",
          Forms.NAME.as(role -> new GateDraft.Complete(new GateRule.WordOf(role))),
          "Whoever has this role says that the release is safe; where a `rota` has the role, whoever"
              + " is on duty.");

  static final Word<GateDraft> QA =
      valued(
          "qa",
          new Choice<GateDraft>("a verdict of QA")
              .or(
                  "no-blockers",
                  new GateDraft.Complete(new GateRule.NoBlockers()),
                  "A person of QA says that there are no blockers, or names one."),
          "QA says it by hand.");

  static final Word<GateDraft> CHECKS =
      valued(
          "checks",
          new ListOf<>("a list of checks", CHECK)
              .as(names -> new GateDraft.Complete(new GateRule.Checks(names))),
          "These checks of the team's own CI were reported as passed on the commit.");

  private static final List<Word<GateDraft>> ALL =
      List.of(WINDOW, NOT_A_HOLIDAY, WORD_OF, QA, CHECKS, CompanionGrammar.COMPANION);

  static final Shape<List<Chosen<GateDraft>>> SHAPE =
      new ListOf<>("a list of gates", new Words<>("gate", "a gate of an environment", ALL, ALL));
}
