package dev.signalbox.domain.version;

import dev.signalbox.domain.version.Version.Semantic;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The pre-releases of a channel: `1.3.0-beta.1`, `1.3.0-beta.2`, until `1.3.0` itself. A channel
/// that counts by dates, as nightly builds do, goes on with dates: `nightly.20260630` is followed by
/// the day it is made on, never by a day that does not exist.
final class PreReleases {

  private static final DateTimeFormatter DATE = DateTimeFormatter.BASIC_ISO_DATE;

  private PreReleases() {}

  /// All that may follow, the lowest first.
  ///
  /// @param before the highest pre-release of this channel so far
  static Stream<Semantic> of(
      Semantic target, String channel, Optional<Semantic> before, Instant now) {
    Optional<LocalDate> date = before.flatMap(PreReleases::date);
    return date.isPresent()
        ? dated(target, channel, later(date.get(), now.atZone(ZoneOffset.UTC).toLocalDate()))
        : counted(target, channel, before);
  }

  static boolean isOf(String channel, Semantic version) {
    return version.preRelease() && version.identifiers().getFirst().equals(channel);
  }

  private static Stream<Semantic> counted(
      Semantic target, String channel, Optional<Semantic> before) {
    int reached = before.filter(v -> v.base().equals(target)).map(PreReleases::count).orElse(0);
    return IntStream.iterate(reached + 1, n -> n + 1)
        .mapToObj(n -> preRelease(target, channel, Integer.toString(n)));
  }

  private static Stream<Semantic> dated(Semantic target, String channel, LocalDate date) {
    String day = DATE.format(date);
    return Stream.concat(
        Stream.of(preRelease(target, channel, day)),
        IntStream.iterate(1, n -> n + 1)
            .mapToObj(n -> preRelease(target, channel, day, Integer.toString(n))));
  }

  private static Semantic preRelease(Semantic target, String... identifiers) {
    return new Semantic(target.major(), target.minor(), target.patch(), List.of(identifiers));
  }

  private static LocalDate later(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }

  private static int count(Semantic version) {
    String second = version.identifiers().size() < 2 ? "0" : version.identifiers().get(1);
    return Identifiers.isNumber(second) && second.length() < 10 ? Integer.parseInt(second) : 0;
  }

  /// The day in `nightly.20260630`; empty for a plain counter.
  private static Optional<LocalDate> date(Semantic version) {
    if (version.identifiers().size() < 2 || version.identifiers().get(1).length() != 8) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(version.identifiers().get(1), DATE));
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }
}
