package dev.signalbox.journey;

import dev.signalbox.base.Decision;

/// What became of a wish, as a test needs it.
final class Decided {

  private Decided() {}

  static <T> T accepted(Decision<T> decision) {
    return switch (decision) {
      case Decision.Accepted<T>(T value) -> value;
      case Decision.Refused<T>(var refusal) -> throw new AssertionError(refusal.sentence());
    };
  }

  /// The whole sentence of a refusal.
  static String refused(Decision<?> decision) {
    return switch (decision) {
      case Decision.Accepted<?>(var value) -> throw new AssertionError("accepted: " + value);
      case Decision.Refused<?>(var refusal) -> refusal.sentence();
    };
  }

  /// The first code of a refusal; `accepted` if it is none.
  static String code(Decision<?> decision) {
    return decision instanceof Decision.Refused<?>(var refusal)
        ? refusal.reasons().getFirst().code()
        : "accepted";
  }
}
