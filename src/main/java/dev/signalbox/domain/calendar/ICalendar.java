package dev.signalbox.domain.calendar;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// A calendar as RFC 5545 writes it, for the calendars that people have: lines of 75 octets at
/// most, ended by CR and LF, times in UTC.
public final class ICalendar {

  private static final int OCTETS = 75;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final StringBuilder text = new StringBuilder();

  private ICalendar() {}

  /// @param name what people see over it
  /// @param stamp when it was written
  public static String of(String name, List<CalendarEvent> events, Instant stamp) {
    var calendar = new ICalendar();
    calendar.line("BEGIN:VCALENDAR");
    calendar.line("VERSION:2.0");
    calendar.line("PRODID:-//Signalbox//Calendar//EN");
    calendar.line("CALSCALE:GREGORIAN");
    calendar.line("X-WR-CALNAME:" + escaped(name));
    events.forEach(event -> calendar.event(event, stamp));
    calendar.line("END:VCALENDAR");
    return calendar.text.toString();
  }

  private void event(CalendarEvent event, Instant stamp) {
    line("BEGIN:VEVENT");
    line("UID:" + escaped(event.uid()));
    line("DTSTAMP:" + TIME.format(stamp));
    if (event.day().isPresent()) {
      line("DTSTART;VALUE=DATE:" + DateTimeFormatter.BASIC_ISO_DATE.format(event.day().get()));
    } else {
      line("DTSTART:" + TIME.format(event.from()));
      event.to().ifPresent(to -> line("DTEND:" + TIME.format(to)));
    }
    line("SUMMARY:" + escaped(event.title()));
    line("CATEGORIES:" + escaped(event.kind()));
    event.why().ifPresent(why -> line("DESCRIPTION:" + escaped(why)));
    line("STATUS:" + (event.happens() ? "CONFIRMED" : "CANCELLED"));
    line("TRANSP:TRANSPARENT");
    line("END:VEVENT");
  }

  /// A line, folded where it is too long, never within a character.
  private void line(String content) {
    int octets = 0;
    for (int at = 0; at < content.length(); ) {
      int character = content.codePointAt(at);
      String one = Character.toString(character);
      int size = one.getBytes(StandardCharsets.UTF_8).length;
      if (octets + size > OCTETS) {
        text.append("\r\n ");
        octets = 1;
      }
      text.append(one);
      octets += size;
      at += one.length();
    }
    text.append("\r\n");
  }

  private static String escaped(String plain) {
    StringBuilder escaped = new StringBuilder();
    plain
        .codePoints()
        .forEach(character -> {
          switch (character) {
            case '\\', ';', ',' -> escaped.append('\\').appendCodePoint(character);
            case '\n' -> escaped.append("\\n");
            default -> {
              if (character >= ' ' && character != 0x7f) {
                escaped.appendCodePoint(character);
              }
            }
          }
        });
    return escaped.toString();
  }
}
