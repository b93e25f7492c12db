package dev.signalbox.domain.calendar;

import dev.signalbox.domain.calendar.Parsed.Bad;
import dev.signalbox.domain.calendar.Parsed.Good;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/// Reads the five fields of a crontab.
final class CronText {

  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> WEEKDAYS =
      List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
  private static final int[] LONGEST_MONTHS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  /// @param names of its values, from the least on; none if it has only numbers
  private record Field(String noun, int least, int most, List<String> names) {}

  private static final Field WEEKDAY = new Field("a day of the week", 0, 7, WEEKDAYS);

  private static final List<Field> FIELDS =
      List.of(
          new Field("a minute", 0, 59, List.of()),
          new Field("an hour", 0, 23, List.of()),
          new Field("a day of the month", 1, 31, List.of()),
          new Field("a month", 1, 12, MONTHS),
          WEEKDAY);

  private CronText() {}

  static Parsed<Pattern> read(String text) {
    String[] fields = text.split(" +", -1);
    BitSet[] sets = new BitSet[5];
    for (int i = 0; i < FIELDS.size(); i++) {
      switch (read(FIELDS.get(i), fields[i])) {
        case Good<BitSet>(BitSet set) -> sets[i] = set;
        case Bad<BitSet>(String fact, String next) -> {
          return new Bad<>(fact, next);
        }
      }
    }
    BitSet weekdays = sets[4];
    if (weekdays.get(0)) {
      weekdays.set(7);
      weekdays.clear(0);
    }
    boolean eitherDay = !fields[2].startsWith("*") && !fields[4].startsWith("*");
    if (!eitherDay && !someDayExists(sets[2], sets[3])) {
      return new Bad<>(
          "No month of '%s' has a day '%s'.".formatted(fields[3], fields[2]),
          "Write a day that exists, or this never happens.");
    }
    return new Good<>(
        new Cron(
            String.join(" ", fields), sets[0], sets[1], sets[2], sets[3], weekdays, eitherDay));
  }

  private static boolean someDayExists(BitSet days, BitSet months) {
    return months.stream().anyMatch(month -> days.nextSetBit(1) <= LONGEST_MONTHS[month - 1]);
  }

  private static Parsed<BitSet> read(Field field, String written) {
    BitSet set = new BitSet();
    for (String part : written.split(",", -1)) {
      int slash = part.indexOf('/');
      String range = slash < 0 ? part : part.substring(0, slash);
      int dash = range.indexOf('-');
      int first =
          range.equals("*")
              ? field.least()
              : number(field, dash < 0 ? range : range.substring(0, dash));
      int last =
          range.equals("*")
              ? (field.equals(WEEKDAY) ? 6 : field.most())
              : dash < 0 ? (slash < 0 ? first : -1) : number(field, range.substring(dash + 1));
      int step = slash < 0 ? 1 : digits(part.substring(slash + 1));
      if (first < field.least() || last > field.most() || last < first || step < 1) {
        return new Bad<>(
            "'%s' is not %s of a crontab.".formatted(part, field.noun()),
            "Write numbers from %d to %d, as 5, 1-5, *, */15 or 1,3%s."
                .formatted(
                    field.least(),
                    field.most(),
                    field.names().isEmpty() ? "" : ", or names such as " + field.names().get(1)));
      }
      for (int value = first; value <= last; value += step) {
        set.set(value);
      }
    }
    return new Good<>(set);
  }

  private static int number(Field field, String text) {
    int name = field.names().indexOf(text.toUpperCase(Locale.ROOT));
    return name >= 0 ? name + field.least() : digits(text);
  }

  private static int digits(String text) {
    return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
  }
}
