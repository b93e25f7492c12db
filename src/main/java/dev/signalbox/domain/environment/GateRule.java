package dev.signalbox.domain.environment;

import dev.signalbox.base.Slug;
import java.util.List;

/// Something a team wants to be true before a promotion starts, beside what the environment takes
/// and when. How it is judged stands in the calendar, and in what people and machines said.
public sealed interface GateRule {

  /// The calendar's window of this name is open.
  record InWindow(Slug window) implements GateRule {}

  /// The day is no holiday of the calendar.
  record NotAHoliday() implements GateRule {}

  /// Whoever has this role says that the release is safe.
  record WordOf(Slug role) implements GateRule {}

  /// A person of QA says that the release has no blockers.
  record NoBlockers() implements GateRule {}

  /// These checks of the team's own CI passed on the commit.
  record Checks(List<String> names) implements GateRule {
    public Checks {
      names = List.copyOf(names);
    }
  }

  /// This companion of the service has not changed since its own last release.
  record CompanionReleased(Slug companion) implements GateRule {}

  /// Others accepted the deployment request.
  ///
  /// @param says what the request tells them
  record Requested(Slug to, List<Telling> says) implements GateRule {
    public Requested {
      says = List.copyOf(says);
    }
  }

  /// What a deployment request tells.
  enum Telling {
    CHANGES,
    CONFIGURATION,
    MIGRATIONS,
    COMPANIONS,
    LINKS
  }
}
