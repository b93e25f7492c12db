package dev.signalbox.domain.rollout;

/// How much of the traffic the new version gets.
///
/// @param percent from 0 to 100
public record Exposure(int percent) implements Comparable<Exposure> {

  public static final Exposure NONE = new Exposure(0);
  public static final Exposure ALL = new Exposure(100);

  public Exposure {
    if (percent < 0 || percent > 100) {
      throw new IllegalArgumentException(
          "An exposure of " + percent + " % is none. Expected 0 to 100.");
    }
  }

  /// How many instances the new version needs for it: as large a part of all as of the traffic, and
  /// two where there are two, since one bad machine under the only instance looks like a bad
  /// release.
  ///
  /// @param all how many it has when it gets everything
  public int instances(int all) {
    return percent == 0 ? 0 : Math.max(Math.min(2, all), Math.ceilDiv(all * percent, 100));
  }

  @Override
  public int compareTo(Exposure other) {
    return Integer.compare(percent, other.percent);
  }

  /// As people read it: `25 %`.
  @Override
  public String toString() {
    return percent + " %";
  }
}
