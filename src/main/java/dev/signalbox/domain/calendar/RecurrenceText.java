package dev.signalbox.domain.calendar;

import dev.signalbox.domain.calendar.Parsed.Bad;
import dev.signalbox.domain.calendar.Parsed.Good;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;

/// How a team writes when something recurs: by days of the week, by a crontab's fields, or by a
/// rule of RFC 5545; with a zone of its own at the end, or without one.
public record RecurrenceText(Pattern pattern, Optional<ZoneId> zone) {

  public static final String RULE =
      "Write days and a time (FRI 10:00, MON-FRI 00:00, every other TUE 10:00 from 2026-01-06),"
          + " the five fields of a crontab (0 10 * * FRI), or a rule"
          + " (FREQ=MONTHLY;BYDAY=2TU 10:00); a zone may end it: America/New_York.";

  private static final java.util.regex.Pattern FORM =
      java.util.regex.Pattern.compile(
          "(?<what>.*?)"
              + "(?: from (?<from>[0-9]{4}-[0-9]{2}-[0-9]{2}))?"
              + "(?: (?<zone>[A-Z][A-Za-z_]*/[A-Za-z0-9_+/-]+|UTC))?");

  private static final java.util.regex.Pattern WEEKLY =
      java.util.regex.Pattern.compile(
          "(?:every (?<every>other|third|fourth) )?(?<days>"
              + Days.FORM
              + ") (?<clock>"
              + Days.CLOCK
              + ")");

  private static final java.util.regex.Pattern CRON =
      java.util.regex.Pattern.compile("[0-9*/,-]+ +[0-9*/,-]+ +[0-9*/,-]+( +[0-9A-Za-z*/,-]+){2}");

  private static final java.util.regex.Pattern RULED =
      java.util.regex.Pattern.compile(
          "(?:RRULE:)?(?<rule>[A-Z]+=[^ ]*)(?: (?<clock>" + Days.CLOCK + "))?");

  /// Reads such a text.
  public static Parsed<RecurrenceText> read(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      return bad(text);
    }
    Optional<LocalDate> from = Optional.empty();
    if (form.group("from") != null) {
      switch (date(form.group("from"))) {
        case Good<LocalDate>(LocalDate day) -> from = Optional.of(day);
        case Bad<LocalDate>(String fact, String next) -> {
          return new Bad<>(fact, next);
        }
      }
    }
    Optional<String> zone = Optional.ofNullable(form.group("zone"));
    Optional<Parsed<ZoneId>> read = zone.map(Zones::read);
    if (read.isPresent() && read.get() instanceof Bad<ZoneId>(String fact, String next)) {
      return new Bad<>(fact, next);
    }
    Optional<ZoneId> own = zone.map(ZoneId::of);
    return pattern(form.group("what"), from)
        .then(pattern -> new Good<>(new RecurrenceText(pattern, own)));
  }

  /// The recurrence, in its own zone or else in this one.
  public Recurrence in(ZoneId usual) {
    return new Recurrence(pattern, zone.orElse(usual));
  }

  /// Reads a date such as `2026-12-24`.
  public static Parsed<LocalDate> date(String text) {
    try {
      return new Good<>(LocalDate.parse(text));
    } catch (DateTimeException impossible) {
      return text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")
          ? new Bad<>("There is no day %s.".formatted(text), "Write a day that exists.")
          : new Bad<>("'%s' is not a date.".formatted(text), "Write it as 2026-12-24.");
    }
  }

  private static Parsed<Pattern> pattern(String what, Optional<LocalDate> from) {
    Matcher weekly = WEEKLY.matcher(what);
    if (weekly.matches()) {
      return weekly(weekly, from);
    }
    Matcher ruled = RULED.matcher(what);
    if (ruled.matches()) {
      return RuleText.read(
          ruled.group("rule"), Optional.ofNullable(ruled.group("clock")).map(Days::seconds), from);
    }
    if (CRON.matcher(what).matches()) {
      return from.isEmpty()
          ? CronText.read(what)
          : new Bad<>("A crontab has no beginning.", "Leave 'from %s' out.".formatted(from.get()));
    }
    return bad(what);
  }

  private static Parsed<Pattern> weekly(Matcher weekly, Optional<LocalDate> from) {
    Set<DayOfWeek> days = Days.read(weekly.group("days"));
    int every =
        switch (weekly.group("every")) {
          case null -> 1;
          case "other" -> 2;
          case "third" -> 3;
          default -> 4;
        };
    if (every > 1 && from.isEmpty()) {
      return new Bad<>(
          "It is not said which weeks count.",
          "Add the first day: '%s from 2026-01-06'.".formatted(weekly.group()));
    }
    if (every > 1 && !days.contains(from.get().getDayOfWeek())) {
      return new Bad<>(
          "%s is not %s.".formatted(Days.date(from.get()), weekly.group("days")),
          "Begin on the first day it happens.");
    }
    return new Good<>(new Weekly(days, Days.seconds(weekly.group("clock")), every, from));
  }

  private static <T> Parsed<T> bad(String text) {
    return new Bad<>("'%s' is no recurrence.".formatted(text), RULE);
  }
}
