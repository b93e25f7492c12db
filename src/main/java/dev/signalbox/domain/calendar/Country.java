package dev.signalbox.domain.calendar;

import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import dev.signalbox.base.Plain;
import java.time.LocalDate;
import java.time.Year;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// A country or a region of one, by its ISO 3166 code: `US`, `DE-BY`. Its public holidays are those
/// that the Jollyday library lists; what it knows of a year is kept.
public record Country(String code) implements Plain {

  private static final Map<String, Map<LocalDate, String>> YEARS = new ConcurrentHashMap<>();

  /// Reads a code such as `US` or `DE-BY`.
  public static Parsed<Country> read(String code) {
    String[] parts = code.toLowerCase(Locale.ROOT).split("-", -1);
    if (!HolidayManager.getSupportedCalendarCodes().contains(parts[0].toUpperCase(Locale.ROOT))) {
      return new Parsed.Bad<>(
          "The holidays of '%s' are not known.".formatted(code),
          "Write a country's code of ISO 3166, such as US or DE-BY, or list the days under 'also'.");
    }
    if (parts.length == 1) {
      return new Parsed.Good<>(new Country(code.toUpperCase(Locale.ROOT)));
    }
    var place = manager(parts[0]).getCalendarHierarchy();
    for (int i = 1; i < parts.length; i++) {
      var regions = place.getChildren();
      if (!regions.containsKey(parts[i])) {
        return new Parsed.Bad<>(
            "The holidays of '%s' are not known.".formatted(code),
            regions.isEmpty()
                ? "'%s' has no regions here.".formatted(parts[0].toUpperCase(Locale.ROOT))
                : "Its regions are %s."
                    .formatted(
                        String.join(", ", new TreeSet<>(regions.keySet()))
                            .toUpperCase(Locale.ROOT)));
      }
      place = regions.get(parts[i]);
    }
    return new Parsed.Good<>(new Country(code.toUpperCase(Locale.ROOT)));
  }

  Optional<String> holiday(LocalDate day) {
    return Optional.ofNullable(
        YEARS.computeIfAbsent(code + " " + day.getYear(), _ -> ofYear(day.getYear())).get(day));
  }

  private Map<LocalDate, String> ofYear(int year) {
    String[] parts = code.toLowerCase(Locale.ROOT).split("-", -1);
    String[] region = Arrays.copyOfRange(parts, 1, parts.length);
    Map<LocalDate, String> days = new HashMap<>();
    manager(parts[0]).getHolidays(Year.of(year), region).stream()
        .filter(holiday -> holiday.getType() != HolidayType.OBSERVANCE)
        .sorted(Comparator.comparing(holiday -> holiday.getDescription(Locale.ENGLISH)))
        .forEach(holiday -> {
          String name = holiday.getDescription(Locale.ENGLISH);
          days.putIfAbsent(holiday.getActualDate(), name);
          holiday.getObservedDate().ifPresent(day -> days.putIfAbsent(day, name + ", observed"));
        });
    return Map.copyOf(days);
  }

  private static HolidayManager manager(String country) {
    return HolidayManager.getInstance(ManagerParameters.create(country));
  }

  @Override
  public String toString() {
    return code;
  }
}
