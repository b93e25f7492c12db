package dev.signalbox.domain.calendar;

import java.time.ZoneId;
import java.util.Comparator;
import java.util.Locale;

/// Which zone was probably meant by a name that is none.
public final class Zones {

  private Zones() {}

  /// The zone of a name.
  public static Parsed<ZoneId> read(String name) {
    return ZoneId.getAvailableZoneIds().contains(name)
        ? new Parsed.Good<>(ZoneId.of(name))
        : new Parsed.Bad<>("There is no time zone '%s'.".formatted(name), nearest(name));
  }

  /// What to write instead, as a sentence: the zone whose name or city is closest.
  public static String nearest(String written) {
    String word = written.toLowerCase(Locale.ROOT).replace(' ', '_');
    return ZoneId.getAvailableZoneIds().stream()
        .filter(zone -> !zone.startsWith("SystemV/"))
        .map(zone -> new Guess(zone, slips(word, zone)))
        .filter(guess -> guess.slips() <= Math.max(1, word.length() / 4))
        .min(Comparator.comparingInt(Guess::slips).thenComparing(Guess::zone))
        .map(guess -> "Did you mean '%s'?".formatted(guess.zone()))
        .orElse("Write a name of the time zone database, such as Europe/Berlin or UTC.");
  }

  private record Guess(String zone, int slips) {}

  private static int slips(String word, String zone) {
    String name = zone.toLowerCase(Locale.ROOT);
    int whole = distance(word, name);
    int slash = word.lastIndexOf('/');
    int city = distance(word.substring(slash + 1), name.substring(name.lastIndexOf('/') + 1));
    return Math.min(whole, slash < 0 ? city : city + 1);
  }

  private static int distance(String from, String to) {
    int[] before = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] now = new int[to.length() + 1];
      now[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int changed = before[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        now[j] = Math.min(changed, 1 + Math.min(before[j], now[j - 1]));
      }
      before = now;
    }
    return before[to.length()];
  }
}
