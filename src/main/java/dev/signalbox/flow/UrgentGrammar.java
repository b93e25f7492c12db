package dev.signalbox.flow;

import static dev.signalbox.flow.shape.Key.optional;
import static dev.signalbox.flow.shape.Key.required;
import static dev.signalbox.flow.shape.MappingOf.mapping;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.calendar.Move;
import dev.signalbox.domain.environment.UrgentRule;
import dev.signalbox.flow.shape.At;
import dev.signalbox.flow.shape.Either;
import dev.signalbox.flow.shape.Fields;
import dev.signalbox.flow.shape.Key;
import dev.signalbox.flow.shape.ListOf;
import dev.signalbox.flow.shape.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The part of the language that says how urgent fixes go past the timetable: `urgent` at the top
/// of the file. The rest is in [Grammar].
final class UrgentGrammar {

  private UrgentGrammar() {}

  private static final Shape<List<At<Slug>>> PLACES =
      new Either<>(
          "an environment, or a list of them",
          Forms.NAME.placed().as(List::of),
          new ListOf<>("a list of environments", Forms.NAME.placed()));

  static final Key<List<At<Slug>>> INTO =
      required("into", PLACES, "Where it goes: one environment, or several in their order.");

  static final Key<List<At<Slug>>> TAKES_SLOT_OF =
      optional(
          "takes-slot-of",
          PLACES,
          "Where it replaces the planned release: it goes in the next slot, and nothing else does.");

  private static final Shape<Fields> KIND = mapping("an urgent fix", INTO, TAKES_SLOT_OF);

  static final Key<Fields> WARMFIX =
      optional("warmfix", KIND, "A fix for what is before production.");

  static final Key<Fields> HOTFIX = optional("hotfix", KIND, "A fix for production.");

  static final Key<Fields> URGENT =
      optional(
          "urgent",
          mapping("'urgent'", WARMFIX, HOTFIX),
          "Which urgent fixes there may be, where they go, and whose slot they take; asked for with"
              + " `--urgent`, with a reason, and counted.");

  /// Both kinds, as far as they are written.
  static List<Fields> kinds(Fields file) {
    return file.get(URGENT).stream()
        .flatMap(urgent -> Stream.of(WARMFIX, HOTFIX).flatMap(kind -> urgent.get(kind).stream()))
        .toList();
  }

  /// The rules of a file without problems.
  static List<UrgentRule> rules(Fields file) {
    return file.get(URGENT).stream()
        .flatMap(urgent ->
            Stream.of(
                rule(Move.WARMFIX, urgent.get(WARMFIX)), rule(Move.HOTFIX, urgent.get(HOTFIX))))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<UrgentRule> rule(Move kind, Optional<Fields> written) {
    return written.map(fields ->
        new UrgentRule(
            kind, names(fields.need(INTO)), names(fields.get(TAKES_SLOT_OF).orElse(List.of()))));
  }

  private static List<Slug> names(List<At<Slug>> places) {
    return places.stream().map(At::value).toList();
  }
}
