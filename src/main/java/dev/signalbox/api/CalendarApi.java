package dev.signalbox.api;

import dev.signalbox.api.Route.Query;
import dev.signalbox.app.Calendars;
import dev.signalbox.app.Shortcuts;
import dev.signalbox.domain.audit.Shortcut;
import java.time.Duration;
import java.util.List;

/// The calendar of a service, and how often it was gone past.
public final class CalendarApi {

  private final Calendars calendars;
  private final Shortcuts shortcuts;

  public CalendarApi(Calendars calendars, Shortcuts shortcuts) {
    this.calendars = calendars;
    this.shortcuts = shortcuts;
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
            "/services/{service}/calendar",
            "What stands in the calendar of a service: trains, starts, freezes, holidays, duties.",
            Calendars.CalendarView.class,
            request -> calendars.of(request.path("service"))),
        Route.get(
            "/services/{service}/shortcuts",
            "How often people went past the regular process, by month.",
            Shortcut[].class,
            request ->
                request
                    .number("days")
                    .then(days ->
                        days.filter(n -> n < 1).isPresent()
                            ? ApiRequest.bad("'days' is a number, and at least 1.")
                            : shortcuts.of(
                                request.path("service"),
                                Duration.ofDays(Math.min(days.orElse(365L), 3650L)))),
            new Query("days", "how many days back; 365 if left out")));
  }
}
