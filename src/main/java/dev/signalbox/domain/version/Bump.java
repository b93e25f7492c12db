package dev.signalbox.domain.version;

/// How much a change weighs, lightest first.
public enum Bump {
  NONE,
  PATCH,
  MINOR,
  MAJOR;

  public Bump or(Bump other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
