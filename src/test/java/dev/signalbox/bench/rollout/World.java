package dev.signalbox.bench.rollout;

import java.util.ArrayList;
import java.util.List;

/// A service, its noise, and what the new version does to it. A rollout takes an hour: 5, 25 and 50
/// % for twenty minutes each, by the minute.
///
/// @param perSecond requests of the whole service
/// @param share of requests that fail
/// @param factor how many times that share the new version's is
/// @param onset the minute from which on it is
/// @param metrics how many metrics are watched at once; only the first is ever worse
/// @param tail of a service whose latency is watched, not its errors: how the new version's is
///   slower
public record World(
    String name,
    double perSecond,
    double share,
    double factor,
    int onset,
    Noise noise,
    int metrics,
    Tail tail) {

  public static final int MINUTES = 60;
  public static final int STAGE = 20;
  public static final int PODS = 20;
  static final double[] WEIGHTS = {0.05, 0.25, 0.5};
  private static final int[] CANARIES = {1, 5, 10};

  /// What makes counts vary beyond chance.
  public enum Noise {
    NONE,
    /// Load rises to three times, and the share of errors to four times, over the hour.
    RISE,
    /// Both arms alike, lasting ten minutes or so.
    SHOCKS,
    /// Each pod by itself, anew each minute.
    FAST,
    /// Each pod by itself, lasting ten minutes or so.
    SLOW,
    /// Errors come ten at a time.
    CLUMPS
  }

  /// @param above the share of requests that are slower; 1 is all of them
  /// @param by how many times
  public record Tail(double above, double by) {
    public static final Tail NONE = new Tail(0, 1);
  }

  public boolean isLatency() {
    return tail.above() > 0;
  }

  public boolean isHarmless() {
    return isLatency() ? tail.by() == 1 : factor == 1;
  }

  public static int stage(int minute) {
    return minute / STAGE;
  }

  public static double weight(int minute) {
    return WEIGHTS[stage(minute)];
  }

  public static int canaries(int minute) {
    return CANARIES[stage(minute)];
  }

  private static World errors(String name, double perSecond, double share, double factor) {
    return new World(name, perSecond, share, factor, 0, Noise.NONE, 1, Tail.NONE);
  }

  private World late(int minute) {
    return new World(name, perSecond, share, factor, minute, noise, metrics, tail);
  }

  private World with(Noise other) {
    return new World(name, perSecond, share, factor, onset, other, metrics, tail);
  }

  private World six() {
    return new World(name, perSecond, share, factor, onset, noise, 6, tail);
  }

  private static World latency(String name, double perSecond, double above, double by) {
    return new World(name, perSecond, 0, 1, 0, Noise.NONE, 1, new Tail(above, by));
  }

  /// Every world of the bench.
  public static List<World> all() {
    List<World> worlds = new ArrayList<>();
    for (double share : new double[] {0.001, 0.01}) {
      String level = share == 0.001 ? "0.1 %" : "1 %";
      worlds.add(errors("good " + level, 100, share, 1));
      worlds.add(errors("good " + level + ", 10/s", 10, share, 1));
      worlds.add(errors("good " + level + ", 1000/s", 1000, share, 1));
      worlds.add(errors("good " + level + ", rising load", 100, share, 1).with(Noise.RISE));
      worlds.add(errors("good " + level + ", shared shocks", 100, share, 1).with(Noise.SHOCKS));
      worlds.add(errors("good " + level + ", fast pod noise", 100, share, 1).with(Noise.FAST));
      worlds.add(errors("good " + level + ", slow pod noise", 100, share, 1).with(Noise.SLOW));
      worlds.add(errors("good " + level + ", clumps", 100, share, 1).with(Noise.CLUMPS));
      worlds.add(errors("good " + level + ", six metrics", 100, share, 1).six());
    }
    worlds.add(errors("trivial 1 -> 1.05 %, 1000/s", 1000, 0.01, 1.05));
    worlds.add(errors("0.1 -> 0.2 %", 100, 0.001, 2));
    worlds.add(errors("0.1 -> 0.5 %", 100, 0.001, 5));
    worlds.add(errors("0.1 -> 0.5 %, six metrics", 100, 0.001, 5).six());
    worlds.add(errors("0.1 -> 5 %", 100, 0.001, 50));
    worlds.add(errors("1 -> 1.5 %", 100, 0.01, 1.5));
    worlds.add(errors("1 -> 3 %", 100, 0.01, 3));
    worlds.add(errors("late 0.1 -> 0.5 %", 100, 0.001, 5).late(40));
    worlds.add(errors("late 1 -> 1.5 %", 100, 0.01, 1.5).late(40));
    worlds.add(errors("0.1 -> 0.5 %, 10/s", 10, 0.001, 5));
    worlds.add(errors("0.1 -> 0.2 %, 1000/s", 1000, 0.001, 2));
    worlds.add(errors("1 -> 1.5 %, fast pod noise", 100, 0.01, 1.5).with(Noise.FAST));
    worlds.add(errors("1 -> 1.5 %, slow pod noise", 100, 0.01, 1.5).with(Noise.SLOW));
    worlds.add(errors("1 -> 1.5 %, clumps", 100, 0.01, 1.5).with(Noise.CLUMPS));
    worlds.add(latency("good latency", 100, 1, 1));
    worlds.add(latency("all +10 %", 100, 1, 1.1));
    worlds.add(latency("above p95 +10 %", 100, 0.05, 1.1));
    worlds.add(latency("above p95 +30 %", 100, 0.05, 1.3));
    return worlds;
  }
}
