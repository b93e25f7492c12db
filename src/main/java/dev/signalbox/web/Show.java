package dev.signalbox.web;

import dev.signalbox.base.Inert;
import dev.signalbox.base.Utc;
import dev.signalbox.domain.calendar.CalendarEvent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// How values look on a page. Escaping is the templates' own business; this only chooses words.
public final class Show {

  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm", Locale.ENGLISH);

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE uuuu-MM-dd", Locale.ENGLISH);

  private Show() {}

  /// How long ago, in the largest unit: `3m`, `2d`.
  public static String age(Instant then, Instant now) {
    String lasting = Utc.lasting(Duration.between(then, now));
    int space = lasting.indexOf(' ');
    return space < 0 ? lasting : lasting.substring(0, space);
  }

  /// How long something took, or takes already.
  public static String lasting(Instant from, Instant to) {
    return Utc.lasting(Duration.between(from, to));
  }

  /// For records: to the second, in UTC.
  public static String utc(Instant instant) {
    return Utc.second(instant);
  }

  /// For people: to the minute, on the clocks of a team.
  ///
  /// @param zone as the IANA names it
  public static String at(Instant instant, String zone) {
    return Utc.at(instant, ZoneId.of(zone));
  }

  /// An instant on the clocks of a zone that the page names.
  public static String local(Instant instant, String zone) {
    return LOCAL.withZone(ZoneId.of(zone)).format(instant);
  }

  /// When something in a calendar is, on the clocks of a zone.
  public static String local(CalendarEvent event, String zone) {
    return event.day().map(DAY::format).orElseGet(() -> local(event.from(), zone));
  }

  /// Text from outside, on one line.
  public static String line(String text) {
    return Inert.line(text);
  }

  /// A text as a value in a link's query.
  public static String query(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// The mark that stands beside a state, so that nobody has to tell colours apart.
  public static String mark(String state) {
    return switch (state) {
      case "good", "succeeded" -> "✓";
      case "bad", "failed", "errored", "refused" -> "✕";
      case "breached" -> "▲";
      case "running", "retrying", "unproven" -> "●";
      case "waiting", "hold", "paused" -> "◷";
      case "shifting", "exposed", "completing" -> "●";
      case "complete" -> "✓";
      case "returning", "returned" -> "✕";
      case "aborted", "overtaken" -> "■";
      default -> "·";
    };
  }

  /// The class of a state's colour.
  public static String tone(String state) {
    return switch (state) {
      case "good", "succeeded", "complete" -> "good";
      case "bad", "failed", "errored", "refused", "breached", "returning", "returned" -> "bad";
      case "running", "retrying", "unproven", "start", "shifting", "exposed", "completing" ->
          "busy";
      case "waiting", "hold", "locked", "paused" -> "wait";
      default -> "quiet";
    };
  }
}
