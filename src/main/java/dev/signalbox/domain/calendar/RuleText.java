package dev.signalbox.domain.calendar;

import dev.signalbox.domain.calendar.Parsed.Bad;
import dev.signalbox.domain.calendar.Parsed.Good;
import dev.signalbox.domain.calendar.Rule.End;
import dev.signalbox.domain.calendar.Rule.NthDay;
import dev.signalbox.domain.calendar.RuleDays.Frequency;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;

/// Reads a recurrence rule of RFC 5545. What a rule leaves to its DTSTART there is said here by a
/// time and `from`; a rule that would need more of it is refused.
final class RuleText {

  private static final List<String> PARTS =
      List.of(
          "FREQ",
          "INTERVAL",
          "COUNT",
          "UNTIL",
          "WKST",
          "BYMONTH",
          "BYMONTHDAY",
          "BYYEARDAY",
          "BYWEEKNO",
          "BYDAY",
          "BYHOUR",
          "BYMINUTE",
          "BYSECOND",
          "BYSETPOS");
  private static final List<String> DAYS = List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");
  private static final java.util.regex.Pattern NTH_DAY =
      java.util.regex.Pattern.compile("([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)");
  private static final LocalDate LONG_AGO = LocalDate.of(1970, 1, 1);

  private final Map<String, String> parts = new LinkedHashMap<>();

  private RuleText() {}

  /// @param clock seconds of the day, where the rule itself does not say the time
  static Parsed<Pattern> read(String rule, Optional<Integer> clock, Optional<LocalDate> from) {
    var text = new RuleText();
    try {
      return new Good<>(text.rule(rule, clock, from));
    } catch (Wrong wrong) {
      return new Bad<>(wrong.fact, wrong.next);
    }
  }

  private Rule rule(String rule, Optional<Integer> clock, Optional<LocalDate> from) {
    split(rule);
    Frequency frequency = frequency();
    var days =
        new RuleDays(
            frequency,
            numbers("BYMONTH", 1, 12, false),
            numbers("BYMONTHDAY", 1, 31, true),
            numbers("BYYEARDAY", 1, 366, true),
            numbers("BYWEEKNO", 1, 53, true),
            weekdays(frequency),
            weekStart());
    checkPlaces(frequency, days);
    Set<Integer> positions = numbers("BYSETPOS", 1, 366, true);
    int interval = number("INTERVAL", 1000).orElse(1);
    boolean selfEvident = saysWhichDays(frequency, days);
    if (from.isEmpty() && (interval > 1 || parts.containsKey("COUNT") || !selfEvident)) {
      throw new Wrong(
          "It is not said when the rule begins.",
          "Add the first day: '%s from 2026-01-06'.".formatted(rule));
    }
    LocalDate first = from.orElse(LONG_AGO);
    var read =
        new Rule(
            written(rule, clock, from),
            selfEvident ? days : likeTheFirst(days, first),
            times(clock),
            positions,
            interval,
            first,
            end());
    if (read.from(first.atStartOfDay()).isEmpty()) {
      throw new Wrong(
          "'%s' never happens: no day is like that.".formatted(rule), "Write days that exist.");
    }
    return read;
  }

  private static String written(String rule, Optional<Integer> clock, Optional<LocalDate> from) {
    return rule
        + clock.map(seconds -> " " + Days.clock(seconds)).orElse("")
        + from.map(day -> " from " + day).orElse("");
  }

  private void split(String rule) {
    for (String part : rule.split(";", -1)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      if (!PARTS.contains(name)) {
        throw new Wrong(
            "'%s' is no part of a recurrence rule.".formatted(part),
            "Known are " + String.join(", ", PARTS) + ".");
      }
      if (parts.put(name, part.substring(equals + 1)) != null) {
        throw new Wrong("'%s' stands there twice.".formatted(name), "Keep one of them.");
      }
    }
    if (parts.containsKey("COUNT") && parts.containsKey("UNTIL")) {
      throw new Wrong("A rule ends by COUNT or by UNTIL.", "Keep one of them.");
    }
  }

  private Frequency frequency() {
    String written = parts.getOrDefault("FREQ", "");
    for (Frequency frequency : Frequency.values()) {
      if (frequency.name().equals(written)) {
        return frequency;
      }
    }
    throw new Wrong(
        written.isEmpty()
            ? "The rule has no FREQ."
            : "FREQ=%s is not known here.".formatted(written),
        "Write FREQ=YEARLY, MONTHLY, WEEKLY or DAILY; for shorter times use a crontab: */15 * * * *.");
  }

  /// Whether the rule says by itself which days of a period it means.
  private static boolean saysWhichDays(Frequency frequency, RuleDays days) {
    boolean byDay =
        !days.weekdays().isEmpty() || !days.monthDays().isEmpty() || !days.yearDays().isEmpty();
    return frequency == Frequency.DAILY || byDay;
  }

  /// What the rule leaves open is as on the first day: its weekday, its day of the month, its
  /// month.
  private static RuleDays likeTheFirst(RuleDays days, LocalDate first) {
    boolean byWeekday = days.frequency() == Frequency.WEEKLY || !days.weeks().isEmpty();
    boolean byMonth = days.frequency() == Frequency.YEARLY && days.months().isEmpty() && !byWeekday;
    return new RuleDays(
        days.frequency(),
        byMonth ? Set.of(first.getMonthValue()) : days.months(),
        byWeekday ? Set.of() : Set.of(first.getDayOfMonth()),
        Set.of(),
        days.weeks(),
        byWeekday ? Set.of(new NthDay(0, first.getDayOfWeek())) : Set.of(),
        days.weekStart());
  }

  private void checkPlaces(Frequency frequency, RuleDays days) {
    boolean numbered = days.weekdays().stream().anyMatch(day -> day.nth() != 0);
    boolean yearly = frequency == Frequency.YEARLY;
    refuseIf(!days.weeks().isEmpty() && !yearly, "BYWEEKNO", "FREQ=YEARLY");
    refuseIf(!days.yearDays().isEmpty() && !yearly, "BYYEARDAY", "FREQ=YEARLY");
    refuseIf(
        !days.monthDays().isEmpty() && frequency == Frequency.WEEKLY,
        "BYMONTHDAY",
        "a FREQ other than WEEKLY");
    refuseIf(
        numbered && !yearly && frequency != Frequency.MONTHLY,
        "A number before a day of the week",
        "FREQ=MONTHLY or YEARLY");
    refuseIf(
        numbered && !days.weeks().isEmpty(), "A number before a day of the week", "no BYWEEKNO");
    refuseIf(
        parts.containsKey("BYSETPOS")
            && parts.keySet().stream().noneMatch(p -> p.startsWith("BY") && !p.equals("BYSETPOS")),
        "BYSETPOS",
        "another BY part");
  }

  private static void refuseIf(boolean wrong, String what, String needs) {
    if (wrong) {
      throw new Wrong(
          "%s goes with %s.".formatted(what, needs), "Leave it out, or change the rule.");
    }
  }

  private List<Integer> times(Optional<Integer> clock) {
    boolean own = parts.containsKey("BYHOUR");
    if (own == clock.isPresent()) {
      throw new Wrong(
          own ? "The time is said twice." : "The rule does not say at what time.",
          own
              ? "Keep BYHOUR or the time behind the rule."
              : "Write it behind the rule, such as 10:00, or as BYHOUR=10.");
    }
    if (clock.isPresent()) {
      refuseIf(
          parts.containsKey("BYMINUTE") || parts.containsKey("BYSECOND"), "BYMINUTE", "BYHOUR");
      refuseIf(clock.get() == 86_400, "24:00", "days of the week alone");
      return List.of(clock.get());
    }
    TreeSet<Integer> times = new TreeSet<>();
    for (int hour : numbers("BYHOUR", 0, 23, false)) {
      for (int minute : orZero(numbers("BYMINUTE", 0, 59, false))) {
        for (int second : orZero(numbers("BYSECOND", 0, 59, false))) {
          times.add(hour * 3600 + minute * 60 + second);
        }
      }
    }
    return List.copyOf(times);
  }

  private static Set<Integer> orZero(Set<Integer> numbers) {
    return numbers.isEmpty() ? Set.of(0) : numbers;
  }

  private End end() {
    if (parts.containsKey("UNTIL")) {
      return new End.Until(until(parts.get("UNTIL")));
    }
    return number("COUNT", 10_000).<End>map(End.After::new).orElseGet(End.Never::new);
  }

  private static LocalDateTime until(String text) {
    try {
      return text.length() == 8
          ? LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE).atTime(LocalTime.MAX)
          : LocalDateTime.parse(
              text, DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT));
    } catch (DateTimeException impossible) {
      throw new Wrong(
          "UNTIL=%s is no day or time of the clock.".formatted(text),
          "Write UNTIL=20261231 or UNTIL=20261231T180000; it is read in the rule's own zone.");
    }
  }

  private Optional<Integer> number(String part, int most) {
    return Optional.ofNullable(parts.get(part))
        .map(_ -> numbers(part, 1, most, false))
        .map(numbers -> {
          if (numbers.size() != 1) {
            throw new Wrong(part + " is one number.", "Write one.");
          }
          return numbers.iterator().next();
        });
  }

  private Set<Integer> numbers(String part, int least, int most, boolean fromTheEnd) {
    return list(
        part,
        text -> {
          boolean isNumber = text.matches(fromTheEnd ? "[+-]?[0-9]{1,5}" : "[0-9]{1,5}");
          int number = isNumber ? Integer.parseInt(text) : Integer.MIN_VALUE;
          int size = fromTheEnd ? Math.abs(number) : number;
          if (!isNumber || size < least || size > most) {
            throw wrong(
                part,
                text,
                "Write numbers from %d to %d%s."
                    .formatted(least, most, fromTheEnd ? ", or from the end by -1" : ""));
          }
          return number;
        });
  }

  private Set<NthDay> weekdays(Frequency frequency) {
    int most = frequency == Frequency.YEARLY && !parts.containsKey("BYMONTH") ? 53 : 5;
    return list(
        "BYDAY",
        text -> {
          Matcher day = NTH_DAY.matcher(text);
          if (!day.matches()) {
            throw wrong("BYDAY", text, "Write MO to SU, 2TU for the second, -1FR for the last.");
          }
          int nth = day.group(1) == null ? 0 : Integer.parseInt(day.group(1));
          if (Math.abs(nth) > most || (day.group(1) != null && nth == 0)) {
            throw wrong("BYDAY", text, "There are %d of a weekday at most.".formatted(most));
          }
          return new NthDay(nth, DayOfWeek.of(DAYS.indexOf(day.group(2)) + 1));
        });
  }

  private DayOfWeek weekStart() {
    String written = parts.getOrDefault("WKST", "MO");
    if (!DAYS.contains(written)) {
      throw wrong("WKST", written, "Write MO to SU.");
    }
    return DayOfWeek.of(DAYS.indexOf(written) + 1);
  }

  private <T> Set<T> list(String part, Function<String, T> each) {
    Set<T> all = new HashSet<>();
    if (parts.containsKey(part)) {
      for (String text : parts.get(part).split(",", -1)) {
        all.add(each.apply(text));
      }
    }
    return all;
  }

  private static Wrong wrong(String part, String text, String next) {
    return new Wrong("%s=%s is not possible.".formatted(part, text), next);
  }

  /// Ends the reading of a rule; never leaves this class.
  private static final class Wrong extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String fact;
    private final String next;

    Wrong(String fact, String next) {
      super(fact, null, false, false);
      this.fact = fact;
      this.next = next;
    }
  }
}
