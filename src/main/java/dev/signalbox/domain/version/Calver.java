package dev.signalbox.domain.version;

import dev.signalbox.domain.version.Version.Calendar;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Versions by the calendar: the day of the release, in a zone. The day never goes back, whatever
/// the clock does.
public record Calver(CalendarFormat format, ZoneId zone) implements Scheme {

  @Override
  public Optional<Version> read(String text) {
    return format.read(text).map(version -> version);
  }

  @Override
  public Proposal next(Standing standing, Bump bump, int changes, Instant now) {
    if (changes == 0) {
      return new Proposal.Nothing("no change");
    }
    List<Integer> today = format.numbersOf(now.atZone(zone).toLocalDate());
    Optional<Calendar> current = standing.current().map(Calendar.class::cast);
    Optional<Calendar> ahead = current.filter(v -> isAfter(format.dateOf(v), today));
    List<Integer> day = ahead.map(format::dateOf).orElse(today);
    int nth =
        current.filter(v -> format.dateOf(v).equals(day)).map(v -> format.nthOf(v) + 1).orElse(0);
    while (standing.taken().test(format.nth(day, nth))) {
      nth++;
    }
    return new Proposal.Next(
        format.nth(day, nth),
        bump,
        ahead.map(
            v -> "%s is of a day that has not come yet, so the day stays as it is.".formatted(v)));
  }

  /// The day of the base, with the next counter that is free.
  @Override
  public Proposal delta(Version base, Standing standing) {
    Calendar from = (Calendar) base;
    int nth = format.nthOf(from) + 1;
    while (standing.taken().test(format.nth(format.dateOf(from), nth))) {
      nth++;
    }
    return new Proposal.Next(format.nth(format.dateOf(from), nth), Bump.PATCH, Optional.empty());
  }

  private static boolean isAfter(List<Integer> one, List<Integer> other) {
    Comparator<Version> order = Comparator.naturalOrder();
    return order.compare(new Calendar(one, ""), new Calendar(other, "")) > 0;
  }
}
