package dev.signalbox.domain.calendar;

import dev.signalbox.domain.calendar.Parsed.Bad;
import dev.signalbox.domain.calendar.Parsed.Good;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

/// How a team writes a freeze: `2026-11-23/2026-12-02`, up to the end of the second day, or with
/// times: `2026-12-23T18:00/2027-01-04T08:00`.
///
/// @param from the first time of it
/// @param to the first time after it
public record FreezeText(LocalDateTime from, LocalDateTime to) {

  public static final String RULE =
      "Write two days, such as 2026-11-23/2026-12-02, both of them included, or two times, such as"
          + " 2026-12-23T18:00/2027-01-04T08:00.";

  /// Reads such a text.
  public static Parsed<FreezeText> read(String text) {
    List<String> ends = List.of(text.strip().split(" ?/ ?", -1));
    if (ends.size() != 2) {
      return new Bad<>("'%s' is not from one time to another.".formatted(text), RULE);
    }
    return time(ends.getFirst(), 0)
        .then(from -> time(ends.getLast(), 1).then(to -> between(from, to)));
  }

  private static Parsed<FreezeText> between(LocalDateTime from, LocalDateTime to) {
    return from.isBefore(to)
        ? new Good<>(new FreezeText(from, to))
        : new Bad<>("It ends before it begins.", "Write the earlier one first.");
  }

  /// @param days how many days after its own midnight a day without a time ends
  private static Parsed<LocalDateTime> time(String text, int days) {
    int time = text.indexOf('T');
    return RecurrenceText.date(time < 0 ? text : text.substring(0, time))
        .then(day -> time < 0 ? new Good<>(day.plusDays(days).atStartOfDay()) : clock(day, text));
  }

  private static Parsed<LocalDateTime> clock(LocalDate day, String text) {
    try {
      return new Good<>(LocalDateTime.parse(text));
    } catch (DateTimeException impossible) {
      return new Bad<>(
          "'%s' is no time of %s.".formatted(text, day), "Write it as %sT18:00.".formatted(day));
    }
  }
}
