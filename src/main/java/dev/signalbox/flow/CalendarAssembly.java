package dev.signalbox.flow;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.calendar.Calendar;
import dev.signalbox.domain.calendar.Freeze;
import dev.signalbox.domain.calendar.FreezeText;
import dev.signalbox.domain.calendar.Holidays;
import dev.signalbox.domain.calendar.Move;
import dev.signalbox.domain.calendar.OnHoliday;
import dev.signalbox.domain.calendar.Window;
import dev.signalbox.domain.calendar.WindowText;
import dev.signalbox.flow.CalendarGrammar.HolidayList;
import dev.signalbox.flow.shape.Fields;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a file without problems says behind `calendar` becomes the calendar that counts.
final class CalendarAssembly {

  private CalendarAssembly() {}

  static Calendar calendar(Fields calendar) {
    ZoneId zone = calendar.need(CalendarGrammar.ZONE);
    List<Window> windows = new ArrayList<>();
    List<Freeze> freezes = new ArrayList<>();
    calendar
        .get(CalendarGrammar.NAMED.key())
        .orElse(List.of())
        .forEach(one -> {
          Slug name = one.name().orElseThrow();
          Fields fields = one.value().orElseThrow();
          fields
              .get(CalendarGrammar.OPEN)
              .ifPresent(open -> windows.add(window(name, open, zone, fields)));
          fields
              .get(CalendarGrammar.FREEZE)
              .ifPresent(freeze -> freezes.add(freeze(name, freeze, zone, fields)));
        });
    Optional<Fields> holidays = calendar.get(CalendarGrammar.HOLIDAYS);
    return new Calendar(
        zone,
        windows,
        freezes,
        holidays.map(CalendarAssembly::holidays).orElse(Holidays.NONE),
        holidays.map(list -> list.need(HolidayList.ON_HIT)).orElse(OnHoliday.RUN));
  }

  private static Window window(Slug name, List<WindowText> open, ZoneId zone, Fields fields) {
    return new Window(
        name, open.stream().map(times -> times.in(zone)).toList(), letsThrough(fields));
  }

  private static Freeze freeze(Slug name, FreezeText freeze, ZoneId zone, Fields fields) {
    return new Freeze(name, freeze.from(), freeze.to(), zone, letsThrough(fields));
  }

  private static Set<Move> letsThrough(Fields fields) {
    return Set.copyOf(fields.get(CalendarGrammar.LETS_THROUGH).orElse(List.of()));
  }

  private static Holidays holidays(Fields holidays) {
    Map<LocalDate, String> also = new HashMap<>();
    holidays
        .get(HolidayList.ALSO)
        .orElse(List.of())
        .forEach(day -> also.put(day.value().day(), day.value().name()));
    return new Holidays(holidays.get(HolidayList.COUNTRIES).orElse(List.of()), also);
  }
}
