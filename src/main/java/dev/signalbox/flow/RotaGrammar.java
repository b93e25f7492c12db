package dev.signalbox.flow;

import static dev.signalbox.flow.shape.Key.preset;
import static dev.signalbox.flow.shape.Key.required;
import static dev.signalbox.flow.shape.MappingOf.mapping;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.calendar.RecurrenceText;
import dev.signalbox.domain.rota.Rota;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.shape.At;
import dev.signalbox.flow.shape.Fields;
import dev.signalbox.flow.shape.Key;
import dev.signalbox.flow.shape.ListOf;
import dev.signalbox.flow.shape.MappingOf;
import dev.signalbox.flow.shape.NamedOnes;
import dev.signalbox.flow.shape.Shape;
import dev.signalbox.flow.shape.Text;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The part of the language that says who is on duty: `rota` at the top of the file. The rest is in
/// [Grammar].
final class RotaGrammar {

  private RotaGrammar() {}

  static final Text<String> PERSON =
      new Text<>(
          "a person",
          "It is the name that the person goes by here, as in --as, without spaces.",
          "[A-Za-z0-9][A-Za-z0-9._@+-]*",
          80,
          ProblemCode.BAD_NAME,
          Text.Meant::well);

  private static final Text<RecurrenceText> TURN =
      CalendarGrammar.text(
          "the beginning of turns",
          "Write monthly, weekly, or a recurrence such as every other MON 09:00 from 2026-01-05.",
          ProblemCode.BAD_RECURRENCE,
          Rota::turns);

  static final Key<At<RecurrenceText>> TURNS =
      required(
          "turns",
          TURN.placed(),
          "When the next turn begins: `monthly` on the first, `weekly` on Monday, or a recurrence.");

  static final Key<List<At<String>>> OF =
      required(
          "of",
          new ListOf<>("a list of people", PERSON.placed()),
          "Who takes turns, in their order.");

  static final Key<LocalDate> FROM =
      preset(
          "from", CalendarGrammar.DATE, "2026-01-01", "The day the first of them begins a turn.");

  static final MappingOf ROTA = mapping("a rota", TURNS, OF, FROM);

  static final Shape<List<NamedOnes.One<Slug, Fields>>> SHAPE =
      new NamedOnes<>("one role or more, each with its turns", Forms.NAME, ROTA);

  static void check(FlowDraft flow, Problems problems) {
    for (NamedOnes.One<Slug, Fields> one : flow.file().get(Grammar.File.ROTA).orElse(List.of())) {
      one.value()
          .ifPresent(rota -> {
            rota.get(TURNS).ifPresent(turns -> CalendarCheck.zone(flow.file(), turns, problems));
            rota.get(OF).ifPresent(people -> tellTwice(people, problems));
          });
    }
  }

  private static void tellTwice(List<At<String>> people, Problems problems) {
    Map<String, At<String>> seen = new HashMap<>();
    for (At<String> person : people) {
      At<String> before = seen.putIfAbsent(person.value(), person);
      if (before != null) {
        problems.add(
            person.place(),
            ProblemCode.LISTED_TWICE,
            "%s is in line %d already.".formatted(person.value(), before.place().line()),
            "Keep one of them.");
      }
    }
  }

  /// The rotas of a file without problems.
  static List<Rota> rotas(Fields file) {
    ZoneId zone = CalendarGrammar.zoneOf(file).orElse(ZoneOffset.UTC);
    return file.get(Grammar.File.ROTA).orElse(List.of()).stream()
        .map(one -> rota(one.name().orElseThrow(), one.value().orElseThrow(), zone))
        .toList();
  }

  private static Rota rota(Slug role, Fields rota, ZoneId zone) {
    return new Rota(
        role,
        rota.need(TURNS).value().in(zone),
        rota.need(OF).stream().map(At::value).toList(),
        rota.need(FROM));
  }
}
