package dev.signalbox.domain.lock;

import dev.signalbox.base.Plain;

/// The number of a turn. It only grows; whoever acts on an environment shows the fence of the turn
/// it acts in, and the target refuses a fence lower than the highest it has seen. So a holder that
/// comes back late changes nothing.
public record Fence(long value) implements Comparable<Fence>, Plain {

  /// Before the first turn.
  public static final Fence NONE = new Fence(0);

  public Fence next() {
    return new Fence(value + 1);
  }

  @Override
  public int compareTo(Fence other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
