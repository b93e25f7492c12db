package dev.signalbox.domain.calendar;

import dev.signalbox.base.Words;

/// What moves into an environment, as windows and freezes tell it apart.
public enum Move {
  /// A build or release in its regular turn.
  REGULAR,
  /// An urgent fix for what is before production.
  WARMFIX,
  /// An urgent fix for production.
  HOTFIX,
  /// What was good before; let through always.
  ROLLBACK;

  @Override
  public String toString() {
    return Words.of(this);
  }
}
