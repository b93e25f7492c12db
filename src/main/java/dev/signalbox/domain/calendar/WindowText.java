package dev.signalbox.domain.calendar;

import dev.signalbox.domain.calendar.Parsed.Bad;
import dev.signalbox.domain.calendar.Parsed.Good;
import dev.signalbox.domain.calendar.Window.Times;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;

/// How a team writes when a window is open: `MON-THU 09:00-16:00`, over midnight `FRI 22:00-02:00`,
/// with a zone of its own at the end, or without one.
public record WindowText(Set<DayOfWeek> days, int from, int to, Optional<ZoneId> zone) {

  public static final String RULE =
      "Write days and two times, such as MON-THU 09:00-16:00, SAT,SUN 00:00-24:00 or FRI"
          + " 22:00-02:00; a zone may end it: Europe/Berlin.";

  private static final java.util.regex.Pattern FORM =
      java.util.regex.Pattern.compile(
          "(?<days>"
              + Days.FORM
              + ") (?<from>"
              + Days.CLOCK
              + ")-(?<to>"
              + Days.CLOCK
              + ")(?: (?<zone>\\S+))?");

  public WindowText {
    days = Set.copyOf(days);
  }

  /// Reads such a text.
  public static Parsed<WindowText> read(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      return new Bad<>("'%s' says no times of a week.".formatted(text), RULE);
    }
    int from = Days.seconds(form.group("from"));
    int to = Days.seconds(form.group("to"));
    if (from == to || from == 86_400) {
      return new Bad<>(
          "From %s to %s it never opens.".formatted(form.group("from"), form.group("to")),
          "Write a later end, or 00:00-24:00 for the whole day.");
    }
    Optional<String> zone = Optional.ofNullable(form.group("zone"));
    Optional<Parsed<ZoneId>> read = zone.map(Zones::read);
    if (read.isPresent() && read.get() instanceof Bad<ZoneId>(String fact, String next)) {
      return new Bad<>(fact, next);
    }
    return new Good<>(
        new WindowText(Days.read(form.group("days")), from, to, zone.map(ZoneId::of)));
  }

  /// The times in their own zone or else in this one.
  public Times in(ZoneId usual) {
    return new Times(days, from, to, zone.orElse(usual));
  }
}
