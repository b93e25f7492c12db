package dev.signalbox.flow;

import static dev.signalbox.flow.shape.Key.optional;
import static dev.signalbox.flow.shape.Key.preset;
import static dev.signalbox.flow.shape.Key.required;
import static dev.signalbox.flow.shape.MappingOf.mapping;
import static dev.signalbox.flow.shape.Text.Meant.ill;
import static dev.signalbox.flow.shape.Text.Meant.well;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.calendar.Parsed;
import dev.signalbox.domain.calendar.RecurrenceText;
import dev.signalbox.domain.environment.Environment.Takes;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.shape.At;
import dev.signalbox.flow.shape.Choice;
import dev.signalbox.flow.shape.Either;
import dev.signalbox.flow.shape.Fields;
import dev.signalbox.flow.shape.Key;
import dev.signalbox.flow.shape.MappingOf;
import dev.signalbox.flow.shape.NamedOnes;
import dev.signalbox.flow.shape.Shape;
import dev.signalbox.flow.shape.Text;
import dev.signalbox.flow.shape.Text.Meant;
import java.time.Duration;
import java.util.List;

/// The part of the language that is about time: trains, what environments take from them and from
/// each other, and when they start. The rest is in [Grammar].
final class TrainGrammar {

  private TrainGrammar() {}

  /// One train.
  static final class Trains {

    static final Key<At<RecurrenceText>> CUTS =
        required(
            "cuts",
            CalendarGrammar.RECURRENCE.placed(),
            "When it is cut: what is on the tracked branch at that instant becomes a release, and"
                + " the next one begins with the first commit after it.");

    static final Key<Boolean> IF =
        preset(
            "if",
            new Choice<Boolean>("a condition")
                .or("changed", true, "If a commit has come since the cut before."),
            "changed",
            "When a cut makes a release at all.");

    static final MappingOf SHAPE = mapping("a train", CUTS, IF);
  }

  static final Key<List<NamedOnes.One<Slug, Fields>>> TRAINS =
      optional(
          "trains",
          new NamedOnes<>("one train or more, each with its name", Forms.NAME, Trains.SHAPE),
          "Releases that are made at fixed times, whatever is on the branch then.");

  /// Behind `takes`.
  static final class Taking {

    static final Key<At<Slug>> FROM =
        optional(
            "from",
            Forms.NAME.placed(),
            "Takes what went well in this environment; beside `train`, what it had just before"
                + " each cut.");

    static final Key<Duration> SOAKED =
        optional(
                "soaked",
                Forms.DURATION,
                "Takes the newest release that has been well there for so long; a person may"
                    + " shorten or extend it for one release.")
            .beside(FROM);

    static final Key<At<Slug>> TRAIN =
        optional("train", Forms.NAME.placed(), "Takes the newest release of this train.");

    static final Key<Boolean> IF =
        optional(
                "if",
                new Choice<Boolean>("a condition")
                    .or("differs", true, "If it is not what is here already."),
                "When it is taken at all; left out, it is the same.")
            .beside(TRAIN);

    static final Shape<TakesDraft> SHAPE =
        new Either<>(
            "'every build', 'every release', { train: TRAIN } or { from: ENVIRONMENT }",
            new Choice<TakesDraft>("something an environment takes")
                .or(
                    "every build",
                    new TakesDraft.Whole(new Takes.EveryBuild()),
                    "Each build of the tracked branch, in the order of its commits.")
                .or(
                    "every release",
                    new TakesDraft.Whole(new Takes.EveryRelease()),
                    "Each release, in the order of its making."),
            mapping("'takes'", FROM, SOAKED, TRAIN, IF)
                .as(takes ->
                    new TakesDraft.Parts(takes.get(FROM), takes.get(TRAIN), takes.get(SOAKED))));
  }

  /// Behind `starts`.
  static final class Starting {

    static final String ON_REQUEST = "on-request";

    static final Shape<StartsDraft> SHAPE =
        new Text<>(
            "a way to start",
            "Write 'on-request', or when it starts, such as FRI 10:00 Europe/London: in a slot that"
                + " opens then and closes with the end of that day.",
            "on-request|[A-Za-z0-9*][^\\n]* [^\\n]+",
            200,
            ProblemCode.UNKNOWN_CHOICE,
            Starting::starts);

    private static Meant<StartsDraft> starts(String text) {
      if (text.equals(ON_REQUEST)) {
        return well(new StartsDraft.OnRequest());
      }
      return switch (RecurrenceText.read(text)) {
        case Parsed.Good<RecurrenceText>(RecurrenceText recurrence) ->
            well(new StartsDraft.At(recurrence));
        case Parsed.Bad<RecurrenceText>(String fact, String next) ->
            ill(ProblemCode.BAD_RECURRENCE, fact, next);
      };
    }
  }
}
