package dev.signalbox.base;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// How times are written in sentences: instants to the minute, in UTC or on the clocks of a team,
/// with their zone in either case; durations in their largest units.
public final class Utc {

  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  private static final DateTimeFormatter TO_THE_SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Utc() {}

  /// `2026-11-02 09:30 UTC`.
  public static String at(Instant instant) {
    return at(instant, ZoneOffset.UTC);
  }

  /// `2026-11-02 10:30 Europe/Berlin`.
  ///
  /// @param zone of the calendar that the sentence is about
  public static String at(Instant instant, ZoneId zone) {
    return "%s %s"
        .formatted(
            FORM.withZone(zone).format(instant),
            zone.normalized().equals(ZoneOffset.UTC) ? "UTC" : zone.getId());
  }

  /// `2026-11-02 09:30:15 UTC`: for records in which much happens within a minute.
  public static String second(Instant instant) {
    return TO_THE_SECOND.format(instant);
  }

  /// `7d`, `1h 30m`, `45s`: the two largest units that are not nothing.
  public static String lasting(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    long[] parts = {seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60};
    String units = "dhms";
    StringBuilder text = new StringBuilder();
    int shown = 0;
    for (int i = 0; i < parts.length && shown < 2; i++) {
      if (parts[i] > 0) {
        text.append(shown == 0 ? "" : " ").append(parts[i]).append(units.charAt(i));
        shown++;
      } else if (shown > 0) {
        break;
      }
    }
    return shown == 0 ? "0s" : text.toString();
  }
}
