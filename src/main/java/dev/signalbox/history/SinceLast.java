package dev.signalbox.history;

import dev.signalbox.base.Decision;
import dev.signalbox.port.LocalHistory;
import java.util.List;
import java.util.Optional;

/// The last release of a component in a commit's own history, and what has come since.
public final class SinceLast {

  private SinceLast() {}

  /// @param component by its name; empty takes the repository as a whole, or its only component
  public static Decision<Since> of(
      LocalHistory history, Question question, Optional<String> component) {
    throw new UnsupportedOperationException();
  }

  /// The same of every component, in one walk, in the order of their names.
  public static Decision<List<Since>> ofAll(LocalHistory history, Question question) {
    throw new UnsupportedOperationException();
  }
}
