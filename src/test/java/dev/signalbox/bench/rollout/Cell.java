package dev.signalbox.bench.rollout;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// What a judge did in a world.
///
/// @param aborted the share of rollouts it stopped
/// @param median the minute at which half of those were stopped; 0 if none was
/// @param extra requests that failed and would not have, on the mean, until it stopped; of latency,
///   requests of the canary until then
/// @param soon the share of rollouts it stopped within four minutes of the fault
public record Cell(double aborted, int median, double extra, double soon) {

  private static final int SOON = 4;

  /// All judges on the same rollouts.
  public static List<Cell> of(World world, List<Judge> judges, int rollouts, long seed) {
    int[][] minutes = new int[judges.size()][rollouts];
    double[][] extras = new double[judges.size()][rollouts];
    IntStream.range(0, rollouts)
        .parallel()
        .forEach(number -> {
          Rollout rollout = new Rollout(world, mixed(seed, world.name().hashCode(), number));
          for (int j = 0; j < judges.size(); j++) {
            if (judges.get(j).judges(world)) {
              int minute = judges.get(j).stops(world, rollout);
              minutes[j][number] = minute;
              extras[j][number] =
                  Arrays.stream(rollout.extra, 0, minute == 0 ? World.MINUTES : minute).sum();
            }
          }
        });
    return IntStream.range(0, judges.size())
        .mapToObj(j -> of(world, minutes[j], extras[j]))
        .toList();
  }

  static long mixed(long seed, long world, long number) {
    long mixed = seed * 0x9E3779B97F4A7C15L + world * 0xC2B2AE3D27D4EB4FL + number;
    mixed = (mixed ^ (mixed >>> 31)) * 0xD6E8FEB86659FD93L;
    return mixed ^ (mixed >>> 32);
  }

  private static Cell of(World world, int[] minutes, double[] extras) {
    int[] stopped = Arrays.stream(minutes).filter(minute -> minute > 0).sorted().toArray();
    double all = minutes.length;
    return new Cell(
        stopped.length / all,
        stopped.length == 0 ? 0 : stopped[(stopped.length - 1) / 2],
        Arrays.stream(extras).average().orElse(0),
        Arrays.stream(stopped).filter(m -> m <= world.onset() + SOON).count() / all);
  }

  /// `100 8m 11`, in a world without harm `0.1`.
  public String told(World world) {
    String share = String.format(Locale.ROOT, "%.1f", 100 * aborted).replace("100.0", "100");
    return world.isHarmless()
        ? share
        : aborted == 0 ? "0" : String.format(Locale.ROOT, "%s %dm %,.0f", share, median, extra);
  }
}
