package dev.signalbox.cli;

import dev.signalbox.domain.simulation.Happening;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A simulation as a calendar (RFC 5545) that calendar programs show: the cuts, the releases and
/// the promotions.
final class SimulationIcs {

  private static final Set<String> SHOWN =
      Set.of("cut", "released", "no-release", "skipped", "starts", "failed");
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /// Lines are folded before they are longer than this, in bytes.
  private static final int LONGEST = 73;

  private SimulationIcs() {}

  static String of(String service, List<Happening> all) {
    var text = new StringBuilder();
    line(text, "BEGIN:VCALENDAR");
    line(text, "VERSION:2.0");
    line(text, "PRODID:-//Signalbox//simulate//EN");
    int number = 0;
    for (Happening happening : all) {
      if (SHOWN.contains(happening.event())) {
        event(text, service, happening, ++number);
      }
    }
    line(text, "END:VCALENDAR");
    return text.toString();
  }

  private static void event(StringBuilder text, String service, Happening happening, int number) {
    Instant at = happening.at();
    String what =
        "%s %s %s %s"
            .formatted(
                service,
                happening.release().orElse(""),
                happening.event(),
                happening.environment().map(e -> "in " + e).orElse(""))
            .replaceAll(" +", " ")
            .strip();
    line(text, "BEGIN:VEVENT");
    line(text, "UID:%s-%d-%d@signalbox".formatted(service, at.getEpochSecond(), number));
    line(text, "DTSTAMP:" + FORM.format(at));
    line(text, "DTSTART:" + FORM.format(at));
    line(text, "SUMMARY:" + escaped(what));
    line(text, "DESCRIPTION:" + escaped(happening.reason()));
    line(text, "END:VEVENT");
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n");
  }

  private static void line(StringBuilder text, String line) {
    int bytes = 0;
    for (int character : line.codePoints().toArray()) {
      String one = Character.toString(character);
      int size = one.getBytes(StandardCharsets.UTF_8).length;
      if (bytes + size > LONGEST) {
        text.append("\r\n ");
        bytes = 1;
      }
      text.append(one);
      bytes += size;
    }
    text.append("\r\n");
  }
}
