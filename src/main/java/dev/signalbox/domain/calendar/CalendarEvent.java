package dev.signalbox.domain.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// Something that stands in a calendar.
///
/// @param uid the same every time the same thing is shown, so that calendars know it again
/// @param kind `train`, `start`, `freeze`, `holiday` or `duty`
/// @param to the first instant after it; empty where it is a point in time
/// @param day the day it fills; empty where it has a time
/// @param happens whether it happens: what is left out stands there all the same
/// @param why why it is moved or left out
public record CalendarEvent(
    String uid,
    String kind,
    String title,
    Instant from,
    Optional<Instant> to,
    Optional<LocalDate> day,
    boolean happens,
    Optional<String> why) {}
