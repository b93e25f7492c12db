package dev.signalbox.bench.rollout;

/// Whoever decides on a rollout.
public interface Judge {

  /// A few letters for a table's head.
  String name();

  /// Whether it can judge such a world at all.
  boolean judges(World world);

  /// The minute at whose end it stops the rollout, counted from 1; 0 if it does not.
  int stops(World world, Rollout rollout);
}
