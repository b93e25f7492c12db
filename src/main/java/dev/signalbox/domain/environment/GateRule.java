package dev.signalbox.domain.environment;

import dev.signalbox.base.Slug;
import java.util.List;
import java.util.Optional;

/// Something a team wants to be true before a promotion starts, beside what the environment takes
/// and when. How it is judged stands in the calendar, and in what people and machines said.
public sealed interface GateRule {

  /// Who speaks for QA.
  Slug QA = new Slug("qa");

  /// The role whose word it waits for, if it waits for one.
  default Optional<Slug> speaker() {
    return switch (this) {
      case WordOf(Slug role) -> Optional.of(role);
      case NoBlockers() -> Optional.of(QA);
      case InWindow _, NotAHoliday _, Checks _, Requested _, CompanionReleased _ ->
          Optional.empty();
    };
  }

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
