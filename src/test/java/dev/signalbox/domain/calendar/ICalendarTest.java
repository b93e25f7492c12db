package dev.signalbox.domain.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.Test;

/// Another reader of RFC 5545 finds in a feed what was put in.
class ICalendarTest {

  private static final Instant STAMP = Instant.parse("2026-11-02T09:00:00Z");

  @Test
  void another_reader_finds_what_was_written() throws Exception {
    String why =
        "Thursday 24 December 2026 is Christmas Eve; it moves, as agreed, to the day before\nTschüß ☃";
    String feed =
        ICalendar.of(
            "Releases of shop",
            List.of(
                new CalendarEvent(
                    "shop-train-1@signalbox",
                    "train",
                    "weekly is cut, at last; really",
                    Instant.parse("2026-12-23T10:00:00Z"),
                    Optional.empty(),
                    Optional.empty(),
                    true,
                    Optional.of(why)),
                new CalendarEvent(
                    "shop-holiday-1@signalbox",
                    "holiday",
                    "Christmas",
                    Instant.parse("2026-12-25T00:00:00Z"),
                    Optional.empty(),
                    Optional.of(LocalDate.of(2026, 12, 25)),
                    false,
                    Optional.empty())),
            STAMP);

    assertThat(feed.split("\r\n"))
        .allSatisfy(
            line -> assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(75));
    assertThat(feed.replace("\r\n", "")).doesNotContain("\n", "\r");
    var calendar = new CalendarBuilder().build(new StringReader(feed));
    List<VEvent> events = calendar.getComponents(Component.VEVENT);
    assertThat(events).hasSize(2);
    assertThat(value(events.getFirst(), Property.SUMMARY))
        .isEqualTo("weekly is cut, at last; really");
    assertThat(value(events.getFirst(), Property.DESCRIPTION)).isEqualTo(why);
    assertThat(value(events.getFirst(), Property.DTSTART)).isEqualTo("20261223T100000Z");
    assertThat(value(events.getLast(), Property.DTSTART)).isEqualTo("20261225");
    assertThat(value(events.getLast(), Property.STATUS)).isEqualTo("CANCELLED");
    calendar.validate();
  }

  private static String value(VEvent event, String property) {
    return event.<Property>getProperty(property).orElseThrow().getValue();
  }
}
