package dev.signalbox.domain.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;

/// How days of the week and times of the day are written: `MON-THU`, `MON,WED`, `09:00`.
final class Days {

  static final String WORD = "(?:MON|TUE|WED|THU|FRI|SAT|SUN)";
  static final String FORM = WORD + "(?:-" + WORD + ")?(?:," + WORD + "(?:-" + WORD + ")?)*";
  static final String CLOCK = "(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00";

  private static final List<String> NAMES =
      List.of("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");
  private static final java.util.regex.Pattern TIME =
      java.util.regex.Pattern.compile("([0-9]{2}):([0-9]{2})");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEEE d MMMM uuuu", Locale.ENGLISH);

  private Days() {}

  /// The days in a text of that form; a range may go over the end of the week.
  static Set<DayOfWeek> read(String text) {
    EnumSet<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String part : text.split(",", -1)) {
      int dash = part.indexOf('-');
      DayOfWeek day = day(dash < 0 ? part : part.substring(0, dash));
      DayOfWeek last = dash < 0 ? day : day(part.substring(dash + 1));
      days.add(day);
      while (day != last) {
        day = day.plus(1);
        days.add(day);
      }
    }
    return days;
  }

  static Optional<DayOfWeek> named(String word) {
    return NAMES.contains(word) ? Optional.of(day(word)) : Optional.empty();
  }

  private static DayOfWeek day(String word) {
    return DayOfWeek.of(NAMES.indexOf(word) + 1);
  }

  /// `MON-THU` or `MON,WED`.
  static String text(Set<DayOfWeek> days) {
    List<String> parts = new ArrayList<>();
    for (int first = 1; first <= 7; first++) {
      int last = first;
      while (last <= 7 && days.contains(DayOfWeek.of(last))) {
        last++;
      }
      if (last > first) {
        String begin = NAMES.get(first - 1);
        String end = NAMES.get(last - 2);
        parts.add(last - first == 1 ? begin : begin + (last - first == 2 ? "," : "-") + end);
        first = last;
      }
    }
    return String.join(",", parts);
  }

  /// Seconds since midnight of a text such as `09:00` or `24:00`.
  static int seconds(String clock) {
    Matcher time = TIME.matcher(clock);
    if (!time.matches()) {
      throw new IllegalArgumentException("'" + clock + "' is no time of the day");
    }
    return Integer.parseInt(time.group(1)) * 3600 + Integer.parseInt(time.group(2)) * 60;
  }

  /// `09:00`, with seconds only where there are some.
  static String clock(int seconds) {
    String minutes = "%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60);
    return seconds % 60 == 0 ? minutes : minutes + ":%02d".formatted(seconds % 60);
  }

  /// `Thursday 24 December 2026`.
  static String date(LocalDate day) {
    return DATE.format(day);
  }
}
