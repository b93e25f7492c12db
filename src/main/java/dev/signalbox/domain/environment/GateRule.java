package dev.signalbox.domain.environment;

import dev.signalbox.base.Slug;

/// Something a team wants to be true before a promotion starts, beside what the environment takes
/// and when. How it is judged stands in the planner's gates.
public sealed interface GateRule {

  /// The calendar's window of this name is open.
  record InWindow(Slug window) implements GateRule {}

  /// The day is no holiday of the calendar.
  record NotAHoliday() implements GateRule {}
}
