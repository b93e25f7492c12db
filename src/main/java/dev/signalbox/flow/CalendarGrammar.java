package dev.signalbox.flow;

import static dev.signalbox.flow.shape.Key.optional;
import static dev.signalbox.flow.shape.Key.preset;
import static dev.signalbox.flow.shape.Key.required;
import static dev.signalbox.flow.shape.MappingOf.mapping;
import static dev.signalbox.flow.shape.MappingOf.oneOf;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.calendar.Country;
import dev.signalbox.domain.calendar.FreezeText;
import dev.signalbox.domain.calendar.Move;
import dev.signalbox.domain.calendar.OnHoliday;
import dev.signalbox.domain.calendar.Parsed;
import dev.signalbox.domain.calendar.RecurrenceText;
import dev.signalbox.domain.calendar.WindowText;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.shape.At;
import dev.signalbox.flow.shape.Choice;
import dev.signalbox.flow.shape.Either;
import dev.signalbox.flow.shape.Fields;
import dev.signalbox.flow.shape.Key;
import dev.signalbox.flow.shape.ListOf;
import dev.signalbox.flow.shape.MappingOf;
import dev.signalbox.flow.shape.NamedOnes;
import dev.signalbox.flow.shape.Shape;
import dev.signalbox.flow.shape.Text;
import dev.signalbox.flow.shape.Text.Meant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// The part of the language that says when: `calendar` at the top of the file, and the forms of
/// recurrences, windows and freezes. The rest is in [Grammar].
final class CalendarGrammar {

  private CalendarGrammar() {}

  /// When something happens again and again.
  static final Text<RecurrenceText> RECURRENCE =
      text("a recurrence", RecurrenceText.RULE, ProblemCode.BAD_RECURRENCE, RecurrenceText::read);

  static final Text<LocalDate> DATE =
      new Text<>(
          "a date",
          "Write it as 2026-12-24.",
          "[0-9]{4}-[0-9]{2}-[0-9]{2}",
          10,
          ProblemCode.BAD_DATE,
          text -> meant(ProblemCode.BAD_DATE, RecurrenceText.date(text)));

  private static final Text<WindowText> OPEN_TIMES =
      text("times of a week", WindowText.RULE, ProblemCode.BAD_WINDOW, WindowText::read);

  private static final Text<FreezeText> FROM_TO =
      text("a freeze", FreezeText.RULE, ProblemCode.BAD_FREEZE, FreezeText::read);

  private static final Text<Country> COUNTRY =
      new Text<>(
          "a country",
          "It is a code of ISO 3166, such as US, or with a region DE-BY.",
          "[A-Za-z]{2}(-[A-Za-z0-9]{1,8})*",
          20,
          ProblemCode.BAD_COUNTRY,
          code -> meant(ProblemCode.BAD_COUNTRY, Country.read(code)));

  static final Key<ZoneId> ZONE =
      required("zone", Forms.ZONE, "Where it is which day and which time.");

  /// Behind `holidays`.
  static final class HolidayList {

    private static final String OWN = "a holiday of our own";

    static final Key<List<Country>> COUNTRIES =
        optional(
            "countries",
            new ListOf<>("a list of countries", COUNTRY),
            "Whose public holidays count, by countries and their regions.");

    static final Key<List<At<NamedDay>>> ALSO =
        optional(
            "also",
            new Either<>(
                "a list of dates, or dates with their names",
                new ListOf<>("a list of dates", DATE.placed())
                    .as(days ->
                        days.stream().map(day -> day.map(d -> new NamedDay(d, OWN))).toList()),
                new NamedOnes<>("one date or more, each with its name", DATE, Forms.LINE)
                    .as(days -> days.stream().map(HolidayList::named).toList())),
            "Further days that count as holidays.");

    static final Key<OnHoliday> ON_HIT =
        preset(
            "on-hit",
            new Choice<OnHoliday>("what becomes of what falls on a holiday")
                .or("skip", OnHoliday.SKIP, "It is left out.")
                .or(
                    "day-before",
                    OnHoliday.DAY_BEFORE,
                    "It moves to the last day before that is no holiday.")
                .or(
                    "day-after",
                    OnHoliday.DAY_AFTER,
                    "It moves to the first day after that is no holiday.")
                .or("run", OnHoliday.RUN, "It happens all the same."),
            "skip",
            "What becomes of a train or a start that falls on a holiday.");

    static final MappingOf SHAPE = mapping("'holidays'", COUNTRIES, ALSO, ON_HIT);

    record NamedDay(LocalDate day, String name) {}

    private static At<NamedDay> named(NamedOnes.One<LocalDate, String> one) {
      return new At<>(
          one.word().place(), new NamedDay(one.name().orElseThrow(), one.value().orElseThrow()));
    }
  }

  static final Key<Fields> HOLIDAYS =
      optional("holidays", HolidayList.SHAPE, "Which days are holidays, and what follows.");

  static final Key<List<WindowText>> OPEN =
      required(
          "open",
          new Either<>(
              "times of a week, or a list of them",
              OPEN_TIMES.as(List::of),
              new ListOf<>("a list of times of a week", OPEN_TIMES)),
          "A window: when it is open, week by week; a gate `window: NAME` asks for it.");

  static final Key<FreezeText> FREEZE =
      required(
          "freeze", FROM_TO, "A freeze: from when to when nothing moves into any environment.");

  private static final Shape<Move> MOVE =
      new Choice<Move>("something that can be let through")
          .or("rollback", Move.ROLLBACK, "What was good before; it is let through always.")
          .or("hotfix", Move.HOTFIX, "An urgent fix for production.")
          .or("warmfix", Move.WARMFIX, "An urgent fix for what is before production.");

  static final Key<List<Move>> LETS_THROUGH =
      optional(
          "lets-through",
          new ListOf<>("a list of what is let through", MOVE),
          "What moves all the same; a rollback always does.");

  static final MappingOf.Others<Slug, Fields> NAMED =
      MappingOf.Others.of(
          "NAME",
          new NamedOnes<>(
              "windows and freezes, each with its name",
              Forms.NAME,
              oneOf("a window or a freeze", OPEN, FREEZE).and(LETS_THROUGH)),
          "A window or a freeze, by a name of the team's own.");

  static final MappingOf SHAPE = mapping("'calendar'", ZONE, HOLIDAYS).and(NAMED);

  static <T> Text<T> text(String noun, String rule, ProblemCode code, Reading<T> reading) {
    return new Text<>(noun, rule, ".*\\S.*", 200, code, text -> meant(code, reading.of(text)));
  }

  private static <T> Meant<T> meant(ProblemCode code, Parsed<T> parsed) {
    return switch (parsed) {
      case Parsed.Good<T>(T value) -> Meant.well(value);
      case Parsed.Bad<T>(String fact, String next) -> Meant.ill(code, fact, next);
    };
  }

  interface Reading<T> {
    Parsed<T> of(String text);
  }

  /// The zone of the file's calendar.
  static Optional<ZoneId> zoneOf(Fields file) {
    return file.get(Grammar.File.CALENDAR).flatMap(calendar -> calendar.get(ZONE));
  }
}
