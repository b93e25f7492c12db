package dev.signalbox.domain.calendar;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The days that count as holidays: those of countries and their regions, and a list of one's own.
///
/// @param also days of one's own, each with its name; they may say again what a country says
public record Holidays(List<Country> countries, Map<LocalDate, String> also) {

  /// No day is one.
  public static final Holidays NONE = new Holidays(List.of(), Map.of());

  public Holidays {
    countries = List.copyOf(countries);
    also = Map.copyOf(also);
  }

  /// What a day is called, if it is a holiday: `Thanksgiving (US)`.
  public Optional<String> on(LocalDate day) {
    String own = also.get(day);
    if (own != null) {
      return Optional.of(own);
    }
    for (Country country : countries) {
      Optional<String> name = country.holiday(day);
      if (name.isPresent()) {
        return Optional.of("%s (%s)".formatted(name.get(), country));
      }
    }
    return Optional.empty();
  }

  public boolean isEmpty() {
    return countries.isEmpty() && also.isEmpty();
  }
}
