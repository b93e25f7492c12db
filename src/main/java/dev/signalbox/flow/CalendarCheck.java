package dev.signalbox.flow;

import dev.signalbox.domain.calendar.RecurrenceText;
import dev.signalbox.flow.CalendarGrammar.HolidayList;
import dev.signalbox.flow.CalendarGrammar.HolidayList.NamedDay;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.shape.At;
import dev.signalbox.flow.shape.Fields;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A calendar says everything once, and whatever recurs has a zone.
final class CalendarCheck {

  private CalendarCheck() {}

  static void check(FlowDraft flow, Problems problems) {
    flow.file()
        .get(Grammar.File.CALENDAR)
        .flatMap(calendar -> calendar.get(CalendarGrammar.HOLIDAYS))
        .flatMap(holidays -> holidays.get(HolidayList.ALSO))
        .ifPresent(also -> tellDaysTwice(also, problems));
  }

  /// Tells a recurrence that has no zone: neither its own, nor that of the calendar.
  static void zone(Fields file, At<RecurrenceText> recurrence, Problems problems) {
    boolean calendarHasOne =
        file.get(Grammar.File.CALENDAR)
            .filter(calendar -> calendar.has(CalendarGrammar.ZONE))
            .isPresent();
    if (recurrence.value().zone().isEmpty() && !calendarHasOne) {
      problems.add(
          recurrence.place(),
          ProblemCode.NO_ZONE,
          "It is not said in which time zone '%s' is.".formatted(recurrence.value().pattern()),
          "Add 'calendar: { zone: Europe/London }' to the file, or a zone at its end.");
    }
  }

  private static void tellDaysTwice(List<At<NamedDay>> days, Problems problems) {
    Map<LocalDate, At<NamedDay>> seen = new HashMap<>();
    for (At<NamedDay> day : days) {
      At<NamedDay> before = seen.putIfAbsent(day.value().day(), day);
      if (before != null) {
        problems.add(
            day.place(),
            ProblemCode.LISTED_TWICE,
            "%s is in line %d already.".formatted(day.value().day(), before.place().line()),
            "Keep one of them.");
      }
    }
  }
}
