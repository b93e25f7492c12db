package dev.signalbox.web;

import dev.signalbox.app.Calendars;
import dev.signalbox.base.Inert;
import dev.signalbox.domain.calendar.ICalendar;
import io.javalin.http.Context;
import java.util.Map;

/// The calendars of the services, as pages and as feeds for the calendars that people have.
public final class CalendarPages {

  private static final String FEED = ".ics";

  private final Calendars calendars;

  public CalendarPages(Calendars calendars) {
    this.calendars = calendars;
  }

  public void all(Context http, Visitor visitor) {
    Pages.draw(http, "calendars", Map.of("visitor", visitor, "services", calendars.services()));
  }

  /// A page, or a feed where the name ends in `.ics`.
  public void calendar(Context http, Visitor visitor) {
    String name = http.pathParam("service");
    boolean feed = name.endsWith(FEED);
    Pages.drawOrRefuse(
        http,
        visitor,
        calendars.of(feed ? name.substring(0, name.length() - FEED.length()) : name),
        view -> {
          if (feed) {
            http.contentType("text/calendar; charset=utf-8")
                .result(
                    Inert.lines(
                            ICalendar.of(
                                "Releases of " + view.service(), view.events(), view.now()))
                        .replaceAll("\r?\n", "\r\n"));
          } else {
            Pages.draw(http, "calendar", Map.of("visitor", visitor, "calendar", view));
          }
        });
  }
}
