package dev.signalbox.domain.version;

/// Versions of different schemes were compared.
final class Unordered {

  private Unordered() {}

  static IllegalStateException of(Version one, Version other) {
    return new IllegalStateException(
        "%s and %s are of different schemes and have no order. Indicates a bug."
            .formatted(one, other));
  }
}
