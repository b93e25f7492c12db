package dev.signalbox.flow;

import dev.signalbox.domain.calendar.RecurrenceText;

/// When an environment starts, as it is written.
sealed interface StartsDraft {

  record OnRequest() implements StartsDraft {}

  record At(RecurrenceText when) implements StartsDraft {}
}
