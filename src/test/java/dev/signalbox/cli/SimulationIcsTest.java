package dev.signalbox.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.simulation.Happening;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.Test;

/// A simulation as a calendar program reads it.
class SimulationIcsTest {

  @Test
  void another_reader_reads_the_calendar() throws IOException, ParserException {
    String reason = "a reason; with commas, and ümlauts ".repeat(6).strip();
    var starts =
        new Happening(
            Instant.parse("2026-01-09T10:00:00Z"),
            Optional.of(new Slug("uk")),
            "starts",
            Optional.of("BERTHA"),
            reason);

    String text = SimulationIcs.of("lms", List.of(starts));

    assertThat(text.lines()).allMatch(line -> line.getBytes(UTF_8).length <= 75);
    Calendar calendar = new CalendarBuilder().build(new StringReader(text));
    List<VEvent> events = calendar.getComponents(Component.VEVENT);
    assertThat(events)
        .singleElement()
        .satisfies(event -> {
          assertThat(event.getRequiredProperty("SUMMARY").getValue())
              .isEqualTo("lms BERTHA starts in uk");
          assertThat(event.getRequiredProperty("DTSTART").getValue()).isEqualTo("20260109T100000Z");
          assertThat(event.getRequiredProperty("DESCRIPTION").getValue()).isEqualTo(reason);
        });
  }
}
